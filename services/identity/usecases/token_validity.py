"""Whether a token can still be redeemed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, cast

from services.identity.domain.tokens import LIVE, Token
from services.identity.usecases.existence import exists
from services.identity.usecases.ports import AgencyBook, GrantBook, OfficerBook

Spent = Literal["redeemed", "replaced", "revoked", "expired", "no_authority", "agency_gone"]


def why_spent(
    token: Token,
    state: str,
    now: datetime,
    today: date,
    officers: OfficerBook,
    grants: GrantBook,
    agencies: AgencyBook,
) -> Spent | None:
    """Why not; None when it can. `state`: the token's in the books.

    A token has no more power than the grant by which it was issued has at this moment: when that is revoked, or rests
    because its holder is suspended, or the agency has moved out of its reach, the token gives nothing. So there is no
    race between a revocation and the redemption of what was issued before it. The operator's stand by themselves.
    """
    if state != LIVE:
        return cast(Spent, state)
    if token.expires_at <= now:
        return "expired"
    if token.agency_id is not None and not exists(token.agency_id, today, agencies):
        return "agency_gone"
    return None if _has_authority(token, today, officers, grants, agencies) else "no_authority"


def _has_authority(token: Token, today: date, officers: OfficerBook, grants: GrantBook, agencies: AgencyBook) -> bool:
    if token.by_grant is None:
        return True
    grant = grants.in_force([token.by_grant]).get(token.by_grant)
    issuer = officers.get(token.issued_by)
    if grant is None or issuer is None or issuer.suspended_since is not None:
        return False
    above = agencies.ancestors(token.agency_id, today) if token.agency_id is not None else ()
    return grant.may_give(token.role, token.agency_id, above)
