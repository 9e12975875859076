"""How many agencies comply, which, and how one agency stands: for today and for any past day."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from contracts.errors import ErrorCode
from contracts.rpc.reporting.exporting import READ_FIGURE_ROWS, READ_LIST_ROWS, ReadFigureRows, ReadListRows
from contracts.rpc.reporting.figures import (
    GET_COMPLIANCE,
    GET_FIGURES,
    LIST_BY_STATE,
    AgencyCompliance,
    AgencyInState,
    Figures,
    GetCompliance,
    GetFigures,
    GroupBy,
    ListByState,
)
from contracts.vocabulary import Measure
from gateway.api.fields import AgencyId, AsOf, MeasureAsked, ObligationAsked
from gateway.api.paging import Page, PageAsked
from gateway.api.resource import Resource
from gateway.api.selection import Below, ByStateAsked
from gateway.api.whole_lists import AS_TABLE, send_public, table_asked
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC
from gateway.languages import language_of

routes = Resource("compliance")


@routes.read("/compliance", guard=PUBLIC, reply=Figures, refuses=(ErrorCode.AGENCY_UNKNOWN,), also=AS_TABLE)
async def show_figures(
    request: Request,
    obligation: ObligationAsked,
    ask: Ask,
    measure: MeasureAsked = Measure.UPLOADED,
    as_of: AsOf = None,
    group_by: Annotated[
        GroupBy, Query(description="By what they are grouped; `children`: by the agencies right below `below`.")
    ] = "category",
    below: Below = None,
) -> Figures | Response:
    """Counts and percentages, in all and by group."""
    asked = GetFigures(obligation=obligation, measure=measure, as_of=as_of, group_by=group_by, below=below)
    if form := table_asked(request):
        rows = ReadFigureRows(**asked.model_dump(), language=language_of(request))
        return await send_public(request, "compliance", form, READ_FIGURE_ROWS, rows)
    return await ask(GET_FIGURES, asked)


@routes.read(
    "/compliance/agencies", guard=PUBLIC, reply=Page[AgencyInState], refuses=(ErrorCode.AGENCY_UNKNOWN,), also=AS_TABLE
)
async def list_by_state(
    request: Request, wanted: ByStateAsked, page: PageAsked, ask: Ask
) -> Page[AgencyInState] | Response:
    """The agencies behind a figure, whoever misses anything, or all, in the order of the Thai dictionary."""
    if form := table_asked(request):
        rows = ReadListRows(**wanted.model_dump(), language=language_of(request))
        return await send_public(request, "agencies-by-state", form, READ_LIST_ROWS, rows)
    asked = ListByState(**wanted.model_dump(), page_size=page.page_size, after=page.after)
    found = await ask(LIST_BY_STATE, asked)
    return Page(items=found.items, next=page.next(found.next))


@routes.read(
    "/agencies/{agency_id}/compliance", guard=PUBLIC, reply=AgencyCompliance, refuses=(ErrorCode.AGENCY_UNKNOWN,)
)
async def show_compliance(agency_id: AgencyId, ask: Ask, as_of: AsOf = None) -> AgencyCompliance:
    """How one agency stands, obligation by obligation and by both measures."""
    return await ask(GET_COMPLIANCE, GetCompliance(agency_id=agency_id, as_of=as_of))
