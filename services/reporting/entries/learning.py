"""What the ledger learns from others' events."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.bus.consuming import Heard, handles
from chassis.tracing import current_trace_id
from contracts.calls import Call
from contracts.events.agencies import AGENCY_EVENTS, AgencyState, OfAgency
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
from services.reporting.usecases.filings_told import Filed
from services.reporting.usecases.learn import learn

FilingEvent = (
    DocumentFiled
    | PublicationChanged
    | ScopeChanged
    | LinkSaved
    | LinkPublicationChanged
    | DeclarationChanged
    | InheritedSwitched
)
FILING_EVENTS = (
    DocumentFiled,
    PublicationChanged,
    ScopeChanged,
    LinkSaved,
    LinkPublicationChanged,
    DeclarationChanged,
    InheritedSwitched,
)


class LearningEntries(Entries):
    """One handler for all: the ledger learns one thing after the other, or everything that is counted together would be
    in each other's way."""

    @handles(*AGENCY_EVENTS, *FILING_EVENTS, repeatable=True)
    def learn(self, heard: Sequence[Heard[OfAgency | FilingEvent]]) -> None:
        learn([told(each.event) for each in heard], self.rooms.ledger, self.rooms.history, self._now())

    def _now(self) -> Call:
        """The circumstances in which reporting says something of its own accord: now, in the trace of the event."""
        return Call(now=self.rooms.clock(), trace_id=current_trace_id() or "")


def told(event: OfAgency | FilingEvent) -> AgencyState | Filed:
    """What the event tells: the whole state of what it is about."""
    return event.agency if isinstance(event, OfAgency) else filed_in(event)


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
