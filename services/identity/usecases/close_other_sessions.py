"""An officer signs out elsewhere: where they forgot to, or where somebody else is at work in their name."""

from __future__ import annotations

from contracts.calls import Call
from contracts.events.envelope import History
from contracts.events.identity import SignedOut
from contracts.rpc.identity.sessions import ClosedSessions, CloseOtherSessions
from services.identity.usecases.own_session import own_session
from services.identity.usecases.ports import SessionBook


def close_other_sessions(
    request: CloseOtherSessions, call: Call, book: SessionBook, history: History
) -> ClosedSessions:
    """Of the officer's own sessions, and never the one that asks: a session that is closed already, somebody else's or
    made up is closed all the same, as far as the officer is concerned. Raises SessionUnknown."""
    under, this = own_session(request, call, book)
    closed = book.close_others(this.officer_id, under, call.now, request.session_id)
    for session in closed:
        signed_out = SignedOut(officer_id=this.officer_id, session_id=session.id, device=session.device, elsewhere=True)
        history.record(this.officer_id, signed_out, call)
    return ClosedSessions(closed=len(closed))
