"""An officer looks where they are signed in."""

from __future__ import annotations

from contracts.calls import Call
from contracts.rpc.identity.sessions import ListSessions, OpenSessions, OpenSessionView
from services.identity.usecases.own_session import own_session
from services.identity.usecases.ports import SessionBook

# Whoever has more open sessions than this closes all others at once rather than one by one.
SHOWN = 100


def list_sessions(request: ListSessions, call: Call, book: SessionBook) -> OpenSessions:
    """The latest seen first. Raises SessionUnknown."""
    _, this = own_session(request, call, book)
    return OpenSessions(
        items=tuple(
            OpenSessionView(
                id=session.id,
                device=session.device,
                opened_at=session.opened_at,
                last_seen_at=session.last_seen_at,
                expires_at=session.expires_at,
                current=session.id == this.id,
            )
            for session in book.of(this.officer_id, call.now, SHOWN)
        )
    )
