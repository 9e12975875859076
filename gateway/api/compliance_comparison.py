"""Why a figure is another one than before."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from contracts.errors import ErrorCode
from contracts.rpc.reporting.comparison import (
    COMPARE_DAYS,
    ChangedAgency,
    CompareDays,
    DayCount,
    DaysCompared,
    Difference,
)
from contracts.rpc.reporting.exporting import READ_COMPARISON_ROWS, ReadComparisonRows
from contracts.vocabulary import Measure, Obligation
from gateway.api.fields import MeasureAsked, ObligationAsked
from gateway.api.paging import Page, PageAsked
from gateway.api.resource import Resource
from gateway.api.selection import SelectionAsked
from gateway.api.whole_lists import AS_TABLE, send_public, table_asked
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC
from gateway.languages import language_of

routes = Resource("compliance")


Earlier = Annotated[date, Query(description="The day to compare with.")]
Later = Annotated[date | None, Query(description="The other day; today in Bangkok if absent.")]


class ComparedCounts(BaseModel):
    """The counts of two days, and how many agencies changed from which state to which."""

    model_config = ConfigDict(frozen=True)

    obligation: Obligation
    measure: Measure
    earlier: DayCount
    later: DayCount
    differences: tuple[Difference, ...]


@routes.read("/compliance/comparison", guard=PUBLIC, reply=ComparedCounts, refuses=(ErrorCode.AGENCY_UNKNOWN,))
async def compare_days(
    obligation: ObligationAsked,
    earlier: Earlier,
    selection: SelectionAsked,
    ask: Ask,
    measure: MeasureAsked = Measure.UPLOADED,
    later: Later = None,
) -> ComparedCounts:
    """The counts of two days, and what lies between them."""
    asked = CompareDays(
        obligation=obligation, measure=measure, earlier=earlier, later=later, page_size=1, **selection.model_dump()
    )
    found = await ask(COMPARE_DAYS, asked)
    return ComparedCounts(
        obligation=found.obligation,
        measure=found.measure,
        earlier=found.earlier,
        later=found.later,
        differences=found.differences,
    )


@routes.read(
    "/compliance/comparison/agencies",
    guard=PUBLIC,
    reply=Page[ChangedAgency],
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
    also=AS_TABLE,
)
async def list_changed(
    request: Request,
    obligation: ObligationAsked,
    earlier: Earlier,
    selection: SelectionAsked,
    page: PageAsked,
    ask: Ask,
    measure: MeasureAsked = Measure.UPLOADED,
    later: Later = None,
) -> Page[ChangedAgency] | Response:
    """The agencies that make the difference, in the order of the Thai dictionary."""
    days = DaysCompared(obligation=obligation, measure=measure, earlier=earlier, later=later, **selection.model_dump())
    if form := table_asked(request):
        rows = ReadComparisonRows(**days.model_dump(), language=language_of(request))
        return await send_public(request, "compliance-changes", form, READ_COMPARISON_ROWS, rows, day="later")
    asked = CompareDays(**days.model_dump(), page_size=page.page_size, after=page.after)
    found = await ask(COMPARE_DAYS, asked)
    return Page(items=found.items, next=page.next(found.next))
