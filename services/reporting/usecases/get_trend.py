"""How figures went over time."""

from __future__ import annotations

from contracts.calls import Call
from contracts.rpc.reporting.trend import MOST_POINTS, GetTrend, Point, Trend
from services.reporting.domain.days import ends_of_steps
from services.reporting.domain.terms import Measure, Obligation
from services.reporting.usecases.asking import Numbers, Reader, day_asked_for, selection_asked_for
from services.reporting.usecases.counting import count_as, counts_on
from services.reporting.usecases.cursors import invalid


def get_trend(request: GetTrend, call: Call, reader: Reader, numbers: Numbers) -> Trend:
    """The figure at the end of each step. Raises Refusal INVALID_REQUEST for days to come or in the wrong order, and
    for more points than anybody can look at; and as `selection_asked_for`."""
    last = day_asked_for(request.last, call.now, "last")
    if request.first > last:
        raise invalid("first", "ต้องไม่หลังวันสุดท้าย", "This must not be after the last day.")
    days = ends_of_steps(request.first, last, request.step, MOST_POINTS + 1)
    if len(days) > MOST_POINTS:
        raise invalid(
            "step",
            f"มีเกิน {MOST_POINTS:,} จุด กรุณาเลือกช่วงที่สั้นลงหรือขั้นที่ยาวขึ้น",
            f"More than {MOST_POINTS:,} points. Choose fewer days or longer steps.",
        )
    series = Obligation(request.obligation), Measure(request.measure)
    tallies = counts_on(series, selection_asked_for(request, reader, call.now), days, numbers)
    return Trend(
        obligation=request.obligation,
        measure=request.measure,
        step=request.step,
        points=tuple(count_as(Point, tally, day=day) for day, tally in zip(days, tallies, strict=True)),
    )
