"""The officer does something: the session goes on, and what they may do is looked up afresh."""

from __future__ import annotations

from contracts.calls import Call
from contracts.rpc.identity.sessions import Access, SessionHandle
from services.identity.domain.sessions import SessionUnknown, fingerprint
from services.identity.usecases.access import access_for
from services.identity.usecases.ports import GrantBook, OfficerBook, SessionBook, Sign


def renew_access(
    request: SessionHandle, call: Call, officers: OfficerBook, grants: GrantBook, book: SessionBook, sign: Sign
) -> Access:
    """A question, although it moves the session's idle end: that is one atomic write which any number of repetitions
    and any order leave right, so it needs neither a transaction nor a key against repetition.

    Raises SessionUnknown.
    """
    session = book.touch(fingerprint(request.session.get_secret_value()), call.now)
    if session is None:
        raise SessionUnknown
    # The version before the grants: a change in between then makes the token too old, never too powerful.
    officer = officers.get(session.officer_id)
    if officer is None:
        raise SessionUnknown
    return access_for(session, officer, grants.held_by(officer.id), call.now, sign)
