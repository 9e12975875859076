"""What an officer may do."""

from __future__ import annotations

from chassis.bus.serving import serves
from chassis.thai_days import bangkok_day
from contracts.calls import Call
from contracts.rpc.identity import profile, sessions
from services.identity import usecases
from services.identity.entries.base import Entries


class ProfileEntries(Entries):
    @serves(profile.SWITCH_GRANT)
    def switch_grant(self, request: profile.SwitchGrant, call: Call) -> sessions.Access:
        rooms = self.rooms
        return usecases.switch_grant(
            request, call, rooms.officers, rooms.grants, rooms.sessions, rooms.history, rooms.sign
        )

    @serves(profile.EXPLAIN_RIGHT)
    def explain_right(self, request: profile.ExplainRight, call: Call) -> profile.RightExplained:
        return self.rooms.explaining.explain(request, call, bangkok_day(call.now))
