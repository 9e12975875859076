"""The tree as of any day."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.agencies import tree as rpc
from services.agencies.entries.base import Entries
from services.agencies.usecases.read_tree import count_below, list_below


class TreeEntries(Entries):
    @serves(rpc.LIST_BELOW)
    def list_below(self, request: rpc.ListBelow, call: Call) -> rpc.AgenciesBelow:
        return list_below(request, call, self.rooms.book, self.rooms.tree, self.rooms.rights)

    @serves(rpc.COUNT_BELOW)
    def count_below(self, request: rpc.CountBelow, call: Call) -> rpc.CountsBelow:
        return count_below(request, call, self.rooms.book, self.rooms.tree, self.rooms.rights)
