"""The gateway turned a sign-in away, and the history keeps a trace of it."""

from __future__ import annotations

from datetime import UTC

from contracts.calls import Call
from contracts.events.envelope import History
from contracts.events.identity import SignInsRefused
from contracts.rpc.identity.sessions import Done, SignInRefused
from services.identity.domain.refused_sign_ins import counted_since, is_written
from services.identity.usecases.ports import RefusedSignInBook


def note_sign_in_refused(request: SignInRefused, call: Call, book: RefusedSignInBook, history: History) -> Done:
    """Each is counted under its reason and hour; domain/refused_sign_ins.py says which are written down.

    One chain for each day: nobody knows whose sign-in it was, and one chain for ever would only grow.
    """
    since = counted_since(call.now)
    count = book.count(since, request.reason)
    if is_written(count):
        refused = SignInsRefused(reason=request.reason, since=since, count=count, issuer=request.issuer)
        history.record(f"sign-ins/{since.astimezone(UTC).date().isoformat()}", refused, call)
    return Done()
