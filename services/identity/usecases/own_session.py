"""The session in which the caller asks about their own affairs."""

from __future__ import annotations

from contracts.calls import Call
from contracts.rpc.identity.sessions import SessionHandle
from services.identity.domain.sessions import Session, SessionUnknown, fingerprint
from services.identity.usecases.ports import SessionBook


def own_session(handle: SessionHandle, call: Call, book: SessionBook) -> tuple[str, Session]:
    """Its fingerprint and the session. Raises SessionUnknown when it is not open, or somebody else's."""
    under = fingerprint(handle.session.get_secret_value())
    session = book.find(under, call.now)
    if session is None or call.caller is None or session.officer_id != call.caller.subject:
        raise SessionUnknown
    return under, session
