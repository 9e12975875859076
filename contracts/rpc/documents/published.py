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


class PublishedLink(Reply):
    """Where the Royal Gazette has an announcement, or where a licence can be checked."""

    id: str
    obligation: Obligation
    url: str
    licence_name: str | None
    published_since: datetime


class WithdrawnDocument(Reply):
    """A document that was published and is no more, and why. Its file is not shown."""

    id: str
    obligation: Obligation
    document_date: date
    file_name: str
    withdrawn_at: datetime
    note: str


class PublishedDocuments(Reply):
    items: tuple[PublishedDocument, ...]
    links: tuple[PublishedLink, ...] = ()
    withdrawn: tuple[WithdrawnDocument, ...] = ()


class FindFile(Request):
    """The file of a document for whoever asks: of a published one for anybody, of a suspended one for those who may
    read what the agency has filed. DOCUMENT_UNKNOWN for everybody else."""

    document_id: str


class DocumentFile(Reply):
    """`public`: anybody may have it now. `size` is in bytes."""

    file_name: str
    sha256: str
    size: int
    public: bool


LIST_PUBLISHED = Operation("documents", "list_published", ListPublished, PublishedDocuments, Action.PUBLIC)
FIND_FILE = Operation("documents", "find_file", FindFile, DocumentFile, Action.PUBLIC)
