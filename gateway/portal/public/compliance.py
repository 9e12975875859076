"""How the country stands with the Act: figures of any day, in all and by group, each of which leads to its agencies."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import get_args

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from chassis.thai_days import bangkok_day
from contracts.errors import FieldProblem, Refusal
from contracts.rpc.agencies import GET_AGENCY, Agency, GetAgency
from contracts.rpc.reporting.figures import GET_FIGURES, Figures, GetFigures
from contracts.rpc.reporting.obstacles import GET_OBSTACLE_FIGURES, GetObstacleFigures, ObstacleFigures
from contracts.rpc.reporting.trend import GET_TREND, Step
from contracts.vocabulary import Measure, Obligation
from gateway.asking import Ask, Asking
from gateway.auth.guards import PUBLIC
from gateway.errors import STATUS
from gateway.languages import language_of
from gateway.portal.pages import page
from gateway.portal.problems import Problems
from gateway.portal.public.away import if_there
from gateway.portal.public.figures_asked import (
    BY_AGENCY,
    GROUPS,
    FiguresAsked,
    day_in,
    day_typed,
    group_in,
    measure_in,
    obligation_in,
)
from gateway.portal.public.trend import Chart, trend_asked
from gateway.portal.thai_dates import DateTyped
from gateway.portal.words import Words
from gateway.portal.wrong import wrong
from gateway.routes import Routes

routes = Routes("figures")

CALENDAR = "dates.js"
PATIENCE = 4.0
"""Seconds that somebody waits for figures, before being told that there are none at the moment."""
STEPS: tuple[Step, ...] = get_args(Step)


@dataclass(frozen=True)
class Standing:
    """All that the page shows of a day."""

    figures: Figures
    totals: tuple[Figures, ...]
    chart: Chart | None
    obstacles: ObstacleFigures | None
    agency: Agency | None


@routes.page("GET", "/compliance", guard=PUBLIC)
async def compliance_page(request: Request, ask: Ask) -> Response:
    """All obligations at once, one of them by group and over time, and what keeps agencies from it."""
    query, language = request.query_params, language_of(request)
    step = step_in(query)
    problems: tuple[FieldProblem, ...] = ()
    refusal, standing, day = None, None, None
    away = False
    try:
        day = day_in(query)
    except ValueError:
        problems = (wrong("as_of", "bad_date"),)
    asked = FiguresAsked(obligation_in(query), measure_in(query), group_in(query), day, query.get("below") or None)
    if not problems:
        try:
            standing = await _standing(ask, asked, step)
        except Refusal as told:
            if STATUS[told.code] == 422:
                refusal = told
            elif STATUS[told.code] >= 500:
                away = True
            else:
                raise
    t, dates = Words(language), ("as_of",)
    wrong_here = Problems(t, problems, dates=dates) if problems else Problems.of(t, refusal, dates)
    return await page(
        request,
        "public/compliance.html",
        503 if away else 422 if wrong_here else 200,
        scripts=(CALENDAR,),
        away=away,
        asked=asked,
        step=step,
        steps=STEPS,
        problems=wrong_here,
        typed=DateTyped.of(standing.figures.as_of, language) if standing else day_typed(query),
        standing=standing,
        groups=GROUPS,
        by_agency=BY_AGENCY,
        obligations=tuple(Obligation),
        measures=(Measure.UPLOADED, Measure.ISSUED),
    )


def step_in(query: QueryParams) -> Step:
    return next((step for step in STEPS if step == query.get("step")), "month")


async def _standing(ask: Asking, asked: FiguresAsked, step: Step) -> Standing:
    """Raises Refusal for a day to come, and for an agency that is not known."""
    last = asked.day or bangkok_day(datetime.now(UTC))
    agency = await ask(GET_AGENCY, GetAgency(agency_id=asked.below)) if asked.below else None
    figures = await _figures(ask.within(PATIENCE), asked)
    trend, obstacles = await asyncio.gather(
        if_there(ask, GET_TREND, trend_asked(asked, step, last)), _obstacles(ask, asked.below, last)
    )
    in_order = tuple(sorted(figures, key=lambda each: tuple(Obligation).index(each.obligation)))
    return Standing(figures[0], in_order, Chart.of(trend) if trend else None, obstacles, agency)


async def _figures(ask: Asking, asked: FiguresAsked) -> list[Figures]:
    """Those of the obligation asked for by its group, then those of the others."""
    what = {"measure": asked.measure, "as_of": asked.day, "below": asked.below}
    first = GetFigures.model_validate({**what, "obligation": asked.obligation, "group_by": asked.group_by})
    others = [
        GetFigures.model_validate({**what, "obligation": each}) for each in Obligation if each is not asked.obligation
    ]
    return await asyncio.gather(*(ask(GET_FIGURES, each) for each in (first, *others)))


async def _obstacles(ask: Asking, below: str | None, day: date) -> ObstacleFigures | None:
    """Of the whole country alone: what agencies under one agency name is for its officers."""
    return None if below else await if_there(ask, GET_OBSTACLE_FIGURES, GetObstacleFigures(as_of=day))
