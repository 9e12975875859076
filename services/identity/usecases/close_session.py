"""The officer signs out. Signing out twice is signing out."""

from __future__ import annotations

from contracts.calls import Call
from contracts.events.envelope import History
from contracts.events.identity import SignedOut
from contracts.rpc.identity.sessions import Done, SessionHandle
from services.identity.domain.sessions import fingerprint
from services.identity.usecases.open_session import by_officer
from services.identity.usecases.ports import OfficerBook, SessionBook


def close_session(
    request: SessionHandle, call: Call, officers: OfficerBook, book: SessionBook, history: History
) -> Done:
    session = book.close(fingerprint(request.session.get_secret_value()), call.now)
    officer = officers.get(session.officer_id) if session else None
    if session is not None and officer is not None:
        signed_out = SignedOut(officer_id=officer.id, session_id=session.id, device=session.device)
        history.record(officer.id, signed_out, by_officer(call, officer))
    return Done()
