"""The events from which the ledger learns, and what each of them tells."""

from __future__ import annotations

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
from contracts.events.envelope import Event
from services.reporting.usecases.filings_told import Filed

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
LEARNT_FROM: tuple[type[Event], ...] = (*AGENCY_EVENTS, *FILING_EVENTS)


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
