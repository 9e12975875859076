"""What `documents` says. Each event carries the document's, or the declaration's, whole state."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from contracts.events.envelope import Event, State
from contracts.vocabulary import Obligation, PublicationStatus, Scope


class Publication(State):
    """A stretch of time in which something was in effect: from `since` until before `until` (None: still)."""

    since: datetime
    until: datetime | None = None


class DocumentState(State):
    """A filed document. `publications` are the times it was in effect; `recorded_at` is when it was filed here.

    `size` is in bytes; `document_date` is the date in the document itself.
    """

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
    publications: tuple[Publication, ...]
    recorded_at: datetime
    migrated: bool = False


class IssuedDeclaration(State):
    """'Made but not yet uploaded', for one obligation (sections 10 and 16). `issued_on` None: withdrawn."""

    agency_id: str
    obligation: Obligation
    version: int
    issued_on: date | None


class DocumentFiled(Event):
    TYPE: ClassVar[str] = "prakat.documents.document_filed.v1"
    document: DocumentState


class PublicationChanged(Event):
    TYPE: ClassVar[str] = "prakat.documents.publication_changed.v1"
    document: DocumentState


class DeclarationChanged(Event):
    TYPE: ClassVar[str] = "prakat.documents.declaration_changed.v1"
    declaration: IssuedDeclaration
