"""A token: the right to become something at an agency, once, within a limited time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

# A token travels by letter and provincial list; a month lets it arrive and still ends it before it is forgotten.
LIFETIME = timedelta(days=30)


class TokenRefused(Exception):
    """Wrong, used, replaced, expired or foreign. One refusal for all of them: which it was would help a guesser."""

    code: ClassVar[str] = "token_refused"


@dataclass(frozen=True)
class Token:
    """A token, redeemable until before `expires_at`. Its number is no part of it: only who passes it on needs that.

    `agency_id` None: the whole country. `issued_by` is the id of the officer or operator whose right stands behind it.
    """

    id: str
    role: str
    agency_id: str | None
    issued_by: str
    issued_at: datetime
    expires_at: datetime


def issue(id: str, role: str, agency_id: str | None, issued_by: str, now: datetime) -> Token:
    """The next token for a role at an agency."""
    return Token(id, role, agency_id, issued_by, issued_at=now, expires_at=now + LIFETIME)
