"""The whole filing of an agency: read as one, and saved as one form."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.rpc.documents.declaring import IssuedDeclarationView, LicencesView, ObstacleSaid, ObstaclesView
from contracts.rpc.documents.filing import Document
from contracts.rpc.documents.linking import Link
from contracts.vocabulary import Action, GazetteProgress, PublicationStatus, Scope


class GetFiling(Request):
    agency_id: str


class InheritedDocument(Reply):
    """A document that an agency above (หน่วยงานต้นสังกัด) publishes for everything under it. `off`: switched off here;
    `version`: that of the switch (0: never used)."""

    document_id: str
    published_by: str
    document_date: date
    file_name: str
    published_since: datetime
    off: bool
    version: int


class Section10(Reply):
    documents: tuple[Document, ...]
    inherited: tuple[InheritedDocument, ...]
    issued: IssuedDeclarationView


class Section131(Reply):
    declaration: LicencesView
    documents: tuple[Document, ...]
    links: tuple[Link, ...]


class Section132(Reply):
    links: tuple[Link, ...]


class Section16(Reply):
    documents: tuple[Document, ...]
    issued: IssuedDeclarationView


class Filing(Reply):
    """`version` counts the changes of any part (0: nothing was ever filed)."""

    agency_id: str
    version: int
    created_at: datetime | None
    changed_at: datetime | None
    changed_by: str
    section_10: Section10
    section_13_1: Section131
    section_13_2: Section132
    section_16: Section16
    obstacles: ObstaclesView


class DocumentLine(Request):
    """A new document (`upload`, `document_date`, `file_name`), or a change of one that is there (`id`). What is left
    out of a change stays as it is."""

    id: str | None = None
    upload: str | None = None
    document_date: date | None = None
    file_name: str | None = Field(None, min_length=1, max_length=255)
    status: PublicationStatus | None = None
    scope: Scope | None = None
    note: str | None = Field(None, max_length=500)


class LinkLine(Request):
    """A new link (`url`, and `licence_name` for 13(2)), or a change of one that is there (`id`)."""

    id: str | None = None
    url: str | None = Field(None, max_length=2000)
    licence_name: str | None = Field(None, max_length=300)
    status: PublicationStatus | None = None
    note: str | None = Field(None, max_length=500)


class InheritedLine(Request):
    document_id: str
    off: bool


class IssuedLine(Request):
    issued_on: date | None


class LicencesLine(Request):
    has_licences: bool | None
    gazette: GazetteProgress | None = None


class Section10Form(Request):
    documents: tuple[DocumentLine, ...] = Field((), max_length=50)
    inherited: tuple[InheritedLine, ...] = Field((), max_length=50)
    issued: IssuedLine | None = None


class Section131Form(Request):
    declaration: LicencesLine | None = None
    documents: tuple[DocumentLine, ...] = Field((), max_length=50)
    links: tuple[LinkLine, ...] = Field((), max_length=100)


class Section132Form(Request):
    links: tuple[LinkLine, ...] = Field((), max_length=100)


class Section16Form(Request):
    documents: tuple[DocumentLine, ...] = Field((), max_length=50)
    issued: IssuedLine | None = None


class FilingForm(Request):
    """What an officer changed in the form. A part that is left out stays as it is."""

    section_10: Section10Form = Section10Form()
    section_13_1: Section131Form = Section131Form()
    section_13_2: Section132Form = Section132Form()
    section_16: Section16Form = Section16Form()
    obstacles: tuple[ObstacleSaid, ...] | None = Field(None, max_length=3)


class SaveFiling(Request):
    """Save the form: all of it or nothing. `version` is that of the filing as seen (0: nothing was there)."""

    agency_id: str
    version: int
    form: FilingForm


GET_FILING = Operation("documents", "get_filing", GetFiling, Filing, Action.READ_FILINGS)
SAVE_FILING = Operation("documents", "save_filing", SaveFiling, Filing, Action.FILE, changes=True, seconds=60)
