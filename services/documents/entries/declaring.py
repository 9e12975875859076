"""What agencies declare."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.documents import declaring
from services.documents.entries.base import Entries
from services.documents.usecases.declare_issued import declare_issued


class DeclaringEntries(Entries):
    @serves(declaring.DECLARE_ISSUED)
    def declare_issued(self, request: declaring.DeclareIssued, call: Call) -> declaring.IssuedDeclarationView:
        rooms = self.rooms
        return declare_issued(request, call, rooms.directory, rooms.declarations, rooms.history)
