"""Tallies as they are kept: for each group a page for every year in which something changed, with the changes of the
year's months and days; and for each year a page of all groups, with what the whole year changed in each of them.

A figure of a day is then the sum of the years up to its own, less what the year's later months and the month's later
days changed: one page for each year and one of each group, however many agencies there are. What is asked most is
today, after which little is known to change. Of nodes there are too many for one page: the pages of each have its
years' sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from mongoengine import DictField, Document, IntField, StringField
from pymongo import UpdateOne

from services.reporting.domain.tallying import Changes, Dimension, Group
from services.reporting.domain.terms import State
from services.reporting.store.records import Record

EVERY_GROUP = "every"  # stands for the dimension of a page of all groups
NETS = {f"net.{state.value}": state.value for state in State}


class TallyDocument(Document):
    """A page. Its id is obligation/measure/dimension/group/year. `months` is the change of agencies by state in each
    month ("03"), `days` that of each day by months ("03", "15"); of nodes `net` is that of the year.

    The page of all groups (its dimension EVERY_GROUP, without a group) has the year's change of each by dimensions in
    `groups` ("province", "50").
    """

    id = StringField(primary_key=True)
    obligation = StringField()
    measure = StringField()
    dimension = StringField()
    group = StringField()
    year = IntField()
    net = DictField()
    months = DictField()
    days = DictField()
    groups = DictField()

    meta = {
        "collection": "tallies",
        "auto_create_index": False,
        "indexes": [
            # The pages of all groups, of the years up to one; those of one group, or of a whole dimension, in a year.
            {"name": "figures", "fields": ["obligation", "measure", "dimension", "group", "year"]},
        ],
    }


class _Page(NamedTuple):
    """Which page it is. `group` is empty where it is of all groups."""

    obligation: str
    measure: str
    dimension: str
    group: str
    year: int

    @property
    def id(self) -> str:
        return f"{self.obligation}/{self.measure}/{self.dimension}/{self.group}/{self.year}"


def additions(changes: Mapping[Group, Changes]) -> Iterator[UpdateOne]:
    """What to add to the pages. Added, not replaced: what is busiest has the largest pages."""
    for page, fields in _by_page(changes).items():
        yield UpdateOne({"_id": page.id}, {"$inc": fields, "$setOnInsert": page._asdict()}, upsert=True)


def page_records(changes: Mapping[Group, Changes]) -> Iterator[Record]:
    """The pages that there are when nothing else has been counted."""
    for page, fields in _by_page(changes).items():
        record: Record = {"_id": page.id, **page._asdict()}
        for path in sorted(fields):
            *above, state = path.split(".")
            part = record
            for name in above:
                part = part.setdefault(name, {})
            part[state] = fields[path]
        yield record


def _by_page(changes: Mapping[Group, Changes]) -> dict[_Page, dict[str, int]]:
    """By page and path in it. What comes to nothing in a month or year is left out of it."""
    pages: dict[_Page, dict[str, int]] = {}
    paths: dict[tuple[date, State], tuple[str, str, str]] = {}
    for (obligation, measure, dimension, name), by_day in changes.items():
        years: dict[int, dict[str, int]] = {}
        for about, agencies in by_day.items():
            if about not in paths:
                paths[about] = _paths(*about)
            fields = years.setdefault(about[0].year, {})
            for path in paths[about]:
                fields[path] = fields.get(path, 0) + agencies
        for year, fields in years.items():
            pages[_Page(obligation.value, measure.value, dimension.value, name, year)] = fields
            if dimension is not Dimension.NODE:
                every = pages.setdefault(_Page(obligation.value, measure.value, EVERY_GROUP, "", year), {})
                for path, state in NETS.items():
                    if path in fields:
                        every[f"groups.{dimension.value}.{name}.{state}"] = fields.pop(path)
    return {page: left for page, fields in pages.items() if (left := {path: n for path, n in fields.items() if n})}


def _paths(day: date, state: State) -> tuple[str, str, str]:
    month, number, name = f"{day.month:02}", f"{day.day:02}", state.value
    return f"net.{name}", f"months.{month}.{name}", f"days.{month}.{number}.{name}"
