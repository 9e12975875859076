"""Bulk imports: agencies from a CSV, filings of an old system from a zip archive. Formats: docs/imports.md."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import JsonValue
from starlette.requests import Request

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.agencies import IMPORT_AGENCIES, ImportAgencies, ImportOutcome
from contracts.rpc.documents.carrying_over import IMPORT_FILINGS, ImportFilings
from gateway.api import raw_body
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN
from gateway.parts import parts_of
from gateway.routes import Body

CSV = "text/csv"
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


@routes.create(
    "/agency-imports",
    guard=SIGNED_IN,
    reply=ImportOutcome,
    success=200,
    body=Body.IMPORT,
    takes=CSV,
    refuses=REFUSES,
)
async def import_agencies(request: Request, ask: Ask, dry_run: DryRun = False) -> ImportOutcome:
    """Register or change many agencies: all rows or none."""
    upload = await raw_body.take(request, CSV, parts_of(request).settings.max_import_bytes)
    return _done_or_told(await ask(IMPORT_AGENCIES, ImportAgencies(upload=upload.upload, dry_run=dry_run)), dry_run)


@routes.create(
    "/filing-imports",
    guard=SIGNED_IN,
    reply=ImportOutcome,
    success=200,
    body=Body.IMPORT,
    takes=ZIP,
    refuses=REFUSES,
)
async def import_filings(request: Request, ask: Ask, dry_run: DryRun = False) -> ImportOutcome:
    """Carry the filings of an old system over: the whole archive or nothing."""
    upload = await raw_body.take(request, ZIP, parts_of(request).settings.max_import_bytes)
    return _done_or_told(await ask(IMPORT_FILINGS, ImportFilings(upload=upload.upload, dry_run=dry_run)), dry_run)


def _done_or_told(outcome: ImportOutcome, dry_run: bool) -> ImportOutcome:
    """A dry run tells its problems; an import that has any has done nothing, which is no success."""
    if outcome.problem_count and not dry_run:
        problems: list[JsonValue] = [problem.model_dump(mode="json") for problem in outcome.problems]
        raise Refusal(ErrorCode.IMPORT_REJECTED, count=outcome.problem_count, problems=problems)
    return outcome
