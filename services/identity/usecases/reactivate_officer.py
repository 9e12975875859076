"""Somebody vouches for a user of their agencies whose account rests because nobody used it."""

from __future__ import annotations

from datetime import date

from contracts.calls import Call
from contracts.rpc.identity.granting import GrantAt
from contracts.rpc.identity.sessions import Done
from services.identity.domain.granting import GrantUnknown
from services.identity.usecases.authority import with_authority
from services.identity.usecases.grant_changes import GrantChanges
from services.identity.usecases.ports import AgencyBook, GrantBook


def reactivate_officer(
    request: GrantAt, call: Call, today: date, agencies: AgencyBook, grants: GrantBook, changes: GrantChanges
) -> Done:
    """All that the officer holds holds again: the account rested, not one of its grants. Takes what it would take to
    give them this one. An account that does not rest stays as it is. Raises GrantUnknown, BeyondOwnRights."""
    grant = grants.find(request.grant_id, request.agency_id)
    if grant is None:
        raise GrantUnknown
    authorised = with_authority(call, grant.role, grant.agency_id, today, grants, agencies)
    changes.reactivate(grant.officer_id, authorised)
    return Done()
