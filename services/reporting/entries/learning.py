"""What the ledger learns from others' events."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.bus.consuming import Heard, handles
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
from services.reporting.entries.base import Entries
from services.reporting.usecases.note_agencies import note_agencies
from services.reporting.usecases.note_filings import Filed, note_filings

FilingEvent = (
    DocumentFiled
    | PublicationChanged
    | ScopeChanged
    | LinkSaved
    | LinkPublicationChanged
    | DeclarationChanged
    | InheritedSwitched
)


class LearningEntries(Entries):
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
        note_filings([filed_in(each.event) for each in heard], self.rooms.ledger, self.rooms.history, self._now())

    def _now(self) -> Call:
        """The circumstances in which reporting says something of its own accord: now, in the trace of the event."""
        return Call(now=self.rooms.clock(), trace_id=current_trace_id() or "")


def filed_in(event: FilingEvent) -> Filed:
    match event:
        case DeclarationChanged(declaration=declaration):
            return declaration
        case InheritedSwitched(switch=switch):
            return switch
        case LinkSaved(link=link) | LinkPublicationChanged(link=link):
            return link
        case DocumentFiled(document=document) | PublicationChanged(document=document) | ScopeChanged(document=document):
            return document
