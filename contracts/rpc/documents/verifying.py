"""Verification: what anybody who holds a document, or its QR code, may know of it."""

from __future__ import annotations

from datetime import date, datetime

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, Obligation, PublicationStatus


class Signature(Reply):
    """A digital signature in the PDF. `signer` and `signed_at` are what it claims; whether its certificate is to be
    trusted is not judged. `intact`: what was signed is unaltered; `covers_all`: nothing was added after it."""

    signer: str | None
    signed_at: datetime | None
    intact: bool
    covers_all: bool


class InEffect(Reply):
    """A stretch of time in which the document was published: from `since` until before `until` (None: still).
    `note`: why it ended, as the officer who suspended it tells the public."""

    since: datetime
    until: datetime | None = None
    note: str | None = None


class Verification(Reply):
    """Of a document that is, or once was, published. `file_name` only while it is: with it goes the way to the file."""

    id: str
    agency_id: str
    agency_name_th: str
    agency_name_en: str | None
    obligation: Obligation
    document_date: date
    status: PublicationStatus
    published: tuple[InEffect, ...]
    file_name: str | None
    sha256: str
    size: int
    pages: int
    signatures: tuple[Signature, ...]


class VerifyDocument(Request):
    document_id: str


VERIFY_DOCUMENT = Operation("documents", "verify_document", VerifyDocument, Verification, Action.PUBLIC)
