"""The operator's view of the keys with which the bundled Digital ID signs ID tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from chassis import mongo
from chassis.config import Settings
from services.identity.digital_id import store
from services.identity.digital_id.app import now_utc
from services.identity.digital_id.key_rotation import KeyTimes, published_keys, signing_key
from services.identity.digital_id.keys import Keys
from services.identity.digital_id.store import signing
from services.identity.digital_id.vault import Vault


def manage(settings: Settings, what: str) -> str:
    """Do `what` ("list", "rotate" or "replace") and give the table of the keys that are published then.

    The running processes ask the database for their keys, so nothing has to be restarted. Raises SettingsError.
    """
    keys, now = Keys(Vault(settings)), now_utc()
    mongo.connect(settings, "digital_id")
    try:
        mongo.prepare(*store.DOCUMENTS)
        if what == "rotate":
            keys.rotate(now)
        elif what == "replace":
            keys.replace(now)
        return table(signing.all_keys(), now)
    finally:
        mongo.disconnect()


def table(known: Sequence[KeyTimes], now: datetime) -> str:
    """A line for each published key, the newest first."""
    signs = signing_key(known, now)
    lines = [
        f"{key.id}  {_state(key, signs, now):<11}  signs from {key.signs_from.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        for key in published_keys(known, now)
    ]
    return "\n".join(lines) or "There are no keys yet: the first is made when the Digital ID needs one."


def _state(key: KeyTimes, signs: KeyTimes | None, now: datetime) -> str:
    if key == signs:
        return "signs"
    return "will sign" if key.signs_from > now else "has signed"
