"""An officer takes a role away from a user of their agencies."""

from __future__ import annotations

from datetime import date

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.envelope import History
from contracts.events.identity import GrantRevoked
from contracts.rpc.identity import Done, RevokeGrant
from services.identity.domain.granting import GrantUnknown
from services.identity.usecases.authority import with_authority
from services.identity.usecases.history import state_of, subject_of
from services.identity.usecases.ports import AgencyBook, GrantBook, OfficerBook


def revoke_grant(
    request: RevokeGrant,
    call: Call,
    today: date,
    agencies: AgencyBook,
    officers: OfficerBook,
    grants: GrantBook,
    history: History,
) -> Done:
    """Only who could give the role may take it away. Raises GrantUnknown, BeyondOwnRights."""
    if call.caller is None:
        raise Refusal(ErrorCode.UNAUTHENTICATED)
    grant = grants.find(request.grant_id, request.agency_id)
    if grant is None:
        raise GrantUnknown
    authorised = with_authority(call, grant.role, grant.agency_id, today, grants, agencies)
    grants.revoke(grant.id, call.caller.subject, call.now)
    version = officers.note_change_of_grants(grant.officer_id)
    if version is None:
        raise GrantUnknown
    revoked = GrantRevoked(grant=state_of(grant, version))
    history.record(subject_of(grant.agency_id), revoked, authorised, before=state_of(grant, version - 1))
    return Done()
