"""How figures went over time."""

from __future__ import annotations

from datetime import date
from typing import Literal

from contracts.operations import Operation, Reply
from contracts.rpc.reporting.figures import Count, Selection
from contracts.vocabulary import Action, Measure, Obligation

Step = Literal["day", "week", "month"]
MOST_POINTS = 1000


class GetTrend(Selection):
    """The figure of every day from `first` to `last` (None: today in Bangkok), or of the last day of every week (a
    Sunday) or month; `last` is a point in any case. No more than MOST_POINTS."""

    obligation: Obligation
    measure: Measure = Measure.UPLOADED
    first: date
    last: date | None = None
    step: Step = "month"


class Point(Count):
    day: date


class Trend(Reply):
    obligation: Obligation
    measure: Measure
    step: Step
    points: tuple[Point, ...]


GET_TREND = Operation("reporting", "get_trend", GetTrend, Trend, Action.PUBLIC)
