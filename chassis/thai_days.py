"""The day in Bangkok: what 'today' and 'that day' mean in every rule (UTC+7, no daylight saving)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

_MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
BANGKOK = timezone(timedelta(hours=7))


def bangkok_day(instant: datetime) -> date:
    """The calendar day in Bangkok at an instant with a time zone."""
    return instant.astimezone(BANGKOK).date()


def thai_date(day: date) -> str:
    """As in a letter: 29 พฤศจิกายน 2567."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year + 543}"
