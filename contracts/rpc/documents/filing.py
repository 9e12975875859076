"""Documents: filed, published and suspended, and looked at by officers."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import AwareDatetime, Field

from contracts.operations import Operation, Reply, Request
from contracts.rpc.documents.verifying import Signature
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
    """Publish or suspend (การใช้งาน on or off). `version` is the one that the officer saw. `note`: why it is suspended,
    as the public is told."""

    agency_id: str
    document_id: str
    version: int
    status: PublicationStatus
    note: str | None = Field(None, max_length=500)


class ChangeScope(Request):
    """For the agency itself or for everything under it, from now on."""

    agency_id: str
    document_id: str
    version: int
    scope: Scope


class ScheduleDocument(Request):
    """To be published, or suspended, by itself at a time to come. Instead of what was scheduled before; without both
    times, nothing is. `note`: why it will be suspended, as the public will be told."""

    agency_id: str
    document_id: str
    version: int
    publish_at: AwareDatetime | None = None
    suspend_at: AwareDatetime | None = None
    note: str | None = Field(None, max_length=500)


class Document(Reply):
    """A filed document as officers see it. `saved_by` is the name of whoever changed it last. `publish_at` and
    `suspend_at` are what is scheduled; `note` is why it was, or will be, suspended."""

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
    signatures: tuple[Signature, ...] = ()
    publish_at: datetime | None = None
    suspend_at: datetime | None = None
    note: str | None = None


class GetDocument(Request):
    agency_id: str
    document_id: str


class ListDocuments(Request):
    """All documents of an agency, newest first: the officer's history table."""

    agency_id: str


class Documents(Reply):
    items: tuple[Document, ...]


FILE_DOCUMENT = Operation("documents", "file_document", FileDocument, Document, Action.FILE, changes=True, seconds=30)
CHANGE_PUBLICATION = Operation(
    "documents", "change_publication", ChangePublication, Document, Action.FILE, changes=True
)
CHANGE_SCOPE = Operation("documents", "change_scope", ChangeScope, Document, Action.FILE, changes=True)
SCHEDULE_DOCUMENT = Operation("documents", "schedule_document", ScheduleDocument, Document, Action.FILE, changes=True)
GET_DOCUMENT = Operation("documents", "get_document", GetDocument, Document, Action.READ_FILINGS)
LIST_DOCUMENTS = Operation("documents", "list_documents", ListDocuments, Documents, Action.READ_FILINGS)
