"""What reporting can be asked, and the events that it learns from."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.bus.consuming import Heard, handles
from chassis.bus.serving import serves
from chassis.service import Rooms, Service
from chassis.tracing import current_trace_id
from contracts.calls import Call
from contracts.events.agencies import AGENCY_EVENTS, OfAgency
from contracts.events.documents import (
    DeclarationChanged,
    DocumentFiled,
    InheritedSwitched,
    LinkPublicationChanged,
    LinkSaved,
    PublicationChanged,
    ScopeChanged,
)
from contracts.rpc import reporting as rpc
from services.reporting.usecases.get_compliance import get_compliance
from services.reporting.usecases.get_figures import get_figures
from services.reporting.usecases.list_by_state import list_by_state
from services.reporting.usecases.note_agencies import note_agencies
from services.reporting.usecases.note_filings import Filed, note_filings
from services.reporting.wiring import wire

FilingEvent = (
    DocumentFiled
    | PublicationChanged
    | ScopeChanged
    | LinkSaved
    | LinkPublicationChanged
    | DeclarationChanged
    | InheritedSwitched
)


class ReportingService(Service):
    name = "reporting"
    rooms = Rooms(wire)

    @serves(rpc.GET_FIGURES)
    def get_figures(self, request: rpc.GetFigures, call: Call) -> rpc.Figures:
        return get_figures(request, call, self.rooms.reader)

    @serves(rpc.LIST_BY_STATE)
    def list_by_state(self, request: rpc.ListByState, call: Call) -> rpc.AgenciesInState:
        return list_by_state(request, call, self.rooms.reader)

    @serves(rpc.GET_COMPLIANCE)
    def get_compliance(self, request: rpc.GetCompliance, call: Call) -> rpc.AgencyCompliance:
        return get_compliance(request, call, self.rooms.reader)

    @handles(*AGENCY_EVENTS, repeatable=True)
    def note_agencies(self, heard: Sequence[Heard[OfAgency]]) -> None:
        note_agencies([each.event.agency for each in heard], self.rooms.ledger, self.rooms.history, self._now())

    @handles(
        DocumentFiled,
        PublicationChanged,
        ScopeChanged,
        LinkSaved,
        LinkPublicationChanged,
        DeclarationChanged,
        InheritedSwitched,
        repeatable=True,
    )
    def note_filings(self, heard: Sequence[Heard[FilingEvent]]) -> None:
        note_filings([_filed(each.event) for each in heard], self.rooms.ledger, self.rooms.history, self._now())

    def _now(self) -> Call:
        """The circumstances in which reporting says something of its own accord: now, in the trace of the event."""
        return Call(now=self.rooms.clock(), trace_id=current_trace_id() or "")


def _filed(event: FilingEvent) -> Filed:
    match event:
        case DeclarationChanged(declaration=declaration):
            return declaration
        case InheritedSwitched(switch=switch):
            return switch
        case LinkSaved(link=link) | LinkPublicationChanged(link=link):
            return link
        case DocumentFiled(document=document) | PublicationChanged(document=document) | ScopeChanged(document=document):
            return document
