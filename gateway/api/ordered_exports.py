"""Whole tables of any size, written in the background and kept for whoever ordered them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, JsonValue
from starlette.requests import Request
from starlette.responses import Response

from chassis import csv_table, xlsx_table
from chassis.job_files import name_of
from contracts.errors import ErrorCode, Refusal
from contracts.jobs import CancelJob, GetJob
from contracts.rpc.reporting.ordered_exports import (
    CANCEL_EXPORT,
    EXPORT_FILE,
    GET_EXPORT,
    ORDER_EXPORT,
    ExportedTable,
    ExportFormat,
    ExportJob,
    OrderExport,
)
from gateway.api.byte_ranges import in_parts
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN
from gateway.languages import language_of
from gateway.parts import parts_of

routes = Resource("exports")

ExportId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$", description="The export's id, from the answer to the POST.")]
ORDERED: dict[str, JsonValue] = {"table": {"of": "agencies", "state": "missing", "category": "local"}, "format": "xlsx"}


class Order(BaseModel):
    """`table.of`: `agencies`, `changes` or `reports`, with the filters of `/compliance/agencies`,
    `/compliance/comparison/agencies` or `/reports`. Headings and words are in the language of Accept-Language."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ORDERED]})

    table: ExportedTable
    format: ExportFormat = ExportFormat.CSV


@routes.order(
    "/exports", guard=SIGNED_IN, reply=ExportJob, location="/exports/{id}", refuses=(ErrorCode.AGENCY_UNKNOWN,)
)
async def order_export(body: Order, request: Request, ask: Ask) -> ExportJob:
    """Have a whole table written in the background."""
    order = OrderExport(table=body.table, format=body.format, language=language_of(request))
    return await ask(ORDER_EXPORT, order)


@routes.read("/exports/{export_id}", guard=SIGNED_IN, reply=ExportJob, refuses=(ErrorCode.JOB_UNKNOWN,))
async def show_export(export_id: ExportId, ask: Ask) -> ExportJob:
    """How far an export of one's own is, and until when its file is kept."""
    return await ask(GET_EXPORT, GetJob(job_id=export_id))


@routes.remove("/exports/{export_id}", guard=SIGNED_IN, refuses=(ErrorCode.JOB_UNKNOWN, ErrorCode.JOB_FINISHED))
async def cancel_export(export_id: ExportId, ask: Ask) -> None:
    """Cancel an export of one's own that is not written yet."""
    await ask(CANCEL_EXPORT, CancelJob(job_id=export_id))


@routes.bytes(
    "/exports/{export_id}/file",
    guard=SIGNED_IN,
    media_types=(csv_table.MEDIA_TYPE, xlsx_table.MEDIA_TYPE),
    refuses=(ErrorCode.JOB_UNKNOWN, ErrorCode.NOT_FOUND, ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN),
)
async def export_file(export_id: ExportId, request: Request, ask: Ask) -> Response:
    """The file, for whoever ordered it: whole, or the part that a download still lacks."""
    made = (await ask(GET_EXPORT, GetJob(job_id=export_id))).outcome
    if made is None:
        raise Refusal(ErrorCode.NOT_FOUND)

    async def read(start: int, length: int) -> AsyncIterator[bytes]:
        return await parts_of(request).uploads.kept(name_of(export_id, EXPORT_FILE), start, length)

    headers = {
        "Cache-Control": "private, no-cache",
        "Vary": "Cookie, Authorization",
        "Content-Disposition": f'attachment; filename="{made.file_name}"',
    }
    return await in_parts(request, read, made.size, made.media_type, f'"{made.sha256}"', headers)
