"""Which key signs at an instant, and which are published then. Rules only; the keys themselves are in keys.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# Clients keep the published keys for minutes (our answer says five, the gateway ten) and up to an hour: a key that
# signed at once would be unknown to them.
PUBLISHED_BEFORE = timedelta(hours=1)
# Longer than anything it signed is used: ID tokens for five minutes, as hints for sign-out as long as a session lasts.
PUBLISHED_AFTER = timedelta(hours=24)
ROTATED_AFTER = timedelta(days=90)


@dataclass(frozen=True)
class KeyTimes:
    """When a key may be used. `number` counts the keys of the installation from 1 and is their order.

    It signs from `signs_from` until the next one does. A key that is withdrawn is not published any more, so that
    nothing it signed is believed.
    """

    id: str
    number: int
    signs_from: datetime
    withdrawn: bool = False


def signing_key(keys: Sequence[KeyTimes], now: datetime) -> KeyTimes | None:
    """The newest of those that may sign. None when there is none."""
    may_sign = [key for key in keys if key.signs_from <= now and not key.withdrawn]
    return max(may_sign, key=lambda key: key.number, default=None)


def published_keys(keys: Sequence[KeyTimes], now: datetime) -> Sequence[KeyTimes]:
    """Those that sign, will sign, or have signed what may still be shown to somebody; the newest first."""
    newest_first = sorted((key for key in keys if not key.withdrawn), key=lambda key: -key.number)
    published = []
    replaced_at: datetime | None = None
    for key in newest_first:
        if replaced_at is None or now < replaced_at + PUBLISHED_AFTER:
            published.append(key)
        replaced_at = key.signs_from if replaced_at is None else min(replaced_at, key.signs_from)
    return published


def is_due(keys: Sequence[KeyTimes], now: datetime) -> bool:
    """Whether the newest key has signed for ROTATED_AFTER, so that it is time for the next."""
    newest = max((key for key in keys if not key.withdrawn), key=lambda key: key.number, default=None)
    return newest is None or now >= newest.signs_from + ROTATED_AFTER


def next_key(keys: Sequence[KeyTimes], key_id: str, now: datetime) -> KeyTimes:
    """A further key: published from now on, it signs after PUBLISHED_BEFORE; at once when there is none that could."""
    following = at_once(keys, key_id, now)
    return replace(following, signs_from=now + PUBLISHED_BEFORE) if signing_key(keys, now) else following


def at_once(keys: Sequence[KeyTimes], key_id: str, now: datetime) -> KeyTimes:
    """A further key that signs from now on."""
    return KeyTimes(key_id, 1 + max((key.number for key in keys), default=0), now)
