"""What `documents` can be asked."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.rpc.agencies import ImportOutcome
from contracts.vocabulary import Action, Obligation, PublicationStatus, Scope


class FileDocument(Request):
    """File a PDF that the gateway has put into the store under `upload`."""

    agency_id: str
    upload: str
    obligation: Obligation
    document_date: date
    file_name: str = Field(min_length=1, max_length=255)
    status: PublicationStatus = PublicationStatus.PUBLISHED
    scope: Scope = Scope.SELF


class ChangePublication(Request):
    """Publish or suspend (การใช้งาน on or off). `version` is the one that the officer saw."""

    agency_id: str
    document_id: str
    version: int
    status: PublicationStatus


class DeclareIssued(Request):
    """'Made but not yet uploaded' since `issued_on`; None withdraws it. `version` as seen (0: never declared)."""

    agency_id: str
    obligation: Obligation
    version: int
    issued_on: date | None


class IssuedDeclarationView(Reply):
    agency_id: str
    obligation: Obligation
    version: int
    issued_on: date | None


class Document(Reply):
    """A filed document as officers see it. `saved_by` is the name of whoever changed it last."""

    id: str
    agency_id: str
    version: int
    obligation: Obligation
    scope: Scope
    status: PublicationStatus
    document_date: date
    file_name: str
    sha256: str
    size: int
    pages: int
    uploaded_at: datetime
    saved_at: datetime
    saved_by: str
    migrated: bool


class GetDocument(Request):
    agency_id: str
    document_id: str


class ListDocuments(Request):
    """All documents of an agency, newest first: the officer's history table."""

    agency_id: str


class Documents(Reply):
    items: tuple[Document, ...]


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


class PublishedDocuments(Reply):
    items: tuple[PublishedDocument, ...]


class GetPublished(Request):
    """One document for the public; DOCUMENT_UNKNOWN unless it is published now."""

    document_id: str


class ImportFilings(Request):
    """Carry filings over from an old system: a zip archive in the store under `upload` with manifest.csv and PDFs.

    Columns: docs/imports.md. All or nothing for each archive; the same archive again changes nothing.
    """

    upload: str
    dry_run: bool = False


FILE_DOCUMENT = Operation("documents", "file_document", FileDocument, Document, Action.FILE, changes=True, seconds=30)
CHANGE_PUBLICATION = Operation(
    "documents", "change_publication", ChangePublication, Document, Action.FILE, changes=True
)
DECLARE_ISSUED = Operation(
    "documents", "declare_issued", DeclareIssued, IssuedDeclarationView, Action.FILE, changes=True
)
GET_DOCUMENT = Operation("documents", "get_document", GetDocument, Document, Action.READ_FILINGS)
LIST_DOCUMENTS = Operation("documents", "list_documents", ListDocuments, Documents, Action.READ_FILINGS)
LIST_PUBLISHED = Operation("documents", "list_published", ListPublished, PublishedDocuments, Action.PUBLIC)
GET_PUBLISHED = Operation("documents", "get_published", GetPublished, PublishedDocument, Action.PUBLIC)
IMPORT_FILINGS = Operation(
    "documents", "import_filings", ImportFilings, ImportOutcome, Action.MIGRATE_FILINGS, changes=True, seconds=120
)
