"""Days in Bangkok, and stretches of them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

# Thailand has been at UTC+7, without daylight saving, since 1920.
BANGKOK = timezone(timedelta(hours=7))
# The end of what has no end. No rule of ours reaches the year 9999.
FOREVER = date.max


class Span(NamedTuple):
    """Days from `first` until before `end`. Never empty."""

    first: date
    end: date

    def holds(self, day: date) -> bool:
        return self.first <= day < self.end

    def within(self, other: Span) -> Span | None:
        """The days that both have; None when there are none."""
        first, end = max(self.first, other.first), min(self.end, other.end)
        return Span(first, end) if first < end else None


def bangkok_day(instant: datetime) -> date:
    """The calendar day in Bangkok at an instant with a time zone."""
    return instant.astimezone(BANGKOK).date()


def days_published(since: datetime, until: datetime | None) -> Span | None:
    """The days that count as published for something in effect from `since` until before `until` (None: still).

    A day counts when the publication is in effect at the end of that day, as far as is known. So today follows every
    switch at once: what is published now counts today, what is suspended now no longer does, and what was published and
    taken back on the same day never counted. None when no day counts.
    """
    first = bangkok_day(since)
    end = FOREVER if until is None else bangkok_day(until)
    return Span(first, end) if first < end else None


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days as sorted spans that neither overlap nor touch."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.first <= result[-1].end:
            if span.end > result[-1].end:
                result[-1] = Span(result[-1].first, span.end)
        else:
            result.append(span)
    return tuple(result)


def without(span: Span, taken: Iterable[Span]) -> tuple[Span, ...]:
    """The days of `span` that are in none of `taken`."""
    left = []
    first = span.first
    for other in joined(taken):
        if other.end <= first or other.first >= span.end:
            continue
        if first < other.first:
            left.append(Span(first, other.first))
        first = other.end
    if first < span.end:
        left.append(Span(first, span.end))
    return tuple(left)


def ends_of_steps(first: date, last: date, step: str, most: int) -> list[date]:
    """Every day from `first` to `last`, or the last day of every week (its Sunday) or month that ends in between, and
    `last`. No more than `most`."""
    days: list[date] = []
    day = first
    while day < last and len(days) < most:
        if step == "week":
            day += timedelta(days=6 - day.weekday())
        elif step == "month":
            day = day.replace(day=monthrange(day.year, day.month)[1])
        if day < last:
            days.append(day)
        day += timedelta(days=1)
    return [*days, last]
