"""Working days in Bangkok: notices are made and uploaded on them, in office hours."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from random import Random
from typing import NamedTuple

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")
_SATURDAY = 5


class Window(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: date
    last: date


@cache
def working_days(window: Window) -> tuple[date, ...]:
    """Monday to Friday. Public holidays are not left out."""
    days = (window.first + timedelta(n) for n in range((window.last - window.first).days + 1))
    return tuple(day for day in days if day.weekday() < _SATURDAY)


def some_day(random: Random, window: Window, most_on: date | None = None) -> date:
    """A working day of the window; more often near `most_on` when it is given."""
    days = working_days(window)
    if most_on is None:
        return random.choice(days)
    peak = bisect_left(days, most_on)
    return days[min(int(random.triangular(0, len(days), peak)), len(days) - 1)]


def office_hours(random: Random, day: date) -> datetime:
    """An instant (UTC) between 9:00 and 16:00 in Bangkok: the day is the same in both places."""
    opening = datetime.combine(day, time(9), BANGKOK)
    return (opening + timedelta(seconds=random.randrange(7 * 3600))).astimezone(UTC)


def bangkok_day(instant: datetime) -> date:
    return instant.astimezone(BANGKOK).date()
