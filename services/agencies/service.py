"""The service `agencies` on the bus."""

from __future__ import annotations

from uuid import uuid4

from chassis.bus.serving import breathe, serves
from chassis.service import Rooms, Service
from contracts.calls import Call
from contracts.rpc import agencies as rpc
from services.agencies.usecases.change_agency import change_agency
from services.agencies.usecases.get_agency import get_agency
from services.agencies.usecases.import_agencies import import_agencies
from services.agencies.usecases.list_agencies import list_agencies
from services.agencies.wiring import wire


class AgenciesService(Service):
    name = "agencies"
    rooms = Rooms(wire)

    @serves(rpc.GET_AGENCY)
    def get_agency(self, request: rpc.GetAgency, call: Call) -> rpc.Agency:
        return get_agency(request, call, self.rooms.book, self.rooms.rights)

    @serves(rpc.LIST_AGENCIES)
    def list_agencies(self, request: rpc.ListAgencies, call: Call) -> rpc.Agencies:
        return list_agencies(request, call, self.rooms.book, self.rooms.rights)

    @serves(rpc.CHANGE_AGENCY)
    def change_agency(self, request: rpc.ChangeAgency, call: Call) -> rpc.Agency:
        return change_agency(request, call, self.rooms.book, self.rooms.contacts, self.process.history)

    @serves(rpc.IMPORT_AGENCIES)
    def import_agencies(self, request: rpc.ImportAgencies, call: Call) -> rpc.ImportOutcome:
        return import_agencies(
            request,
            call,
            self.rooms.book,
            self.rooms.uploads,
            self.rooms.contacts,
            self.process.history,
            new_id=lambda: str(uuid4()),
            breathe=breathe,
        )
