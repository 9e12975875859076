"""Days as integers YYYYMMDD: they sort, they can be read, and no time zone can shift them; 99991231 stands for ever."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


def stored_day(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day


@lru_cache(maxsize=4096)  # the days of eleven years: entries by the thousand begin and end on them
def day_from(stored: int) -> date:
    return date(stored // 10000, stored // 100 % 100, stored % 100)
