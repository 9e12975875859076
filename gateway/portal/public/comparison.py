"""Two days held against each other: both figures, what lies between them, and the agencies that make the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from chassis.thai_days import bangkok_day
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.agencies import GET_AGENCY, GetAgency
from contracts.rpc.reporting.comparison import COMPARE_DAYS, CompareDays, Comparison, DayCount
from contracts.vocabulary import Category, ComplianceState, Measure, Obligation
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC
from gateway.languages import language_of
from gateway.portal.choosing import with_query
from gateway.portal.pages import page
from gateway.portal.problems import Problems
from gateway.portal.public.figures_asked import FiguresAsked, day_in, day_typed, measure_in, obligation_in
from gateway.portal.thai_dates import DateTyped
from gateway.portal.words import Words
from gateway.portal.wrong import wrong
from gateway.routes import Routes

routes = Routes("comparison")

DATES = ("earlier", "later")
STATES = (ComplianceState.DONE, ComplianceState.COVERED, ComplianceState.MISSING, ComplianceState.NOT_REQUIRED)
USUAL = timedelta(days=30)
"""How far back it looks when nobody has said."""


@dataclass(frozen=True)
class Line:
    """Of one state: how many were in it on either day, and how many more that is."""

    state: ComplianceState
    before: int
    after: int

    @property
    def difference(self) -> str:
        return f"{self.after - self.before:+,}" if self.after != self.before else "0"


def lines_of(found: Comparison) -> Sequence[Line]:
    return [Line(state, getattr(found.earlier, state), getattr(found.later, state)) for state in STATES]


def points_between(earlier: DayCount, later: DayCount) -> str | None:
    """Of the percentages, with their sign; None where either has none."""
    if earlier.percent is None or later.percent is None:
        return None
    points = Decimal(later.percent) - Decimal(earlier.percent)
    return f"{points:+.2f}" if points else "0.00"


@routes.page("GET", "/compliance/comparison", guard=PUBLIC)
async def comparison_page(request: Request, ask: Ask) -> Response:
    """The counts of both days and the agencies that explain the difference, page by page."""
    query, language = request.query_params, language_of(request)
    problems: list[FieldProblem] = []
    days: dict[str, date | None] = {}
    for name in DATES:
        try:
            days[name] = day_in(query, name)
        except ValueError:
            days[name] = None
            problems.append(wrong(name, "bad_date"))
    below = query.get("below") or None
    asked = FiguresAsked(obligation_in(query), measure_in(query), "category", days["later"], below)
    category = next((each for each in Category if each == query.get("category")), None)
    agency = await ask(GET_AGENCY, GetAgency(agency_id=below)) if below else None
    found, refusal = None, None
    if not problems:
        compared = CompareDays.model_validate(
            {
                "obligation": asked.obligation,
                "measure": asked.measure,
                "earlier": days["earlier"] or _usual(days["later"]),
                "later": days["later"],
                "below": below,
                **({"group_by": "category", "group": category} if category else {}),
                "after": query.get("after") or None,
            }
        )
        try:
            found = await ask(COMPARE_DAYS, compared)
        except Refusal as told:
            if told.code is not ErrorCode.INVALID_REQUEST:
                raise
            refusal = told
    t = Words(language)
    wrong_here = Problems(t, problems, dates=DATES) if problems else Problems.of(t, refusal, DATES)
    typed = {name: day_typed(query, name) for name in DATES}
    if found:
        typed = {"earlier": DateTyped.of(found.earlier.day, language), "later": DateTyped.of(found.later.day, language)}
    return await page(
        request,
        "public/comparison.html",
        422 if wrong_here else 200,
        scripts=("dates.js",),
        asked=asked,
        agency=agency,
        category=category,
        categories=tuple(Category),
        obligations=tuple(Obligation),
        measures=(Measure.UPLOADED, Measure.ISSUED),
        found=found,
        lines=lines_of(found) if found else (),
        points=points_between(found.earlier, found.later) if found else None,
        typed=typed,
        problems=wrong_here,
        next_page=with_query(request, after=found.next) if found and found.next else None,
        data_address=_data_address(asked, found, category) if found else None,
    )


def _usual(later: date | None) -> date:
    return (later or bangkok_day(datetime.now(UTC))) - USUAL


def _data_address(asked: FiguresAsked, found: Comparison, category: Category | None) -> str:
    """The same for programs."""
    query = {
        "obligation": asked.obligation,
        "measure": asked.measure,
        "earlier": found.earlier.day.isoformat(),
        "later": found.later.day.isoformat(),
        **({"below": asked.below} if asked.below else {}),
        **({"group_by": "category", "group": category} if category else {}),
    }
    return f"/api/v1/compliance/comparison?{urlencode(query)}"
