"""The percentage over time: what is asked, and the line that is drawn of it. Its numbers stand in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from contracts.rpc.reporting.trend import GetTrend, Point, Step, Trend
from gateway.portal.public.figures_asked import FiguresAsked

DAYS: dict[Step, int] = {"month": 365, "week": 182, "day": 31}
"""How far back each step looks: about a dozen to thirty points."""

WIDTH, HEIGHT = 100.0, 100.0


def trend_asked(asked: FiguresAsked, step: Step, last: date) -> GetTrend:
    return GetTrend(
        obligation=asked.obligation,
        measure=asked.measure,
        first=last - timedelta(days=DAYS[step]),
        last=last,
        step=step,
        below=asked.below,
    )


@dataclass(frozen=True)
class Chart:
    """`lines`: points of SVG polylines in a square of 100 by 100, the percentage upwards. A day on which nobody owed
    anything has no percentage: the line is broken there."""

    points: Sequence[Point]
    lines: Sequence[str]

    @classmethod
    def of(cls, trend: Trend) -> Chart:
        first = trend.points[0].day
        span = (trend.points[-1].day - first).days or 1
        lines = []
        for there, stretch in groupby(trend.points, key=lambda point: point.percent is not None):
            if there:
                lines.append(" ".join(_place(point, first, span) for point in stretch))
        return cls(trend.points, lines)


def _place(point: Point, first: date, span: int) -> str:
    across = WIDTH * (point.day - first).days / span
    return f"{across:.2f},{HEIGHT - float(point.percent or 0):.2f}"
