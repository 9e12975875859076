"""Replies of services, as the gateway gets them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from contracts.rpc.agencies import Agency
from contracts.rpc.documents.filing import Document
from contracts.rpc.documents.linking import Link
from contracts.rpc.documents.published import DocumentFile, PublishedDocument
from contracts.rpc.documents.verifying import Verification
from contracts.rpc.documents.whole import Filing, InheritedDocument
from contracts.rpc.identity.clients import ClientAccess
from contracts.rpc.identity.sessions import Access, OpenedSession

OFFICER = "0a6f3a0e-3f6c-4d0e-8a4e-000000000001"
AGENCY = "0a6f3a0e-3f6c-4d0e-8a4e-000000000002"
DOCUMENT = "0a6f3a0e-3f6c-4d0e-8a4e-000000000003"


def an_access(token: str = "access-token-1", **changed: Any) -> Access:
    """`changed` is of the profile."""
    now = datetime.now(UTC)
    grant = {"id": "grant-1", "role": "central_officer", "agency_id": AGENCY}
    profile = {"officer_id": OFFICER, "name": "สมชาย ใจดี", "grants": [grant], "acting": grant, **changed}
    return Access.model_validate(
        {
            "access_token": token,
            "expires_at": now + timedelta(minutes=1),
            "session_expires_at": now + timedelta(hours=8),
            "profile": profile,
        }
    )


def an_opened_session(session: str, **changed: Any) -> OpenedSession:
    return OpenedSession.model_validate({**an_access(**changed).model_dump(), "session": session})


def a_client_access(token: str = "access-token-of-the-client") -> ClientAccess:
    return ClientAccess.model_validate(
        {
            "access_token": token,
            "expires_at": datetime.now(UTC) + timedelta(minutes=1),
            "client_id": "client-1",
            "agency_id": AGENCY,
            "name": "ระบบสารบรรณ",
            "scopes": ["filings:read"],
        }
    )


def an_agency(**changed: Any) -> Agency:
    everything: dict[str, Any] = dict.fromkeys(Agency.model_fields)
    given = {
        "id": AGENCY,
        "code": "011013900000",
        "name_th": "กรมการปกครอง",
        "name_en": "Department of Provincial Administration",
        "level": "department",
        "category": "government",
        "version": 7,
        "reporting_unit": True,
        "visible": True,
        "path": [],
        "successor_ids": [],
        "successors": [],
        "dga_email": "saraban@dopa.example",
        "phone": "0 2221 0151",
    }
    return Agency.model_validate({**everything, **given, **changed})


def a_document(**changed: Any) -> Document:
    given = {
        "id": DOCUMENT,
        "agency_id": AGENCY,
        "version": 1,
        "obligation": "s10_notice",
        "scope": "self",
        "status": "published",
        "document_date": "2023-09-22",
        "file_name": "ประกาศ.pdf",
        "sha256": "ab" * 32,
        "size": 100,
        "pages": 1,
        "uploaded_at": "2023-09-22T09:07:00Z",
        "saved_at": "2023-09-22T09:07:00Z",
        "saved_by": "สมชาย ใจดี",
        "migrated": False,
    }
    return Document.model_validate({**given, **changed})


def a_link(**changed: Any) -> Link:
    given = {
        "id": "0a6f3a0e-3f6c-4d0e-8a4e-000000000004",
        "agency_id": AGENCY,
        "version": 1,
        "obligation": "s13_2_channel",
        "url": "https://example.go.th/check",
        "licence_name": "ใบอนุญาตประกอบกิจการ",
        "status": "published",
        "saved_at": "2023-09-22T10:13:00Z",
        "saved_by": "สมชาย ใจดี",
    }
    return Link.model_validate({**given, **changed})


def an_inherited_document(**changed: Any) -> InheritedDocument:
    given = {
        "document_id": "0a6f3a0e-3f6c-4d0e-8a4e-000000000005",
        "published_by": "above",
        "document_date": "2023-09-01",
        "file_name": "ประกาศกระทรวง.pdf",
        "published_since": "2023-09-01T09:07:00Z",
        "off": False,
        "version": 0,
    }
    return InheritedDocument.model_validate({**given, **changed})


def a_filing(
    version: int = 3,
    notices: Sequence[Document] = (),
    orders: Sequence[Document] = (),
    inherited: Sequence[InheritedDocument] = (),
    channels: Sequence[Link] = (),
    licences: bool | None = None,
    obstacles: Sequence[dict[str, Any]] = (),
) -> Filing:
    """What an agency has filed; nothing unless said."""

    def issued(obligation: str) -> dict[str, Any]:
        return {"agency_id": AGENCY, "obligation": obligation, "version": 0, "issued_on": None}

    declared = {"agency_id": AGENCY, "version": 0, "has_licences": licences, "gazette": None}
    return Filing.model_validate(
        {
            "agency_id": AGENCY,
            "version": version,
            "created_at": "2023-08-06T08:43:00Z",
            "changed_at": "2023-09-22T10:13:00Z",
            "changed_by": "สมหญิง รักงาน",
            "section_10": {"documents": notices, "inherited": inherited, "issued": issued("s10_notice")},
            "section_13_1": {"declaration": declared, "documents": (), "links": ()},
            "section_13_2": {"links": channels},
            "section_16": {"documents": orders, "issued": issued("s16_order")},
            "obstacles": {"agency_id": AGENCY, "version": 0, "items": obstacles},
        },
        from_attributes=True,
    )


def a_published_document(**changed: Any) -> PublishedDocument:
    given = {
        "id": DOCUMENT,
        "agency_id": AGENCY,
        "inherited_from": None,
        "obligation": "s10_notice",
        "document_date": "2023-09-22",
        "file_name": "ประกาศ.pdf",
        "sha256": "ab" * 32,
        "size": 100,
        "pages": 1,
        "published_since": "2023-09-22T09:07:00Z",
    }
    return PublishedDocument.model_validate({**given, **changed})


def a_file(**changed: Any) -> DocumentFile:
    given = {"file_name": "ประกาศ.pdf", "sha256": "ab" * 32, "size": 100, "public": True}
    return DocumentFile.model_validate({**given, **changed})


def a_verification(**changed: Any) -> Verification:
    given = {
        "id": DOCUMENT,
        "agency_id": AGENCY,
        "agency_name_th": "กรมการปกครอง",
        "agency_name_en": "Department of Provincial Administration",
        "obligation": "s10_notice",
        "document_date": "2023-09-22",
        "status": "published",
        "published": [{"since": "2023-09-22T09:07:00Z", "until": None}],
        "file_name": "ประกาศ.pdf",
        "sha256": "ab" * 32,
        "size": 100,
        "pages": 1,
        "signatures": [],
    }
    return Verification.model_validate({**given, **changed})
