"""When something filed is in effect: its periods, past, present and scheduled, and how officers change them.

Whether something is published is never stored: it follows from the periods and the time at which it is asked.
Only the last period may reach beyond now, so that there is at most one thing to come.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from services.documents.domain.document_date import EARLIEST
from services.documents.domain.times import day_in_bangkok, to_the_millisecond
from services.documents.domain.vocabulary import Scope, Status

LONGEST_NOTE = 500
FURTHEST_AHEAD = timedelta(days=2 * 366)
"""A schedule beyond that is a mistyped year."""


class ScheduleInvalid(Exception):
    """What is scheduled lies ahead, within two years, and ends after it begins; what is published begins no more.
    `field` is the moment that cannot be."""

    code = "invalid_request"

    def __init__(self, field: Literal["publish_at", "suspend_at"]) -> None:
        super().__init__(field)
        self.field = field


class PublicationTimesInvalid(Exception):
    """What is carried over was in effect from a day not before B.E. 2540, begins in the past, and ends after that."""

    code = "invalid_request"


class NoteInvalid(Exception):
    """A note to the public has some text, of at most 500 characters, and tells why something is published no more."""

    code = "invalid_request"


@dataclass(frozen=True)
class Period:
    """A stretch of time in which something is in effect: from `since` until before `until` (None: still).

    `note`: why it ended, as the public is told.
    """

    since: datetime
    until: datetime | None = None
    scope: Scope = Scope.SELF
    note: str | None = None

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


Periods = tuple[Period, ...]


def check_carried_over(published: Period, now: datetime) -> None:
    """Raises PublicationTimesInvalid: what another system did lies in the past, and ended after it began. A time before
    B.E. 2540 is one that was never set."""
    ended = published.until or published.since
    if not published.since <= ended <= now or day_in_bangkok(published.since) < EARLIEST:
        raise PublicationTimesInvalid()


def current(periods: Periods, at: datetime) -> Period | None:
    """The period in effect at that time."""
    return next((period for period in reversed(periods) if period.holds(at)), None)


def status_at(periods: Periods, at: datetime) -> Status:
    return Status.PUBLISHED if current(periods, at) else Status.SUSPENDED


def published_since(periods: Periods, at: datetime) -> datetime | None:
    """Since when it is in effect without a break, whatever its scope; None when it is not."""
    since: datetime | None = None
    for period in reversed(periods):
        if period.holds(at) or (since is not None and period.until == since):
            since = period.since
    return since


def withdrawal(periods: Periods, at: datetime) -> Period | None:
    """The last period that has ended, of something that is not in effect now; None if it is, or never was."""
    if current(periods, at):
        return None
    return next((period for period in reversed(periods) if period.until is not None and period.until <= at), None)


def next_change(periods: Periods, at: datetime) -> datetime | None:
    """The next moment at which it takes or loses effect by itself; None when nothing is scheduled."""
    moments = (moment for period in periods for moment in (period.since, period.until))
    return min((moment for moment in moments if moment is not None and moment > at), default=None)


def published(periods: Periods, at: datetime, scope: Scope) -> Periods:
    """In effect from `at` on, instead of whatever is scheduled to begin; the very same when it is in effect already."""
    if current(periods, at):
        return periods
    begun = _begun(periods, at)
    return (*begun, Period(_not_before_the_last(begun, at), scope=scope))


def suspended(periods: Periods, at: datetime, note: str | None) -> Periods:
    """Not in effect from `at` on, and nothing scheduled; the very same when that is so anyway."""
    note = _checked(note)
    begun = _begun(periods, at)
    if not current(begun, at):
        return periods if begun == periods else begun
    *earlier, last = begun
    return (*earlier, replace(last, until=max(at, last.since), note=note))


def scheduled(
    periods: Periods, at: datetime, scope: Scope, begin: datetime | None, end: datetime | None, note: str | None
) -> Periods:
    """With `begin` and `end` as what is scheduled, instead of what was; without both, nothing is.

    Raises ScheduleInvalid, NoteInvalid.
    """
    begin, end = _ahead("publish_at", begin, at), _ahead("suspend_at", end, at)
    note = _checked(note)
    if note is not None and end is None:
        raise NoteInvalid()
    begun = _begun(periods, at)
    if current(begun, at):
        if begin is not None:
            raise ScheduleInvalid("publish_at")
        *earlier, last = begun
        return (*earlier, replace(last, until=end, note=note))
    if begin is None:
        if end is not None:
            raise ScheduleInvalid("suspend_at")
        return begun
    if end is not None and end <= begin:
        raise ScheduleInvalid("suspend_at")
    return (*begun, Period(begin, end, scope, note))


def _ahead(field: Literal["publish_at", "suspend_at"], moment: datetime | None, at: datetime) -> datetime | None:
    """The moment as it is kept. Raises ScheduleInvalid unless it lies ahead, and not too far."""
    if moment is None:
        return None
    if not at < moment <= at + FURTHEST_AHEAD:
        raise ScheduleInvalid(field)
    return to_the_millisecond(moment.astimezone(UTC))


def _checked(note: str | None) -> str | None:
    if note is None:
        return None
    text = unicodedata.normalize("NFC", note).strip()
    if not 0 < len(text) <= LONGEST_NOTE or any(unicodedata.category(c) == "Cc" and c not in "\r\n\t" for c in text):
        raise NoteInvalid()
    return text


def with_scope(periods: Periods, at: datetime, scope: Scope) -> Periods:
    """With another scope from `at` on. The days before keep theirs."""
    last = periods[-1] if periods else None
    if last is None or last.scope is scope or (last.until is not None and last.until <= at):
        return periods
    if last.since >= at:
        return (*periods[:-1], replace(last, scope=scope))
    return (*periods[:-1], replace(last, until=at, note=None), replace(last, since=at, scope=scope))


def _begun(periods: Periods, at: datetime) -> Periods:
    return tuple(period for period in periods if period.since <= at)


def _not_before_the_last(periods: Periods, at: datetime) -> datetime:
    """Machines' clocks differ by a little; periods stay in order all the same."""
    return max([at, *(period.until or period.since for period in periods[-1:])])
