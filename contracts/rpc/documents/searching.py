"""Published documents of the whole country, found by what they are called, whose they are, and their dates."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.rpc.documents.published import PublishedDocument
from contracts.vocabulary import Action, Obligation


class SearchPublished(Request):
    """`search`: words that stand in its title, its file name or a name of its agency, all of them, each in any of
    these. The days are those in the documents, both included. None: any. `after`: from `next` of the page before."""

    search: str | None = None
    agency_id: str | None = None
    obligation: Obligation | None = None
    dated_from: date | None = None
    dated_to: date | None = None
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = None


class FoundDocument(PublishedDocument):
    """`title` is the one that its author gave the PDF."""

    title: str | None
    agency_name_th: str
    agency_name_en: str | None


class FoundDocuments(Reply):
    """Those with the latest date first."""

    items: tuple[FoundDocument, ...]
    next: str | None


SEARCH_PUBLISHED = Operation("documents", "search_published", SearchPublished, FoundDocuments, Action.PUBLIC)
