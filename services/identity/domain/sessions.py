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
# How long an access token may outlive what it says. Revoked grants do not wait for it; a closed session does.
ACCESS = timedelta(minutes=5)

SECRET_BYTES = 32


class SessionUnknown(Exception):
    """There is no such session, or not any more."""

    code: ClassVar[str] = "unauthenticated"


@dataclass(frozen=True)
class Session:
    """`acr` and `auth_time` are how and when the Digital ID last saw the person prove who they are."""

    officer_id: str
    opened_at: datetime
    last_seen_at: datetime
    ends_at: datetime
    acr: str | None = None
    auth_time: datetime | None = None

    @property
    def expires_at(self) -> datetime:
        """When it ends if the officer does nothing more."""
        return min(self.last_seen_at + IDLE, self.ends_at)

    def access_expires_at(self, now: datetime) -> datetime:
        """When an access token given now ends: never after the session's longest time."""
        return min(now + ACCESS, self.ends_at)


def begin(officer_id: str, now: datetime, acr: str | None, auth_time: datetime | None) -> Session:
    return Session(officer_id, now, last_seen_at=now, ends_at=now + LONGEST, acr=acr, auth_time=auth_time)


def new_secret(bytes_of_chance: Callable[[int], str]) -> str:
    """What the officer's cookie holds. `bytes_of_chance(n)` gives n unpredictable bytes as URL-safe text."""
    return bytes_of_chance(SECRET_BYTES)


def fingerprint(secret: str) -> str:
    """What is kept of a secret: whoever reads the database cannot use it.

    A plain SHA-256, neither salted nor slow: 256 bits of chance cannot be found by trying.
    """
    return hashlib.sha256(secret.encode()).hexdigest()
