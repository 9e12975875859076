"""The events from which the ledger learns, and what each of them tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
# What tells things of a kind apart, by the event's field that has the whole state.
_NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "document": ("agency_id", "id"),
    "agency": ("id",),
    "declaration": ("agency_id", "kind", "obligation"),
    "link": ("agency_id", "id"),
    "switch": ("agency_id", "document_id"),
}
Thing = tuple[str | None, ...]
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


def told_of(data: Mapping[str, Any]) -> tuple[Thing, int]:
    """Of what thing the data of one of these events, as they are stored, tell the whole state, and its version."""
    name = next(name for name in _NAMED_BY if name in data)
    state = data[name]
    return (name, *(state.get(field) for field in _NAMED_BY[name])), state["version"]
