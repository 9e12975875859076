"""Signing in and out."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.identity import sessions
from services.identity import usecases
from services.identity.entries.base import Entries


class SessionEntries(Entries):
    @serves(sessions.OPEN_SESSION)
    def open_session(self, request: sessions.OpenSession, call: Call) -> sessions.OpenedSession:
        return self.rooms.signing_in.open(request, call)

    @serves(sessions.RENEW_ACCESS)
    def renew_access(self, request: sessions.SessionHandle, call: Call) -> sessions.Access:
        rooms = self.rooms
        return usecases.renew_access(request, call, rooms.officers, rooms.grants, rooms.sessions, rooms.sign)

    @serves(sessions.CLOSE_SESSION)
    def close_session(self, request: sessions.SessionHandle, call: Call) -> sessions.Done:
        rooms = self.rooms
        return usecases.close_session(request, call, rooms.officers, rooms.sessions, rooms.history)

    @serves(sessions.NOTE_SIGN_IN_REFUSED)
    def note_sign_in_refused(self, request: sessions.SignInRefused, call: Call) -> sessions.Done:
        return usecases.note_sign_in_refused(request, call, self.rooms.refused_sign_ins, self.rooms.history)

    @serves(sessions.LIST_SESSIONS)
    def list_sessions(self, request: sessions.ListSessions, call: Call) -> sessions.OpenSessions:
        return usecases.list_sessions(request, call, self.rooms.sessions)

    @serves(sessions.CLOSE_OTHER_SESSIONS)
    def close_other_sessions(self, request: sessions.CloseOtherSessions, call: Call) -> sessions.ClosedSessions:
        return usecases.close_other_sessions(request, call, self.rooms.sessions, self.rooms.history)
