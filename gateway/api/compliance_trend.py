"""How figures went over time."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query

from contracts.errors import ErrorCode
from contracts.rpc.reporting.trend import GET_TREND, MOST_POINTS, GetTrend, Step, Trend
from contracts.vocabulary import Measure
from gateway.api.fields import MeasureAsked, ObligationAsked
from gateway.api.resource import Resource
from gateway.api.selection import SelectionAsked
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC

routes = Resource("compliance")


@routes.read("/compliance/trend", guard=PUBLIC, reply=Trend, refuses=(ErrorCode.AGENCY_UNKNOWN,))
async def show_trend(
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
) -> Trend:
    """Counts and percentages over time."""
    asked = GetTrend(
        obligation=obligation, measure=measure, first=first, last=last, step=step, **selection.model_dump()
    )
    return await ask(GET_TREND, asked)
