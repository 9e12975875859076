"""The day in Bangkok: what 'today' and 'that day' mean in every rule (UTC+7, no daylight saving)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

BANGKOK = timezone(timedelta(hours=7))


def bangkok_day(instant: datetime) -> date:
    """The calendar day in Bangkok at an instant with a time zone."""
    return instant.astimezone(BANGKOK).date()
