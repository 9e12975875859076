"""Agencies and their details: read and changed."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc import agencies as rpc
from services.agencies.entries.base import Entries
from services.agencies.usecases.change_agency import change_agency
from services.agencies.usecases.get_agency import get_agency
from services.agencies.usecases.list_agencies import list_agencies


class DetailEntries(Entries):
    @serves(rpc.GET_AGENCY)
    def get_agency(self, request: rpc.GetAgency, call: Call) -> rpc.Agency:
        return get_agency(request, call, self.rooms.book, self.rooms.rights)

    @serves(rpc.LIST_AGENCIES)
    def list_agencies(self, request: rpc.ListAgencies, call: Call) -> rpc.Agencies:
        return list_agencies(request, call, self.rooms.book, self.rooms.rights)

    @serves(rpc.CHANGE_AGENCY)
    def change_agency(self, request: rpc.ChangeAgency, call: Call) -> rpc.Agency:
        return change_agency(
            request, call, self.rooms.book, self.rooms.contacts, self.rooms.history, self.rooms.reorganising.announce
        )
