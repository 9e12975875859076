"""What agencies say of themselves."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.documents import declaring
from services.documents.entries.base import Entries
from services.documents.usecases.declare_issued import declare_issued
from services.documents.usecases.say_of_itself import declare_licences, say_obstacles, switch_inherited


class DeclaringEntries(Entries):
    @serves(declaring.DECLARE_ISSUED)
    def declare_issued(self, request: declaring.DeclareIssued, call: Call) -> declaring.IssuedDeclarationView:
        return declare_issued(request, call, self.rooms.books)

    @serves(declaring.DECLARE_LICENCES)
    def declare_licences(self, request: declaring.DeclareLicences, call: Call) -> declaring.LicencesView:
        return declare_licences(request, call, self.rooms.books)

    @serves(declaring.SAY_OBSTACLES)
    def say_obstacles(self, request: declaring.SayObstacles, call: Call) -> declaring.ObstaclesView:
        return say_obstacles(request, call, self.rooms.books)

    @serves(declaring.SWITCH_INHERITED)
    def switch_inherited(self, request: declaring.SwitchInherited, call: Call) -> declaring.SwitchView:
        return switch_inherited(request, call, self.rooms.books)
