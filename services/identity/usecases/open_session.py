"""An officer whom the Digital ID has vouched for comes in; the first time, they become known."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from uuid import uuid4

from contracts.calls import Call, Caller
from contracts.events.envelope import History
from contracts.events.identity import SignedIn
from contracts.rpc.identity.sessions import OpenedSession, OpenSession
from services.identity.domain import sessions
from services.identity.domain.officers import Officer, written
from services.identity.usecases.access import access_for, acting_in
from services.identity.usecases.ports import GrantBook, OfficerBook, SessionBook, Sign


@dataclass(frozen=True)
class SigningIn:
    """The books that signing in needs."""

    officers: OfficerBook
    grants: GrantBook
    sessions: SessionBook
    history: History
    sign: Sign

    def open(self, request: OpenSession, call: Call) -> OpenedSession:
        """Somebody whose account is suspended comes in as well, to be told so, but with no grant in the access
        token."""
        officer = self._officer(request, call)
        held = self.grants.held_by(officer.id)
        session = replace(
            sessions.begin(str(uuid4()), officer.id, call.now),
            acr=request.acr,
            auth_time=request.auth_time,
            device=request.device,
            issuer_session=request.issuer_session,
        )
        # So that it goes on acting by this one whatever is chosen in the officer's other sessions.
        acting = acting_in(session, officer, held)
        session = replace(session, acting=acting.id if acting else None)
        secret = sessions.new_secret(secrets.token_urlsafe)
        self.sessions.open(sessions.fingerprint(secret), session)
        signed_in = SignedIn(officer_id=officer.id, session_id=session.id, issuer=request.issuer, device=request.device)
        self.history.record(officer.id, signed_in, by_officer(call, officer))
        access = access_for(session, officer, held, call.now, self.sign)
        return OpenedSession(session=secret, **dict(access))

    def _officer(self, request: OpenSession, call: Call) -> Officer:
        officer = self.officers.find(request.issuer, request.subject)
        if officer is None:
            officer = Officer(str(uuid4()), request.issuer, request.subject, written(request.name), request.email)
            self.officers.add(officer, call.now)
            return officer
        present = officer.as_known_now(request.name, request.email)
        if present != officer:
            self.officers.rename(present)
        if present.name != officer.name:
            self.grants.rename_holder(officer.id, present.name)
        self.officers.note_seen(officer.id, call.now)
        return present


def by_officer(call: Call, officer: Officer) -> Call:
    """The call in the name of the officer, where a session's secret says who it is."""
    return replace(call, caller=Caller(officer.id, officer.name))
