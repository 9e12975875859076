"""An officer takes a role away from a user of their agencies."""

from __future__ import annotations

from datetime import date

from contracts.calls import Call
from contracts.rpc.identity.granting import GrantAt
from contracts.rpc.identity.sessions import Done
from services.identity.domain.granting import GrantUnknown
from services.identity.usecases.authority import with_authority
from services.identity.usecases.grant_changes import GrantChanges
from services.identity.usecases.ports import AgencyBook, GrantBook


def revoke_grant(
    request: GrantAt, call: Call, today: date, agencies: AgencyBook, grants: GrantBook, changes: GrantChanges
) -> Done:
    """Only who could give the role may take it away. Raises GrantUnknown, BeyondOwnRights, LastAdministrator."""
    grant = grants.find(request.grant_id, request.agency_id)
    if grant is None:
        raise GrantUnknown
    authorised = with_authority(call, grant.role, grant.agency_id, today, grants, agencies)
    changes.take(grant, authorised)
    return Done()
