"""Documents: filed, published and suspended by officers; the published ones for everybody."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from contracts.errors import ErrorCode
from contracts.rpc.documents.filing import (
    CHANGE_PUBLICATION,
    CHANGE_SCOPE,
    FILE_DOCUMENT,
    GET_DOCUMENT,
    LIST_DOCUMENTS,
    SCHEDULE_DOCUMENT,
    ChangePublication,
    ChangeScope,
    Document,
    Documents,
    FileDocument,
    GetDocument,
    ListDocuments,
    ScheduleDocument,
)
from contracts.rpc.documents.published import LIST_PUBLISHED, ListPublished, PublishedDocuments
from contracts.vocabulary import Obligation, PublicationStatus, Scope
from gateway.api.fields import AgencyId, DocumentId
from gateway.api.preconditions import SeenVersion
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC, SIGNED_IN

routes = Resource("filing")

DOCUMENT = "/agencies/{agency_id}/documents/{document_id}"
EXAMPLE: JsonDict = {
    "upload": "6f1c1c1e-3b0a-4d0e-9a4e-0f5f3f1f7a11",
    "obligation": "s10_notice",
    "document_date": "2023-09-22",
    "file_name": "ประกาศช่องทางอิเล็กทรอนิกส์.pdf",
    "status": "published",
    "scope": "self",
}


class Filing(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    upload: UUID = Field(description="From POST /api/v1/uploads.")
    obligation: Obligation
    document_date: date = Field(description="The date in the document itself.")
    file_name: str = Field(min_length=1, max_length=255)
    status: PublicationStatus = PublicationStatus.PUBLISHED
    scope: Scope = Scope.SELF


class Publication(BaseModel):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"status": "suspended", "note": "มีฉบับใหม่แทน"}]}
    )

    status: PublicationStatus
    note: str | None = Field(None, max_length=500, description="Why it is suspended, as the public is told.")


class ScopeChosen(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"scope": "subtree"}]})

    scope: Scope


class Schedule(BaseModel):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"publish_at": "2027-01-01T00:00:00+07:00"}]}
    )

    publish_at: AwareDatetime | None = None
    suspend_at: AwareDatetime | None = None
    note: str | None = Field(None, max_length=500, description="Why it will be suspended, as the public will be told.")


@routes.create(
    "/agencies/{agency_id}/documents",
    guard=SIGNED_IN,
    reply=Document,
    location=DOCUMENT.replace("{document_id}", "{id}"),
    refuses=(
        ErrorCode.AGENCY_UNKNOWN,
        ErrorCode.DOCUMENT_DATE_INVALID,
        ErrorCode.UPLOAD_UNKNOWN,
        ErrorCode.UPLOAD_NOT_PDF,
        ErrorCode.UPLOAD_UNREADABLE,
        ErrorCode.UPLOAD_ENCRYPTED,
        ErrorCode.UPLOAD_ACTIVE_CONTENT,
        ErrorCode.UPLOAD_INFECTED,
    ),
)
async def file_document(agency_id: AgencyId, body: Filing, ask: Ask) -> Document:
    """File an uploaded PDF for an agency."""
    return await ask(
        FILE_DOCUMENT,
        FileDocument(
            agency_id=agency_id,
            upload=str(body.upload),
            obligation=body.obligation,
            document_date=body.document_date,
            file_name=body.file_name,
            status=body.status,
            scope=body.scope,
        ),
    )


@routes.read(
    "/agencies/{agency_id}/documents",
    guard=PUBLIC,
    reply=PublishedDocuments,
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def list_published(agency_id: AgencyId, ask: Ask) -> PublishedDocuments:
    """An agency's published documents, and those that agencies above it publish for it."""
    return await ask(LIST_PUBLISHED, ListPublished(agency_id=agency_id))


@routes.read("/agencies/{agency_id}/filings", guard=SIGNED_IN, reply=Documents, refuses=(ErrorCode.AGENCY_UNKNOWN,))
async def list_filings(agency_id: AgencyId, ask: Ask) -> Documents:
    """Everything that an agency has filed, newest first, published or not."""
    return await ask(LIST_DOCUMENTS, ListDocuments(agency_id=agency_id))


@routes.read(DOCUMENT, guard=SIGNED_IN, reply=Document, refuses=(ErrorCode.DOCUMENT_UNKNOWN,))
async def show_document(agency_id: AgencyId, document_id: DocumentId, ask: Ask) -> Document:
    """A filed document as officers see it."""
    return await ask(GET_DOCUMENT, GetDocument(agency_id=agency_id, document_id=document_id))


@routes.change("PATCH", DOCUMENT, guard=SIGNED_IN, reply=Document, refuses=(ErrorCode.DOCUMENT_UNKNOWN,))
async def change_publication(
    agency_id: AgencyId, document_id: DocumentId, body: Publication, seen: SeenVersion, ask: Ask
) -> Document:
    """Publish a document, or suspend it."""
    asked = ChangePublication(
        agency_id=agency_id, document_id=document_id, version=seen, status=body.status, note=body.note
    )
    return await ask(CHANGE_PUBLICATION, asked)


@routes.change("PUT", DOCUMENT + "/scope", guard=SIGNED_IN, reply=Document, refuses=(ErrorCode.DOCUMENT_UNKNOWN,))
async def change_scope(
    agency_id: AgencyId, document_id: DocumentId, body: ScopeChosen, seen: SeenVersion, ask: Ask
) -> Document:
    """Have a section 10 notice hold for the agency itself, or for everything under it, from now on."""
    return await ask(
        CHANGE_SCOPE, ChangeScope(agency_id=agency_id, document_id=document_id, version=seen, scope=body.scope)
    )


@routes.change("PUT", DOCUMENT + "/schedule", guard=SIGNED_IN, reply=Document, refuses=(ErrorCode.DOCUMENT_UNKNOWN,))
async def schedule_document(
    agency_id: AgencyId, document_id: DocumentId, body: Schedule, seen: SeenVersion, ask: Ask
) -> Document:
    """Have a document published or suspended by itself at a time to come; without times, no more."""
    asked = ScheduleDocument(agency_id=agency_id, document_id=document_id, version=seen, **body.model_dump())
    return await ask(SCHEDULE_DOCUMENT, asked)
