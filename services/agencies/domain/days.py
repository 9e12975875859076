"""Which day it is. Rights and obligations follow the calendar of Bangkok, instants are kept in UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")  # without summer time since 1920


def day_in_bangkok(instant: datetime) -> date:
    """The calendar day in Bangkok at an instant that carries its time zone."""
    return instant.astimezone(BANGKOK).date()
