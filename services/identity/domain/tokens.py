"""A token: the right to become something at an agency, once, within a limited time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

# The states of a role's latest token at an agency, as contracts.rpc.identity.tokens.TokenState names them. In the books
# a token that has expired still stands as live: only the clock made it so.
LIVE = "live"
REDEEMED = "redeemed"
EXPIRED = "expired"
REVOKED = "revoked"
NONE = "none"
# Of an earlier token only: another one was issued in its place.
REPLACED = "replaced"


class TokenRefused(Exception):
    """Wrong, used, replaced, expired or foreign. One refusal for all of them: which it was would help a guesser."""

    code: ClassVar[str] = "token_refused"


class TokenUnknown(Exception):
    """There is no such token at that agency, or none that still waits to be redeemed."""

    code: ClassVar[str] = "not_found"


@dataclass(frozen=True)
class Token:
    """A token, redeemable until before `expires_at`. Its number is no part of it: only who passes it on needs that.

    `agency_id` None: the whole country. `issued_by` is the id of the officer or operator who issued it, `by_grant` the
    grant whose right stands behind it; None: the operator's.
    """

    id: str
    role: str
    agency_id: str | None
    issued_by: str
    by_grant: str | None
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Standing:
    """What a role's latest token at an agency has come to. `state`: as in the books."""

    token_id: str
    state: str
    by_grant: str | None
    issued_at: datetime
    expires_at: datetime
    redeemed_at: datetime | None = None


def issue(
    id: str,
    role: str,
    agency_id: str | None,
    issued_by: str,
    by_grant: str | None,
    now: datetime,
    lifetime: timedelta,
) -> Token:
    """The next token for a role at an agency."""
    return Token(id, role, agency_id, issued_by, by_grant, issued_at=now, expires_at=now + lifetime)


def state_now(standing: Standing | None, now: datetime) -> str:
    """What officers are told of a role's latest token at an agency."""
    if standing is None:
        return NONE
    return EXPIRED if standing.state == LIVE and standing.expires_at <= now else standing.state
