"""Bulk imports: agencies from a CSV or XLSX, filings of an old system from a zip archive. Formats: docs/imports.md."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from contracts.errors import ErrorCode
from contracts.imports import PROBLEMS_FILE
from contracts.jobs import CancelJob, GetJob, Job, JobT
from contracts.operations import Operation
from contracts.rpc.agencies import (
    CANCEL_AGENCY_IMPORT,
    GET_AGENCY_IMPORT,
    IMPORT_AGENCIES,
    AgencyImport,
    ImportAgencies,
    ImportFormat,
)
from contracts.rpc.documents.carrying_over import (
    CANCEL_FILING_IMPORT,
    GET_FILING_IMPORT,
    IMPORT_FILINGS,
    FilingImport,
    ImportFilings,
)
from gateway.api import raw_body
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN
from gateway.parts import parts_of
from gateway.routes import Body

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"

REFUSES = (
    ErrorCode.IMPORT_REJECTED,
    ErrorCode.UPLOAD_EMPTY,
    ErrorCode.UPLOAD_TOO_LARGE,
    ErrorCode.UPLOAD_INTERRUPTED,
    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
)

routes = Resource("imports")

Show = Operation[GetJob, JobT]
Cancel = Operation[CancelJob, JobT]
DryRun = Annotated[bool, Query(description="Only tell what would happen.")]
JobId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$", description="The job's id, from the answer to the POST.")]


async def _problems_of(job_id: str, request: Request) -> Response:
    chunks = await parts_of(request).uploads.left_by(job_id, PROBLEMS_FILE)
    headers = {
        "Content-Disposition": f'attachment; filename="problems-{job_id[:8]}.csv"',
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(chunks, 200, headers, "text/csv; charset=utf-8")


def _followed(path: str, name: str, job: type[JobT], get: Show[JobT], cancel: Cancel[JobT]) -> None:
    """The routes by which whoever ordered an import at `path` follows it; `name` is in the names of the operations."""

    async def show(job_id: JobId, ask: Ask) -> Job[Any]:
        """How far an import is, and what came of it."""
        return await ask(get, GetJob(job_id=job_id))

    async def cancel_it(job_id: JobId, ask: Ask) -> None:
        """Cancel an import that has not stored anything yet."""
        await ask(cancel, CancelJob(job_id=job_id))

    async def problems(job_id: JobId, request: Request, ask: Ask) -> Response:
        """Every problem of the import's file, as CSV."""
        await ask(get, GetJob(job_id=job_id))
        return await _problems_of(job_id, request)

    show.__name__, cancel_it.__name__, problems.__name__ = f"show_{name}", f"cancel_{name}", f"problems_of_{name}"
    gone = (ErrorCode.JOB_UNKNOWN, ErrorCode.NOT_FOUND, ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN)
    routes.read(f"{path}/{{job_id}}", guard=SIGNED_IN, reply=job, refuses=(ErrorCode.JOB_UNKNOWN,))(show)
    refuses = (ErrorCode.JOB_UNKNOWN, ErrorCode.JOB_FINISHED)
    routes.remove(f"{path}/{{job_id}}", guard=SIGNED_IN, refuses=refuses)(cancel_it)
    routes.bytes(f"{path}/{{job_id}}/problems/file", guard=SIGNED_IN, media_types=(CSV,), refuses=gone)(problems)


@routes.order(
    "/agency-imports",
    guard=SIGNED_IN,
    reply=AgencyImport,
    body=Body.IMPORT,
    takes=(CSV, XLSX),
    location="/agency-imports/{id}",
    refuses=REFUSES,
)
async def import_agencies(request: Request, ask: Ask, dry_run: DryRun = False) -> AgencyImport:
    """Register or change many agencies, all rows or none, in the background."""
    media_type = raw_body.media_type_of(request, (CSV, XLSX))
    upload = await raw_body.take(request, media_type, parts_of(request).settings.max_import_bytes)
    kind = ImportFormat.CSV if media_type == CSV else ImportFormat.XLSX
    return await ask(IMPORT_AGENCIES, ImportAgencies(upload=upload.upload, format=kind, dry_run=dry_run))


_followed("/agency-imports", "agency_import", AgencyImport, GET_AGENCY_IMPORT, CANCEL_AGENCY_IMPORT)


@routes.order(
    "/filing-imports",
    guard=SIGNED_IN,
    reply=FilingImport,
    body=Body.IMPORT,
    takes=ZIP,
    location="/filing-imports/{id}",
    refuses=REFUSES,
)
async def import_filings(request: Request, ask: Ask, dry_run: DryRun = False) -> FilingImport:
    """Carry the filings of an old system over, the whole archive or nothing, in the background."""
    upload = await raw_body.take(request, ZIP, parts_of(request).settings.max_import_bytes)
    return await ask(IMPORT_FILINGS, ImportFilings(upload=upload.upload, dry_run=dry_run))


_followed("/filing-imports", "filing_import", FilingImport, GET_FILING_IMPORT, CANCEL_FILING_IMPORT)
