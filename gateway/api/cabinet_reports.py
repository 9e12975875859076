"""The report to the cabinet (section 22): ordered, made in the background, kept, and had as a file."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from chassis import paper, xlsx_table
from contracts.errors import ErrorCode
from contracts.jobs import CancelJob, GetJob
from contracts.rpc.reporting.cabinet import (
    CANCEL_CABINET_REPORT_JOB,
    CONTENT_FILE,
    GET_CABINET_REPORT,
    GET_CABINET_REPORT_JOB,
    LIST_CABINET_REPORTS,
    ORDER_CABINET_REPORT,
    PDF_FILE,
    XLSX_FILE,
    CabinetReport,
    CabinetReportJob,
    CabinetReports,
    GetCabinetReport,
    ListCabinetReports,
    OrderCabinetReport,
    kept_as,
)
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN
from gateway.parts import parts_of

routes = Resource("cabinet reports")

ReportId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$", description="The report's id, from the list.")]
JobId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$", description="The job's id, from the answer to the POST.")]


class Order(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"as_of": "2024-10-29"}]})

    as_of: date | None = Field(None, description="The day of the figures; today in Bangkok if absent.")


class FileKind(StrEnum):
    PDF = "pdf"
    XLSX = "xlsx"
    JSON = "json"


FILES = {
    FileKind.PDF: (PDF_FILE, paper.MEDIA_TYPE),
    FileKind.XLSX: (XLSX_FILE, xlsx_table.MEDIA_TYPE),
    FileKind.JSON: (CONTENT_FILE, "application/json"),
}


@routes.order("/cabinet-reports", guard=SIGNED_IN, reply=CabinetReportJob, location="/cabinet-report-jobs/{id}")
async def order_cabinet_report(body: Order, ask: Ask) -> CabinetReportJob:
    """Have the report made as of a day, in the background. The report has the id of its job."""
    return await ask(ORDER_CABINET_REPORT, OrderCabinetReport(as_of=body.as_of))


@routes.read("/cabinet-report-jobs/{job_id}", guard=SIGNED_IN, reply=CabinetReportJob, refuses=(ErrorCode.JOB_UNKNOWN,))
async def show_cabinet_report_job(job_id: JobId, ask: Ask) -> CabinetReportJob:
    """How far the making of a report is, and what came of it."""
    return await ask(GET_CABINET_REPORT_JOB, GetJob(job_id=job_id))


@routes.remove(
    "/cabinet-report-jobs/{job_id}", guard=SIGNED_IN, refuses=(ErrorCode.JOB_UNKNOWN, ErrorCode.JOB_FINISHED)
)
async def cancel_cabinet_report_job(job_id: JobId, ask: Ask) -> None:
    """Cancel the making of a report that is not kept yet."""
    await ask(CANCEL_CABINET_REPORT_JOB, CancelJob(job_id=job_id))


@routes.read("/cabinet-reports", guard=SIGNED_IN, reply=CabinetReports)
async def list_cabinet_reports(ask: Ask) -> CabinetReports:
    """All reports that are kept, the latest day first, and when the next is due."""
    return await ask(LIST_CABINET_REPORTS, ListCabinetReports())


@routes.read("/cabinet-reports/{report_id}", guard=SIGNED_IN, reply=CabinetReport, refuses=(ErrorCode.REPORT_UNKNOWN,))
async def show_cabinet_report(report_id: ReportId, ask: Ask) -> CabinetReport:
    """One report: its day, and the SHA-256 of its content."""
    return await ask(GET_CABINET_REPORT, GetCabinetReport(report_id=report_id))


@routes.file(
    "/cabinet-reports/{report_id}/file",
    guard=SIGNED_IN,
    media_types=tuple(media_type for _, media_type in FILES.values()),
    refuses=(ErrorCode.REPORT_UNKNOWN, ErrorCode.NOT_FOUND),
)
async def cabinet_report_file(
    report_id: ReportId,
    request: Request,
    ask: Ask,
    form: Annotated[
        FileKind, Query(alias="format", description="pdf to hand in, xlsx, or json: the content that is hashed.")
    ] = FileKind.PDF,
) -> Response:
    """The report as it was made."""
    report = await ask(GET_CABINET_REPORT, GetCabinetReport(report_id=report_id))
    file, media_type = FILES[form]
    chunks = await parts_of(request).uploads.kept(kept_as(report_id, file))
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'attachment; filename="cabinet-report-{report.as_of}.{form}"',
    }
    return StreamingResponse(chunks, 200, headers, media_type)
