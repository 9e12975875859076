"""Days in Thailand, and the precision in which instants are kept."""

from datetime import date, datetime, timedelta, timezone

BANGKOK = timezone(timedelta(hours=7))
"""Thailand has kept UTC+7 without summer time since 1920, so no zone database is needed."""


def day_in_bangkok(instant: datetime) -> date:
    """The calendar day in Thailand at an (aware) instant."""
    return instant.astimezone(BANGKOK).date()


def to_the_millisecond(instant: datetime) -> datetime:
    """An instant as precise as it is kept: what is said at once and what is read back later must be the same."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)
