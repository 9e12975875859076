"""Agencies from a file: looked through first (dry run) with a report of every problem, then imported as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.errors import ErrorCode, Refusal
from contracts.jobs import FINISHED, CancelJob, GetJob, JobState
from contracts.rpc.agencies import (
    CANCEL_AGENCY_IMPORT,
    GET_AGENCY_IMPORT,
    IMPORT_AGENCIES,
    ImportAgencies,
    ImportFormat,
    ImportOutcome,
)
from gateway.asking import Ask
from gateway.auth.guards import OFFICER, OFFICER_FORM
from gateway.errors import STATUS
from gateway.incoming import into_quarantine
from gateway.languages import language_of
from gateway.parts import parts_of
from gateway.portal.forms import chunks_of, submitted
from gateway.portal.officer_pages import officer_page
from gateway.portal.problems import Problems
from gateway.portal.structure.tree import STRUCTURE
from gateway.portal.words import Words
from gateway.portal.wrong import wrong
from gateway.routes import Body, Routes

routes = Routes("import pages")

IMPORTS = f"{STRUCTURE}/imports"
MEDIA_TYPES = {
    ImportFormat.CSV: "text/csv",
    ImportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CORRECTED = (ErrorCode.INVALID_REQUEST, ErrorCode.UPLOAD_EMPTY, ErrorCode.UPLOAD_TOO_LARGE)


@routes.page("GET", IMPORTS, guard=OFFICER)
async def import_page(request: Request) -> Response:
    """Where the file is chosen."""
    return await _page(request)


@routes.page("POST", IMPORTS, guard=OFFICER_FORM, body=Body.IMPORT)
async def look_through(request: Request, ask: Ask) -> Response:
    """Take the file, and look through it without storing anything."""
    try:
        async with submitted(request) as form:
            file = form.file("file")
            if file is None:
                raise Refusal(ErrorCode.INVALID_REQUEST, fields=(wrong("file", "import_choose_file"),))
            kind = ImportFormat.XLSX if (file.filename or "").lower().endswith(".xlsx") else ImportFormat.CSV
            limit = parts_of(request).settings.max_import_bytes
            kept = await into_quarantine(request, chunks_of(file), MEDIA_TYPES[kind], limit, file.size)
        asked = ImportAgencies(upload=kept.upload, format=kind, dry_run=True)
        job = await ask(IMPORT_AGENCIES, asked)
    except Refusal as refusal:
        if refusal.code not in CORRECTED:
            raise
        return await _page(request, refusal)
    return RedirectResponse(f"{IMPORTS}/{job.id}?upload={kept.upload}&format={kind}", 303)


@routes.page("POST", f"{IMPORTS}/whole", guard=OFFICER_FORM)
async def import_all(request: Request, ask: Ask) -> Response:
    """Import the file that was looked through."""
    async with submitted(request) as form:
        asked = ImportAgencies(upload=form.text("upload"), format=form.one_of("format", ImportFormat))
    job = await ask(IMPORT_AGENCIES, asked)
    return RedirectResponse(f"{IMPORTS}/{job.id}", 303)


@routes.page("GET", f"{IMPORTS}/{{job_id}}", guard=OFFICER)
async def import_job_page(job_id: str, request: Request, ask: Ask) -> Response:
    """How far it is, and what came of it."""
    job = await ask(GET_AGENCY_IMPORT, GetJob(job_id=job_id))
    working = job.state not in FINISHED
    refused = job.problem if job.state is JobState.FAILED else None
    return await officer_page(
        request,
        "structure/job.html",
        "agencies_menu",
        scripts=("jobs.js",) if working else (),
        job=job,
        working=working,
        outcome=job.outcome or _told(job.problem.details if job.problem else {}),
        refused=refused,
        upload=request.query_params.get("upload", ""),
        format=request.query_params.get("format", ""),
        address=f"/api/v1/agency-imports/{job.id}",
    )


@routes.page("POST", f"{IMPORTS}/{{job_id}}/cancellation", guard=OFFICER_FORM)
async def cancel_import(job_id: str, request: Request, ask: Ask) -> Response:
    """Cancel an import that has not stored anything yet."""
    async with submitted(request):
        pass
    await ask(CANCEL_AGENCY_IMPORT, CancelJob(job_id=job_id))
    return RedirectResponse(f"{IMPORTS}/{job_id}", 303)


def _told(details: Mapping[str, object]) -> ImportOutcome | None:
    """A refused import tells its problems as a dry run does."""
    if "problems" not in details:
        return None
    given = {"created": 0, "changed": 0, "unchanged": 0, "problems": details["problems"]}
    return ImportOutcome.model_validate({**given, "problem_count": details.get("count", 0)})


async def _page(request: Request, refusal: Refusal | None = None) -> Response:
    told = refusal
    if refusal is not None and not refusal.fields:
        error = refusal.on_the_wire()
        field = wrong("file", "import_choose_file").model_copy(
            update={"message_th": error.message_th, "message_en": error.message_en}
        )
        told = Refusal(refusal.code, fields=(field,), **refusal.details)
    return await officer_page(
        request,
        "structure/import.html",
        "agencies_menu",
        STATUS[refusal.code] if refusal else 200,
        problems=Problems.of(Words(language_of(request)), told),
        limit=parts_of(request).settings.max_import_bytes,
    )
