"""Filed documents, as a test needs them: what it does not name is unremarkable."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from services.documents.domain.document import Document
from services.documents.domain.pdf import Pdf
from services.documents.domain.vocabulary import Obligation, Scope, Status

NOON = datetime(2024, 3, 1, 5, tzinfo=UTC)  # in Bangkok


def a_document(**differently: Any) -> Document:
    """A section 10 notice filed and published at NOON for the agency itself."""
    given: dict[str, Any] = {
        "id": "document-1",
        "agency_id": "agency-1",
        "obligation": Obligation.S10_NOTICE,
        "scope": Scope.SELF,
        "document_date": date(2024, 2, 28),
        "file_name": "ประกาศ.pdf",
        "pdf": Pdf(sha256="0" * 64, size=1000, pages=1),
        "status": Status.PUBLISHED,
        "at": NOON,
        "by": "สมชาย ใจดี",
    }
    return Document.file(**{**given, **differently})
