"""An officer whom the Digital ID has vouched for comes in; the first time, they become known."""

from __future__ import annotations

import secrets
from uuid import uuid4

from contracts.calls import Call
from contracts.rpc.identity import OpenedSession, OpenSession
from services.identity.domain import sessions
from services.identity.domain.officers import Officer, written
from services.identity.usecases.access import access_for
from services.identity.usecases.ports import GrantBook, OfficerBook, SessionBook, Sign


def open_session(
    request: OpenSession, call: Call, officers: OfficerBook, grants: GrantBook, book: SessionBook, sign: Sign
) -> OpenedSession:
    officer = officers.find(request.issuer, request.subject)
    if officer is None:
        officer = Officer(str(uuid4()), request.issuer, request.subject, written(request.name), request.email)
        officers.add(officer, call.now)
    else:
        officer = _as_known_now(officer, request, officers, grants)
    session = sessions.begin(officer.id, call.now, request.acr, request.auth_time)
    secret = sessions.new_secret(secrets.token_urlsafe)
    book.open(sessions.fingerprint(secret), session)
    access = access_for(session, officer, grants.held_by(officer.id), call.now, sign)
    return OpenedSession(session=secret, **dict(access))


def _as_known_now(officer: Officer, request: OpenSession, officers: OfficerBook, grants: GrantBook) -> Officer:
    present = officer.as_known_now(request.name, request.email)
    if present != officer:
        officers.rename(present)
    if present.name != officer.name:
        grants.rename_holder(officer.id, present.name)
    return present
