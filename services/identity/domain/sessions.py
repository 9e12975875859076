"""A session: an officer who signed in and has not been away for long."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

# Both limits are those of NIST SP 800-63B (revision 3), 4.2.3. Offices share computers: half an hour is long enough to
# fetch a paper and short enough for a forgotten screen.
IDLE = timedelta(minutes=30)
# A working day with overtime; the next morning begins with a sign-in.
LONGEST = timedelta(hours=12)
# Each request gets an access token of its own (decision 0011): long enough for the slowest of them, an import.
ACCESS = timedelta(minutes=1)

SECRET_BYTES = 32


class SessionUnknown(Exception):
    """There is no such session, or not any more."""

    code: ClassVar[str] = "unauthenticated"


@dataclass(frozen=True)
class Session:
    """`id` names the session in lists and opens nothing. `acr` and `auth_time` are how and when the Digital ID last saw
    the person prove who they are, `issuer_session` is its own name for its session. `acting` is the id of the grant
    that the session acts by, if it is still held."""

    id: str
    officer_id: str
    opened_at: datetime
    last_seen_at: datetime
    ends_at: datetime
    acr: str | None = None
    auth_time: datetime | None = None
    device: str | None = None
    issuer_session: str | None = None
    acting: str | None = None

    @property
    def expires_at(self) -> datetime:
        """When it ends if the officer does nothing more."""
        return min(self.last_seen_at + IDLE, self.ends_at)

    def access_expires_at(self, now: datetime) -> datetime:
        """When an access token given now ends: never after the session's longest time."""
        return min(now + ACCESS, self.ends_at)


def begin(id: str, officer_id: str, now: datetime) -> Session:
    return Session(id, officer_id, opened_at=now, last_seen_at=now, ends_at=now + LONGEST)


def new_secret(bytes_of_chance: Callable[[int], str]) -> str:
    """What the officer's cookie holds. `bytes_of_chance(n)` gives n unpredictable bytes as URL-safe text."""
    return bytes_of_chance(SECRET_BYTES)


def fingerprint(secret: str) -> str:
    """What is kept of a secret: whoever reads the database cannot use it.

    A plain SHA-256, neither salted nor slow: 256 bits of chance cannot be found by trying.
    """
    return hashlib.sha256(secret.encode()).hexdigest()
