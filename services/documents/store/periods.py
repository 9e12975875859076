"""Periods of publication, as they are stored; and the moments by which they are asked for.

What is published is never stored as such, since it changes by itself. A query asks for the last period that reaches
beyond now (`last_until`), and the domain decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from mongoengine import DateTimeField, EmbeddedDocument, StringField

from services.documents.domain.publication import Period, Periods, next_change
from services.documents.domain.vocabulary import Scope

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)


class PeriodRecord(EmbeddedDocument):
    since = DateTimeField(required=True)
    until = DateTimeField()
    scope = StringField(required=True)
    note = StringField()


def period_records(periods: Periods) -> list[PeriodRecord]:
    return [PeriodRecord(since=p.since, until=p.until, scope=p.scope.value, note=p.note) for p in periods]


def periods_from(records: Iterable[PeriodRecord]) -> Periods:
    return tuple(Period(r.since, r.until, Scope(r.scope), r.note) for r in records)


def last_until(periods: Periods) -> datetime:
    """Until when it is in effect at the latest: `ALWAYS` without an end, `NEVER` when it never was."""
    return (periods[-1].until or ALWAYS) if periods else NEVER


def due_at(periods: Periods, told_at: datetime) -> datetime | None:
    """The first scheduled moment after the one up to which everything has been told."""
    return next_change(periods, told_at)
