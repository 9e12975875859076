"""An officer who holds several grants acts by another one of them."""

from __future__ import annotations

from contracts.calls import Call
from contracts.events.envelope import History
from contracts.events.identity import GrantSwitched
from contracts.rpc.identity.profile import SwitchGrant
from contracts.rpc.identity.sessions import Access
from services.identity.domain.granting import GrantUnknown
from services.identity.domain.sessions import SessionUnknown
from services.identity.usecases.access import access_for, acting_in
from services.identity.usecases.history import state_of, subject_of
from services.identity.usecases.own_session import own_session
from services.identity.usecases.ports import GrantBook, OfficerBook, SessionBook, Sign


def switch_grant(
    request: SwitchGrant,
    call: Call,
    officers: OfficerBook,
    grants: GrantBook,
    book: SessionBook,
    history: History,
    sign: Sign,
) -> Access:
    """In this session at once, in later ones from their beginning; sessions that are open elsewhere go on as they were.

    Told in the history of the agency for which the officer works now. Choosing again what was chosen changes nothing.
    Raises SessionUnknown, AccountSuspended, and GrantUnknown for what is not the officer's, or not any more.
    """
    under, session = own_session(request, call, book)
    officer = officers.get(session.officer_id)
    if officer is None:
        raise SessionUnknown
    officer.ensure_active()
    held = grants.held_by(officer.id)
    chosen = next((grant for grant in held if grant.id == request.grant_id), None)
    if chosen is None:
        raise GrantUnknown
    before = acting_in(session, officer, held)
    book.act_by(under, chosen.id)
    officers.act_by(officer.id, chosen.id)
    if before is None or before.id != chosen.id:
        switched = GrantSwitched(grant=state_of(chosen, officer.grants_version))
        history.record(subject_of(chosen.agency_id), switched, call)
    seen = book.touch(under, call.now)
    if seen is None:
        raise SessionUnknown
    return access_for(seen, officer, held, call.now, sign)
