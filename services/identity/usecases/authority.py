"""By which of their grants the caller gives or takes a role at an agency."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from services.identity.domain.granting import authority_for
from services.identity.usecases.access import as_claimed
from services.identity.usecases.ports import AgencyBook, GrantBook


def with_authority(
    call: Call, role: str, agency_id: str | None, today: date, grants: GrantBook, agencies: AgencyBook
) -> Call:
    """The call with the grant that allows it, for the history.

    Identity asks its own book, not the access token: here a revoked grant ends with the revocation, not with the news
    of it. And it asks for all of the caller's grants: the one that opened the door need not be the one that can give
    this role.

    Raises BeyondOwnRights; Refusal UNAUTHENTICATED without a caller.
    """
    if call.caller is None:
        raise Refusal(ErrorCode.UNAUTHENTICATED)
    ancestors = agencies.ancestors(agency_id, today) if agency_id is not None else ()
    authority = authority_for(grants.held_by(call.caller.subject), role, agency_id, ancestors)
    return replace(call, grant=as_claimed(authority))
