"""รายงานต่อคณะรัฐมนตรี (section 22, every 60 days): ordered as of a day, made while one waits, read, and downloaded."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chassis.thai_days import bangkok_day
from contracts.errors import ErrorCode, Refusal
from contracts.jobs import FINISHED, CancelJob, GetJob, JobState
from contracts.rpc.reporting.cabinet import (
    CANCEL_CABINET_REPORT_JOB,
    CONTENT_FILE,
    GET_CABINET_REPORT,
    GET_CABINET_REPORT_JOB,
    LIST_CABINET_REPORTS,
    ORDER_CABINET_REPORT,
    CabinetContent,
    GetCabinetReport,
    ListCabinetReports,
    OrderCabinetReport,
    kept_as,
)
from gateway.asking import Ask, Asking
from gateway.auth.guards import OFFICER, OFFICER_FORM
from gateway.errors import STATUS
from gateway.languages import language_of
from gateway.parts import parts_of
from gateway.portal.followup.campaigns import MENU
from gateway.portal.forms import submitted
from gateway.portal.officer_pages import officer_page
from gateway.portal.problems import Problems
from gateway.portal.thai_dates import DateTyped
from gateway.portal.words import Words
from gateway.portal.wrong import wrong
from gateway.routes import Routes

routes = Routes("cabinet report pages")

REPORTS = "/cabinet-reports"
PHASES = ("reading", "printing", "keeping")
"""What the work of a report tells of itself while it is done."""
SHOWN = 100
"""So many of the annex, which may name thousands; all of them are in the files."""
LONGEST_ID = 64


@routes.page("GET", REPORTS, guard=OFFICER)
async def cabinet_reports_page(request: Request, ask: Ask) -> Response:
    """All reports, when the next is due, and the form by which one is ordered."""
    return await _list(request, ask, DateTyped())


@routes.page("POST", REPORTS, guard=OFFICER_FORM)
async def order_cabinet_report(request: Request, ask: Ask) -> Response:
    """Have one made."""
    async with submitted(request) as form:
        typed = form.date("as_of")
    try:
        try:
            day = typed.read()
        except ValueError:
            raise Refusal(ErrorCode.INVALID_REQUEST, fields=(wrong("as_of", "bad_date"),)) from None
        job = await ask(ORDER_CABINET_REPORT, OrderCabinetReport(as_of=day))
    except Refusal as refusal:
        if STATUS[refusal.code] != 422:
            raise
        return await _list(request, ask, typed, refusal)
    return RedirectResponse(f"{REPORTS}/jobs/{job.id}", 303)


@routes.page("GET", f"{REPORTS}/jobs/{{job_id}}", guard=OFFICER)
async def cabinet_report_job_page(job_id: str, request: Request, ask: Ask) -> Response:
    """How far the making of a report is; when it is made, the report, which has the id of its job."""
    job = await ask(GET_CABINET_REPORT_JOB, GetJob(job_id=job_id[:LONGEST_ID]))
    if job.outcome is not None:
        return RedirectResponse(f"{REPORTS}/{job.outcome.id}?done=made", 303)
    working = job.state not in FINISHED
    return await officer_page(
        request,
        "followup/cabinet_job.html",
        MENU,
        scripts=("jobs.js",) if working else (),
        job=job,
        working=working,
        refused=job.problem if job.state is JobState.FAILED else None,
        phases=PHASES,
        address=f"/api/v1/cabinet-report-jobs/{job.id}",
    )


@routes.page("POST", f"{REPORTS}/jobs/{{job_id}}/cancellation", guard=OFFICER_FORM)
async def cancel_cabinet_report(job_id: str, request: Request, ask: Ask) -> Response:
    """Cancel it. One that is made meanwhile is shown as that."""
    async with submitted(request):
        pass
    try:
        await ask(CANCEL_CABINET_REPORT_JOB, CancelJob(job_id=job_id[:LONGEST_ID]))
    except Refusal as refusal:
        if refusal.code is not ErrorCode.JOB_FINISHED:
            raise
    return RedirectResponse(f"{REPORTS}/jobs/{job_id[:LONGEST_ID]}", 303)


@routes.page("GET", f"{REPORTS}/{{report_id}}", guard=OFFICER)
async def cabinet_report_page(report_id: str, request: Request, ask: Ask) -> Response:
    """What the report says, who made it and when, its files and their proof."""
    report = await ask(GET_CABINET_REPORT, GetCabinetReport(report_id=report_id[:LONGEST_ID]))
    content = await _content(request, report.id)
    return await officer_page(
        request,
        "followup/cabinet_report.html",
        MENU,
        report=report,
        content=content,
        provinces={each.code: each.name_th for each in content.provinces},
        shown=content.non_compliers[:SHOWN],
        address=f"/api/v1/cabinet-reports/{report.id}/file",
        done=request.query_params.get("done"),
    )


async def _list(request: Request, ask: Asking, typed: DateTyped, refusal: Refusal | None = None) -> Response:
    rows = await ask(LIST_CABINET_REPORTS, ListCabinetReports())
    today = bangkok_day(datetime.now(UTC))
    return await officer_page(
        request,
        "followup/cabinet_reports.html",
        MENU,
        STATUS[refusal.code] if refusal else 200,
        scripts=("dates.js",),
        rows=rows,
        overdue=rows.next_due_on is not None and rows.next_due_on < today,
        typed=typed,
        problems=Problems.of(Words(language_of(request)), refusal, ("as_of",)),
    )


async def _content(request: Request, report_id: str) -> CabinetContent:
    """As it is kept: what the printed report says, and no figure of today."""
    chunks = await parts_of(request).uploads.kept(kept_as(report_id, CONTENT_FILE))
    return CabinetContent.model_validate_json(b"".join([chunk async for chunk in chunks]))
