"""Whether the grant that the caller acts by lets them give or take a role at an agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from services.identity.domain.granting import Grant, authority_for
from services.identity.usecases.access import as_claimed
from services.identity.usecases.ports import AgencyBook, GrantBook

# Stands for any agency below one: no agency has it as its id.
ANY_BELOW = "below"


def with_authority(
    call: Call, role: str, agency_id: str | None, today: date, grants: GrantBook, agencies: AgencyBook
) -> Call:
    """The call with the grant that allows it, for the history.

    Only the grant that the caller acts by counts (decision 0012), which the access token names. Whether it is in force
    identity asks its own book: here a revoked grant ends with the revocation, not with the news of it.

    Raises BeyondOwnRights; Refusal UNAUTHENTICATED without a caller.
    """
    acting = _acting(call, grants)
    ancestors = agencies.ancestors(agency_id, today) if agency_id is not None else ()
    authority = authority_for(acting, role, agency_id, ancestors)
    return replace(call, grant=as_claimed(authority))


def with_authority_below(
    call: Call, role: str, agency_id: str, today: date, grants: GrantBook, agencies: AgencyBook
) -> Call:
    """The same for everything below the agency at once, itself left out."""
    acting = _acting(call, grants)
    above = (*agencies.ancestors(agency_id, today), agency_id)
    authority = authority_for(acting, role, ANY_BELOW, above)
    return replace(call, grant=as_claimed(authority))


def _acting(call: Call, grants: GrantBook) -> Sequence[Grant]:
    if call.caller is None:
        raise Refusal(ErrorCode.UNAUTHENTICATED)
    claimed = grants.in_force({grant.id for grant in call.caller.grants})
    return [grant for grant in claimed.values() if grant.officer_id == call.caller.subject]
