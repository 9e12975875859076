"""The provider's keys: the one that signs ID tokens, and secrets derived from it for everything else."""

from __future__ import annotations

import hashlib
import hmac
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySetSerialization

from chassis.config import Settings, SettingsError

ALGORITHM = "ES256"


class Keys:
    """Made from the setting `digital_id_signing_key`. Raises SettingsError when that is not an EC P-256 private JWK."""

    def __init__(self, settings: Settings) -> None:
        try:
            key = ECKey.import_key(json.loads(settings.need("digital_id_signing_key")))
        except (JoseError, ValueError, TypeError, KeyError):
            raise SettingsError("PRAKAT_DIGITAL_ID_SIGNING_KEY: not a JWK of an EC key.") from None
        private = key.private_key
        if private is None or key.curve_name != "P-256":
            raise SettingsError("PRAKAT_DIGITAL_ID_SIGNING_KEY: must be a private key on the curve P-256.")
        key.ensure_kid()
        self.signing = key
        self._root = private.private_numbers().private_value.to_bytes(32, "big")

    @property
    def key_id(self) -> str:
        return str(self.signing.kid)

    def public_set(self) -> KeySetSerialization:
        """The JWK set that anybody may see."""
        public = self.signing.as_dict(private=False)
        return {"keys": [{**public, "use": "sig", "alg": ALGORITHM, "kid": self.key_id}]}

    def secret(self, purpose: str) -> bytes:
        """32 bytes for one purpose only: what is known of one tells nothing of another or of the signing key.

        They change with the signing key: open forms and sign-ins must then start again, counted attempts begin anew,
        and hashes of citizen ids can no longer be compared with earlier ones. Sessions and accounts are not affected.
        """
        info = f"prakat digital id {purpose}".encode()
        return HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(self._root)

    def keyed_hash(self, purpose: str, value: str) -> str:
        """Hex digest that nobody without the key can compute, so that short values cannot be guessed from it."""
        return hmac.new(self.secret(purpose), value.encode(), hashlib.sha256).hexdigest()


def hash_of(token: str) -> str:
    """How a code, an access token or a session is stored: they are random enough for a plain SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()
