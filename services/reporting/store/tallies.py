"""Tallies as they are kept: for each group a page for every year in which something changed, which holds the changes by
months, and a page for every such month, which holds them by days.

A figure of a day is then the sum of the years before, of the year's months before and of the month's days up to it: a
few small documents of each group, however many agencies there are. Nothing is kept that is zero, and all is in one
order: tallies follow from the entries, byte for byte, whatever has happened before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from mongoengine import DictField, Document, IntField, StringField

from services.reporting.domain.tallying import Changes, Group
from services.reporting.domain.terms import State
from services.reporting.store.records import Record

MONTHS_FROM = 10000  # periods from here on are months (202403), below it years (2024)
COUNTED_STATES = (State.COVERED, State.DONE, State.MISSING)


class TallyDocument(Document):
    """A page. Its id is obligation/measure/dimension/group/period. `net` is the whole period's change of agencies by
    state, `parts` that of each of its months or days ("03")."""

    id = StringField(primary_key=True)
    obligation = StringField()
    measure = StringField()
    dimension = StringField()
    group = StringField()
    period = IntField()
    net = DictField()
    parts = DictField()

    meta = {
        "collection": "tallies",
        "auto_create_index": False,
        "indexes": [
            # Figures of all groups of a dimension, or of some: the years up to a day and its month, a range each.
            {"name": "figures", "fields": ["obligation", "measure", "dimension", "period", "group"]},
        ],
    }


class Page(NamedTuple):
    group: Group
    period: int

    @property
    def id(self) -> str:
        return "/".join((*self.group, str(self.period)))


def month_of(day: date) -> int:
    return day.year * 100 + day.month


def pages(changes: Mapping[Group, Changes]) -> dict[Page, dict[str, dict[State, int]]]:
    """Where these changes belong: page, part of it, and state."""
    found: dict[Page, dict[str, dict[State, int]]] = {}
    for group, by_day in changes.items():
        for (day, state), agencies in by_day.items():
            for period, part in ((day.year, f"{day.month:02}"), (month_of(day), f"{day.day:02}")):
                states = found.setdefault(Page(group, period), {}).setdefault(part, {})
                states[state] = states.get(state, 0) + agencies
    return found


def page_record(page: Page, record: Record | None, changes: Mapping[str, Mapping[State, int]]) -> Record | None:
    """The page after the changes (`record`: as it was, None if it was not there). None when nothing is left of it."""
    parts: dict[str, dict[str, int]] = {part: dict(states) for part, states in (record or {}).get("parts", {}).items()}
    for part, by_state in changes.items():
        states = parts.setdefault(part, {})
        for state, agencies in by_state.items():
            states[state.value] = states.get(state.value, 0) + agencies
    left = {part: _counts([parts[part]]) for part in sorted(parts)}
    left = {part: counts for part, counts in left.items() if counts}
    if not left:
        return None
    return {
        "_id": page.id,
        "obligation": page.group.obligation.value,
        "measure": page.group.measure.value,
        "dimension": page.group.dimension.value,
        "group": page.group.name,
        "period": page.period,
        "net": _counts(list(left.values())),
        "parts": left,
    }


def _counts(several: list[dict[str, int]]) -> dict[str, int]:
    sums = ((state.value, sum(counts.get(state.value, 0) for counts in several)) for state in COUNTED_STATES)
    return {state: agencies for state, agencies in sums if agencies}
