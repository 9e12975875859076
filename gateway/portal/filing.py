"""The filing of section 10: the form, the history, and the switch on each document."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.errors import ErrorCode, FieldProblem, Refusal, WireError
from contracts.rpc.agencies import GET_AGENCY, GetAgency
from contracts.rpc.documents.filing import (
    CHANGE_PUBLICATION,
    FILE_DOCUMENT,
    LIST_DOCUMENTS,
    ChangePublication,
    FileDocument,
    ListDocuments,
)
from contracts.vocabulary import Obligation, PublicationStatus, Scope
from gateway.asking import Ask
from gateway.auth.guards import OFFICER, OFFICER_FORM
from gateway.errors import STATUS
from gateway.incoming import PDF, into_quarantine
from gateway.parts import parts_of
from gateway.portal.forms import Form, submitted
from gateway.portal.pages import page
from gateway.portal.thai_dates import read_date
from gateway.portal.words import WORDS
from gateway.routes import Body, Routes
from gateway.uploads import CHUNK

routes = Routes("filing pages")

OF_ANOTHER_PAGE = (ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.CSRF_FAILED, ErrorCode.AGENCY_UNKNOWN)
"""Refusals after which the form is no use; after all others it is shown again with what to correct."""


@dataclass(frozen=True)
class Typed:
    """What the officer typed, to be shown again when something has to be corrected."""

    document_date: str = ""
    scope: str = Scope.SELF
    status: str = PublicationStatus.PUBLISHED


@routes.page("GET", "/agencies/{agency_id}/filing", guard=OFFICER)
async def filing_page(agency_id: str, request: Request, ask: Ask) -> Response:
    """The form and all that was filed before."""
    return await _shown(request, ask, agency_id, Typed())


@routes.page("POST", "/agencies/{agency_id}/filing", guard=OFFICER_FORM, body=Body.UPLOAD)
async def file_document(agency_id: str, request: Request, ask: Ask) -> Response:
    """File the PDF in the form."""
    typed = Typed()
    try:
        async with submitted(request) as form:
            typed = Typed(form.text("document_date"), form.text("scope"), form.text("status"))
            day, file = _checked(typed, form)
            limit = parts_of(request).settings.max_upload_bytes
            upload = await into_quarantine(request, _chunks(file), PDF, limit, file.size)
            asked = FileDocument(
                agency_id=agency_id,
                upload=upload.upload,
                obligation=Obligation.S10_NOTICE,
                document_date=day,
                file_name=(file.filename or "document.pdf")[-255:],
                status=PublicationStatus(typed.status),
                scope=Scope(typed.scope),
            )
        await ask(FILE_DOCUMENT, asked)
    except Refusal as refusal:
        if refusal.code in OF_ANOTHER_PAGE:
            raise
        return await _shown(request, ask, agency_id, typed, refusal)
    return RedirectResponse(f"/agencies/{agency_id}/filing?done=filed", 303)


@routes.page("POST", "/agencies/{agency_id}/documents/{document_id}/publication", guard=OFFICER_FORM)
async def change_publication(agency_id: str, document_id: str, request: Request, ask: Ask) -> Response:
    """Publish or suspend one document: the version is that of the table in which the officer pressed the button."""
    async with submitted(request) as form:
        asked = ChangePublication(
            agency_id=agency_id,
            document_id=document_id,
            version=int(form.text("version")) if form.text("version").isdigit() else 0,
            status=PublicationStatus(form.text("status")),
        )
    try:
        await ask(CHANGE_PUBLICATION, asked)
    except Refusal as refusal:
        if refusal.code in OF_ANOTHER_PAGE:
            raise
        return await _shown(request, ask, agency_id, Typed(), refusal)
    return RedirectResponse(f"/agencies/{agency_id}/filing?done=changed", 303)


async def _shown(request: Request, ask: Ask, agency_id: str, typed: Typed, refusal: Refusal | None = None) -> Response:
    problem: WireError | None = refusal.on_the_wire() if refusal else None
    return await page(
        request,
        "filing.html",
        STATUS[refusal.code] if refusal else 200,
        agency=await ask(GET_AGENCY, GetAgency(agency_id=agency_id)),
        documents=(await ask(LIST_DOCUMENTS, ListDocuments(agency_id=agency_id))).items,
        typed=typed,
        refusal=problem,
        done=request.query_params.get("done") if refusal is None else None,
        idempotency_key=uuid.uuid4().hex,
        limit=parts_of(request).settings.max_upload_bytes,
    )


def _checked(typed: Typed, form: Form) -> tuple[date, UploadFile]:
    """The date and the file. Raises Refusal INVALID_REQUEST naming each field that is not good."""
    problems: list[FieldProblem] = []
    day, file = None, form.file("file")
    try:
        day = read_date(typed.document_date)
    except ValueError:
        problems.append(_problem("document_date", "bad_date"))
    if file is None:
        problems.append(_problem("file", "choose_file"))
    if typed.scope not in list(Scope):
        problems.append(_problem("scope", "scope_label"))
    if typed.status not in list(PublicationStatus):
        problems.append(_problem("status", "status_label"))
    if problems or day is None or file is None:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=tuple(problems))
    return day, file


def _problem(field: str, words: str) -> FieldProblem:
    thai, english = WORDS[words]
    return FieldProblem(field=field, message_th=thai, message_en=english)


async def _chunks(file: UploadFile) -> AsyncIterator[bytes]:
    while chunk := await file.read(CHUNK):
        yield chunk
