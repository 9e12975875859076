"""An officer gives a user of their agencies another role instead of the one that they have."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity.granting import ChangeRole
from contracts.rpc.identity.sessions import GrantView
from services.identity.domain.granting import Grant, GrantUnknown, can_be_held
from services.identity.usecases.access import as_shown
from services.identity.usecases.authority import with_authority
from services.identity.usecases.grant_changes import GrantChanges
from services.identity.usecases.issue_token import AGENCY_MISSING
from services.identity.usecases.ports import AgencyBook, GrantBook, OfficerBook


def change_role(
    request: ChangeRole,
    call: Call,
    today: date,
    agencies: AgencyBook,
    officers: OfficerBook,
    grants: GrantBook,
    changes: GrantChanges,
) -> GrantView:
    """The new grant has an id of its own: entries of the history that name a grant name one role for ever.

    Whoever acted by the old one acts by the new one from their next request on. Who holds the new role there already
    keeps the grant that they have. Takes what it takes to take the one and to give the other.

    Raises GrantUnknown, BeyondOwnRights, LastAdministrator, AccountSuspended; Refusal INVALID_REQUEST for a role that
    needs an agency.
    """
    old = grants.find(request.grant_id, request.agency_id)
    if old is None:
        raise GrantUnknown
    if not can_be_held(request.role, old.agency_id):
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(AGENCY_MISSING,))
    to_take = with_authority(call, old.role, old.agency_id, today, grants, agencies)
    to_give = with_authority(call, request.role, old.agency_id, today, grants, agencies)
    if old.role == request.role:
        return as_shown(old)
    same = (request.role.value, old.agency_id)
    new = next((held for held in grants.held_by(old.officer_id) if (held.role, held.agency_id) == same), None)
    if new is None:
        giver = to_give.caller.subject if to_give.caller else old.issuer
        new = Grant(str(uuid4()), old.officer_id, request.role.value, old.agency_id, giver, call.now)
        # Given first: the agency has not been without anybody in between.
        changes.give(new, to_give)
    changes.take(old, to_take)
    officers.act_by(old.officer_id, new.id, instead_of=old.id)
    return as_shown(new)
