"""The reports of the agencies that an officer answers for (รายงานผลการดำเนินการ)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from contracts.rpc.reporting.exporting import READ_REPORT_ROWS, ReadReportRows, Rows
from contracts.rpc.reporting.report_list import LIST_REPORTS, ListReports, Report, ReportsWanted
from contracts.vocabulary import Category, ComplianceState, LaoType, Measure, Obligation
from gateway.api.fields import MeasureAsked
from gateway.api.paging import Page, PageAsked
from gateway.api.resource import Resource
from gateway.api.whole_lists import AS_TABLE, send_whole, table_asked
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN
from gateway.languages import language_of

routes = Resource("reports")

BEGUN = "By the day in Bangkok on which the report was begun, this day included."


@routes.read("/reports", guard=SIGNED_IN, reply=Page[Report], also=AS_TABLE)
async def list_reports(
    request: Request,
    page: PageAsked,
    ask: Ask,
    agency_id: Annotated[
        str | None, Query(max_length=64, description="It and all below it; else all that the caller may read.")
    ] = None,
    filed: Annotated[
        bool | None, Query(description="true: those that have filed something; false: the others; absent: both.")
    ] = None,
    created_from: Annotated[date | None, Query(description=BEGUN)] = None,
    created_to: Annotated[date | None, Query(description=BEGUN)] = None,
    search: Annotated[str | None, Query(max_length=200, description="Words of a name that it has or had.")] = None,
    category: Category | None = None,
    lao_type: LaoType | None = None,
    province_code: Annotated[str | None, Query(pattern=r"^\d{2}$", description="Two digits.")] = None,
    obligation: Annotated[Obligation | None, Query(description="With `state`: only those in it today.")] = None,
    measure: MeasureAsked = Measure.UPLOADED,
    state: Annotated[ComplianceState | None, Query(description="With `obligation`: only those in it today.")] = None,
) -> Page[Report] | Response:
    """Agencies with when each began and last edited its report and how it stands, in the order of the dictionary."""
    wanted = ReportsWanted(
        agency_id=agency_id,
        filed=filed,
        created_from=created_from,
        created_to=created_to,
        search=search,
        category=category,
        lao_type=lao_type,
        province_code=province_code,
        obligation=obligation,
        measure=measure,
        state=state,
    )
    if form := table_asked(request):
        whole = ReadReportRows(**wanted.model_dump(), language=language_of(request))

        async def read(after: str | None, _: date | None) -> Rows:
            return await ask(READ_REPORT_ROWS, whole.model_copy(update={"after": after}))

        return await send_whole("reports", "reports", form, read)
    asked = ListReports(**wanted.model_dump(), page_size=page.page_size, after=page.after)
    found = await ask(LIST_REPORTS, asked)
    return Page(items=found.items, next=page.next(found.next))
