"""The keys that sign ID tokens: kept in the provider's database, sealed; changed without anybody noticing."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import datetime

import structlog
from joserfc.jwk import ECKey, KeySetSerialization

from services.identity.digital_id.key_rotation import KeyTimes, at_once, is_due, next_key, published_keys, signing_key
from services.identity.digital_id.store import signing
from services.identity.digital_id.vault import Vault

ALGORITHM = "ES256"
PURPOSE = "signing keys"

log = structlog.get_logger()


class Keys:
    """Asks the database each time, so that all processes change keys at the same instant; there are few of them."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._opened: dict[str, ECKey] = {}

    def signing(self, now: datetime) -> ECKey:
        """The key that signs now. Makes the first one, and the next one when it is due.

        Raises SealBroken when the keys were sealed with another `digital_id_secret`.
        """
        known = signing.all_keys()
        if is_due(known, now):
            # After these and no others: a process that judged at the same moment makes the key of the same number.
            self._follow(known, now)
            known = signing.all_keys()
        chosen = signing_key(known, now)
        if chosen is None:
            raise RuntimeError("there is no signing key right after one was made")
        return self._open(chosen.id)

    def public_set(self, now: datetime) -> KeySetSerialization:
        """The JWK set that anybody may see: the keys that sign, will sign soon, or signed until lately."""
        self.signing(now)
        published = [self._open(key.id) for key in published_keys(signing.all_keys(), now)]
        return {"keys": [self._public(key) for key in published]}

    def rotate(self, now: datetime) -> KeyTimes:
        """Make the next key. When another process makes one at the same moment, that one is it."""
        return self._follow(signing.all_keys(), now)

    def replace(self, now: datetime) -> KeyTimes:
        """A new key that signs at once, and all earlier ones withdrawn: for when a key has become known to somebody.

        What those have signed is believed no longer: sign-ins under way must start again.
        """
        while (made := self._added(at_once(signing.all_keys(), secrets.token_hex(8), now), now)) is None:
            pass
        signing.withdraw_before(made.number)
        log.warning("signing_keys_replaced", kid=made.id)
        return made

    def _follow(self, known: Sequence[KeyTimes], now: datetime) -> KeyTimes:
        following = next_key(known, secrets.token_hex(8), now)
        made = self._added(following, now)
        return made or next(key for key in signing.all_keys() if key.number == following.number)

    def _added(self, times: KeyTimes, now: datetime) -> KeyTimes | None:
        """None when another process has added the key of this number."""
        key = ECKey.generate_key("P-256", {"use": "sig", "alg": ALGORITHM, "kid": times.id})
        sealed = self._vault.seal(PURPOSE, times.id, json.dumps(key.as_dict(private=True)))
        if not signing.add(times, sealed, now):
            return None
        log.info("signing_key_made", kid=times.id, signs_from=times.signs_from.isoformat())
        return times

    def _open(self, key_id: str) -> ECKey:
        if key_id not in self._opened:
            plain = self._vault.unseal(PURPOSE, key_id, signing.sealed_key(key_id))
            self._opened[key_id] = ECKey.import_key(json.loads(plain))
        return self._opened[key_id]

    @staticmethod
    def _public(key: ECKey) -> dict[str, str | list[str]]:
        return {**key.as_dict(private=False), "use": "sig", "alg": ALGORITHM, "kid": str(key.kid)}
