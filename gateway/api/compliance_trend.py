"""How figures went over time."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from contracts.errors import ErrorCode
from contracts.rpc.reporting.exporting import READ_TREND_ROWS, ReadTrendRows
from contracts.rpc.reporting.trend import GET_TREND, MOST_POINTS, GetTrend, Step, Trend
from contracts.vocabulary import Measure
from gateway.api.fields import MeasureAsked, ObligationAsked
from gateway.api.resource import Resource
from gateway.api.selection import SelectionAsked
from gateway.api.whole_lists import AS_TABLE, send_public, table_asked
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC
from gateway.languages import language_of

routes = Resource("compliance")


@routes.read("/compliance/trend", guard=PUBLIC, reply=Trend, refuses=(ErrorCode.AGENCY_UNKNOWN,), also=AS_TABLE)
async def show_trend(
    request: Request,
    obligation: ObligationAsked,
    first: Annotated[date, Query(description="The first day.")],
    selection: SelectionAsked,
    ask: Ask,
    measure: MeasureAsked = Measure.UPLOADED,
    last: Annotated[date | None, Query(description="The last day; today in Bangkok if absent.")] = None,
    step: Annotated[
        Step,
        Query(
            description=f"A point for every day, or for the last day of every week (Sunday) or month, and one for the "
            f"last day; at most {MOST_POINTS:,}."
        ),
    ] = "month",
) -> Trend | Response:
    """Counts and percentages over time."""
    asked = GetTrend(
        obligation=obligation, measure=measure, first=first, last=last, step=step, **selection.model_dump()
    )
    if form := table_asked(request):
        rows = ReadTrendRows(**asked.model_dump(), language=language_of(request))
        return await send_public(request, "compliance-trend", form, READ_TREND_ROWS, rows)
    return await ask(GET_TREND, asked)
