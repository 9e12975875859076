"""Tallies as they are kept: for each group a page for every year in which something changed, with the changes of the
whole year, of its months and of its days.

A figure of a day is then the sum of the years before, of the year's months before and of the month's days up to it: a
few documents of each group, however many agencies there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from mongoengine import DictField, Document, IntField, StringField
from pymongo import UpdateOne

from services.reporting.domain.tallying import Changes, Group
from services.reporting.domain.terms import State
from services.reporting.store.records import Record


class TallyDocument(Document):
    """A page. Its id is obligation/measure/dimension/group/year. `net` is the year's change of agencies by state,
    `months` that of each month ("03"), `days` that of each day by months ("03", "15")."""

    id = StringField(primary_key=True)
    obligation = StringField()
    measure = StringField()
    dimension = StringField()
    group = StringField()
    year = IntField()
    net = DictField()
    months = DictField()
    days = DictField()

    meta = {
        "collection": "tallies",
        "auto_create_index": False,
        "indexes": [
            # Figures of all groups of a dimension, or of some: their pages of the years up to a day.
            {"name": "figures", "fields": ["obligation", "measure", "dimension", "group", "year"]},
        ],
    }


def additions(changes: Mapping[Group, Changes]) -> Iterator[UpdateOne]:
    """What to add to the pages. Added, not replaced: what is busiest has the largest pages."""
    for (group, year), fields in _by_page(changes).items():
        page = {"_id": _page_id(group, year)}
        yield UpdateOne(page, {"$inc": fields, "$setOnInsert": _about(group, year)}, upsert=True)


def page_records(changes: Mapping[Group, Changes]) -> Iterator[Record]:
    """The pages that there are when nothing else has been counted."""
    for (group, year), fields in _by_page(changes).items():
        record: Record = {"_id": _page_id(group, year), **_about(group, year)}
        for path in sorted(fields):
            *above, state = path.split(".")
            part = record
            for name in above:
                part = part.setdefault(name, {})
            part[state] = fields[path]
        yield record


def _by_page(changes: Mapping[Group, Changes]) -> dict[tuple[Group, int], dict[str, int]]:
    """By page and path in it. What comes to nothing in a month or year is left out of it."""
    pages: dict[tuple[Group, int], dict[str, int]] = {}
    paths: dict[tuple[date, State], tuple[str, str, str]] = {}
    for group, by_day in changes.items():
        for about, agencies in by_day.items():
            if about not in paths:
                paths[about] = _paths(*about)
            fields = pages.setdefault((group, about[0].year), {})
            for path in paths[about]:
                fields[path] = fields.get(path, 0) + agencies
    return {page: left for page, fields in pages.items() if (left := {path: n for path, n in fields.items() if n})}


def _paths(day: date, state: State) -> tuple[str, str, str]:
    month, number, name = f"{day.month:02}", f"{day.day:02}", state.value
    return f"net.{name}", f"months.{month}.{name}", f"days.{month}.{number}.{name}"


def _page_id(group: Group, year: int) -> str:
    return f"{group.obligation.value}/{group.measure.value}/{group.dimension.value}/{group.name}/{year}"


def _about(group: Group, year: int) -> Record:
    return {
        "obligation": group.obligation.value,
        "measure": group.measure.value,
        "dimension": group.dimension.value,
        "group": group.name,
        "year": year,
    }
