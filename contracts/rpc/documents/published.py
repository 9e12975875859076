"""What the public sees of an agency."""

from __future__ import annotations

from datetime import date, datetime

from contracts.operations import Operation, Reply, Request
from contracts.rpc.documents.verifying import Signature
from contracts.vocabulary import Action, Obligation


class ListPublished(Request):
    """What the public sees of an agency: its published documents and those inherited from above."""

    agency_id: str


class PublishedDocument(Reply):
    """`inherited_from` is the ancestor (หน่วยงานต้นสังกัด) that published it for its subtree; None: its own."""

    id: str
    agency_id: str
    inherited_from: str | None
    obligation: Obligation
    document_date: date
    file_name: str
    sha256: str
    size: int
    pages: int
    published_since: datetime
    signatures: tuple[Signature, ...] = ()


class PublishedDocuments(Reply):
    items: tuple[PublishedDocument, ...]


class GetPublished(Request):
    """One document for the public; DOCUMENT_UNKNOWN unless it is published now."""

    document_id: str


LIST_PUBLISHED = Operation("documents", "list_published", ListPublished, PublishedDocuments, Action.PUBLIC)
GET_PUBLISHED = Operation("documents", "get_published", GetPublished, PublishedDocument, Action.PUBLIC)
