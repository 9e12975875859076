"""The officer signs out. Signing out twice is signing out."""

from __future__ import annotations

from contracts.rpc.identity import Done, SessionHandle
from services.identity.domain.sessions import fingerprint
from services.identity.usecases.ports import SessionBook


def close_session(request: SessionHandle, book: SessionBook) -> Done:
    book.close(fingerprint(request.session.get_secret_value()))
    return Done()
