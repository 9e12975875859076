"""Tallies as they are kept: for each group a page for every year in which something changed, with the changes of the
year's months and days; and for each year a page of all groups, with what the whole year changed in each of them.

A figure of a day is then the sum of the years up to its own, less what the year's later months and the month's later
days changed: one page for each year, and one of each group in which anything is later, however many agencies there are.
What is asked most is today, after which little is known to change. Of nodes there are too many for one page: the pages
of each have its years' sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from mongoengine import DictField, Document, IntField, StringField
from pymongo import UpdateOne

from services.reporting.domain.tallying import Changes, Dimension, Group
from services.reporting.domain.terms import State
from services.reporting.store.days import stored_day
from services.reporting.store.records import Record

EVERY_GROUP = "every"  # stands for the dimension of a page of all groups


class TallyDocument(Document):
    """A page. Its id is obligation/measure/dimension/group/year. `months` is the change of agencies by state in each
    month ("03"), `days` that of each day by months ("03", "15"); of nodes `net` is that of the year. No change is later
    than the day `last`, whose own may have come to nothing.

    The page of all groups (its dimension EVERY_GROUP, without a group) has the year's change of each by dimensions in
    `groups` ("province", "50").
    """

    id = StringField(primary_key=True)
    obligation = StringField()
    measure = StringField()
    dimension = StringField()
    group = StringField()
    year = IntField()
    last = IntField()
    net = DictField()
    months = DictField()
    days = DictField()
    groups = DictField()

    meta = {
        "collection": "tallies",
        "auto_create_index": False,
        "indexes": [
            # The pages of all groups, of the years up to one; those of one group, or of a whole dimension, in a year,
            # without those in which nothing is later than the day asked for.
            {"name": "pages", "fields": ["obligation", "measure", "dimension", "group", "year", "last"]},
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
    for page, parts in _by_page(changes).items():
        adding = {"$inc": dict(_paths(parts)), "$max": _last(page, parts), "$setOnInsert": page._asdict()}
        yield UpdateOne({"_id": page.id}, adding, upsert=True)


def page_records(changes: Mapping[Group, Changes]) -> Iterator[Record]:
    """The pages that there are when nothing else has been counted."""
    for page, parts in _by_page(changes).items():
        yield {"_id": page.id, **page._asdict(), **_last(page, parts), **parts}


def _by_page(changes: Mapping[Group, Changes]) -> dict[_Page, Record]:
    """The parts of each page, with numbers at their ends. What comes to nothing is left out."""
    pages: dict[_Page, Record] = {}
    named: dict[tuple[date, State], tuple[int, str, str, str]] = {}
    for (obligation, measure, dimension, name), by_day in changes.items():
        for year, (net, months, days) in _by_year(by_day, named).items():
            parts: Record = {"days": days}
            if months:
                parts["months"] = months
            if net and dimension is Dimension.NODE:
                parts["net"] = net
            elif net:
                every = pages.setdefault(_Page(obligation.value, measure.value, EVERY_GROUP, "", year), {"groups": {}})
                every["groups"].setdefault(dimension.value, {})[name] = net
            pages[_Page(obligation.value, measure.value, dimension.value, name, year)] = parts
    return pages


def _last(page: _Page, parts: Record) -> Record:
    """The last day of a page that has days."""
    if "days" not in parts:
        return {}
    month = max(parts["days"])
    return {"last": stored_day(date(page.year, int(month), int(max(parts["days"][month]))))}


class _Year(NamedTuple):
    """What changed in a year, in its months and on its days; numbers of agencies by state."""

    net: Record
    months: Record
    days: Record


def _by_year(by_day: Changes, named: dict[tuple[date, State], tuple[int, str, str, str]]) -> dict[int, _Year]:
    """`named`: the names in pages of the days and states of this and other groups, which mostly are the same."""
    years: dict[int, _Year] = {}
    for about, agencies in by_day.items():
        if about not in named:
            day, of = about
            named[about] = day.year, f"{day.month:02}", f"{day.day:02}", of.value
        year, month, number, state = named[about]
        if year not in years:
            years[year] = _Year({}, {}, {})
        net, months, days = years[year]
        if month not in months:
            months[month], days[month] = {}, {}
        in_month = months[month]
        net[state] = net.get(state, 0) + agencies
        in_month[state] = in_month.get(state, 0) + agencies
        days[month].setdefault(number, {})[state] = agencies
    return {
        year: _Year(
            _something(net), {month: left for month, each in months.items() if (left := _something(each))}, days
        )
        for year, (net, months, days) in years.items()
    }


def _something(by_state: Mapping[str, int]) -> Record:
    return {state: agencies for state, agencies in by_state.items() if agencies}


def _paths(part: Record, above: str = "") -> Iterator[tuple[str, int]]:
    """The numbers in a page, each with its path."""
    for name, inside in part.items():
        if isinstance(inside, int):
            yield above + name, inside
        else:
            yield from _paths(inside, f"{above}{name}.")
