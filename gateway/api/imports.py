"""Bulk imports: agencies from a CSV or XLSX, filings of an old system from a zip archive. Formats: docs/imports.md."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from contracts.errors import ErrorCode
from contracts.imports import PROBLEMS_FILE
from contracts.jobs import CancelJob, GetJob
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

DryRun = Annotated[bool, Query(description="Only tell what would happen.")]
JobId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$", description="The job's id, from the answer to the POST.")]


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


@routes.read("/agency-imports/{job_id}", guard=SIGNED_IN, reply=AgencyImport, refuses=(ErrorCode.JOB_UNKNOWN,))
async def show_agency_import(job_id: JobId, ask: Ask) -> AgencyImport:
    """How far an import is, and what came of it."""
    return await ask(GET_AGENCY_IMPORT, GetJob(job_id=job_id))


@routes.remove("/agency-imports/{job_id}", guard=SIGNED_IN, refuses=(ErrorCode.JOB_UNKNOWN, ErrorCode.JOB_FINISHED))
async def cancel_agency_import(job_id: JobId, ask: Ask) -> None:
    """Cancel an import that has not stored anything yet."""
    await ask(CANCEL_AGENCY_IMPORT, CancelJob(job_id=job_id))


@routes.bytes(
    "/agency-imports/{job_id}/problems/file",
    guard=SIGNED_IN,
    media_type=CSV,
    refuses=(ErrorCode.JOB_UNKNOWN, ErrorCode.NOT_FOUND, ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN),
)
async def problems_of_agency_import(job_id: JobId, request: Request, ask: Ask) -> Response:
    """Every problem of the import's file, as CSV."""
    await ask(GET_AGENCY_IMPORT, GetJob(job_id=job_id))
    return await _problems_of(job_id, request)


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


@routes.read("/filing-imports/{job_id}", guard=SIGNED_IN, reply=FilingImport, refuses=(ErrorCode.JOB_UNKNOWN,))
async def show_filing_import(job_id: JobId, ask: Ask) -> FilingImport:
    """How far an import is, and what came of it."""
    return await ask(GET_FILING_IMPORT, GetJob(job_id=job_id))


@routes.remove("/filing-imports/{job_id}", guard=SIGNED_IN, refuses=(ErrorCode.JOB_UNKNOWN, ErrorCode.JOB_FINISHED))
async def cancel_filing_import(job_id: JobId, ask: Ask) -> None:
    """Cancel an import that has not been stored yet."""
    await ask(CANCEL_FILING_IMPORT, CancelJob(job_id=job_id))


@routes.bytes(
    "/filing-imports/{job_id}/problems/file",
    guard=SIGNED_IN,
    media_type=CSV,
    refuses=(ErrorCode.JOB_UNKNOWN, ErrorCode.NOT_FOUND, ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN),
)
async def problems_of_filing_import(job_id: JobId, request: Request, ask: Ask) -> Response:
    """Every problem of the import's archive, as CSV."""
    await ask(GET_FILING_IMPORT, GetJob(job_id=job_id))
    return await _problems_of(job_id, request)


async def _problems_of(job_id: str, request: Request) -> Response:
    chunks = await parts_of(request).uploads.left_by(job_id, PROBLEMS_FILE)
    headers = {
        "Content-Disposition": f'attachment; filename="problems-{job_id[:8]}.csv"',
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(chunks, 200, headers, "text/csv; charset=utf-8")
