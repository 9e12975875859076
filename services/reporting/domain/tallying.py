"""Tallies: how many agencies of a group changed into and out of each state, by days.

An entry for the days from `first` until before `end` adds one on `first` and takes one away on `end`. So the agencies
in a state on a day are the sum of all changes up to that day. Only reporting units are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from services.reporting.domain.account import Line, Place
from services.reporting.domain.calculation import Entry
from services.reporting.domain.days import FOREVER
from services.reporting.domain.terms import Measure, Obligation, Series, State

Changes = Mapping[tuple[date, State], int]  # agencies that came (or, negative, went) on a day
_Sums = dict[tuple[date, State], int]


class Dimension(StrEnum):
    """By what agencies are counted together. MINISTRY, DEPARTMENT: those that belong to one, itself among them. NODE:
    those below an agency, without that agency itself."""

    COUNTRY = "country"
    CATEGORY = "category"
    PROVINCE = "province"
    LAO_TYPE = "lao_type"
    MINISTRY = "ministry"
    DEPARTMENT = "department"
    NODE = "node"


EVERYBODY = "all"  # the one group of the dimension COUNTRY


class Group(NamedTuple):
    """Agencies that are counted together, for an obligation and a measure."""

    obligation: Obligation
    measure: Measure
    dimension: Dimension
    name: str


class _Whereabouts(NamedTuple):
    category: str | None
    province_code: str | None
    lao_type: str | None
    ministry_id: str | None
    department_id: str | None
    above: tuple[str, ...]

    @classmethod
    def of(cls, place: Place, line: Line) -> _Whereabouts:
        return cls(
            place.category,
            place.province_code,
            place.lao_type,
            line.ministry_id,
            line.department_id,
            line.agency_ids[:-1],
        )

    def groups(self) -> Iterator[tuple[Dimension, str]]:
        yield Dimension.COUNTRY, EVERYBODY
        named = (
            (Dimension.CATEGORY, self.category),
            (Dimension.PROVINCE, self.province_code),
            (Dimension.LAO_TYPE, self.lao_type),
            (Dimension.MINISTRY, self.ministry_id),
            (Dimension.DEPARTMENT, self.department_id),
        )
        for dimension, name in named:
            if name is not None:
                yield dimension, name
        for above in self.above:
            yield Dimension.NODE, above


class Tallying:
    """Adds up what changes in the tallies, entry by entry."""

    def __init__(self) -> None:
        self._sums: dict[tuple[Dimension, str], dict[Series, _Sums]] = {}

    def add(self, was: Iterable[Entry], now: Iterable[Entry]) -> None:
        """The ledger holds the entries `now` instead of those that `was`."""
        # first by what many agencies have in common: a notice for a ministry changes thousands of entries alike
        alike: dict[_Whereabouts, dict[Series, _Sums]] = {}
        for entries, sign in ((was, -1), (now, 1)):
            place: Place | None = None
            line: Line | None = None
            here: dict[Series, _Sums] = {}
            for entry in entries:
                if entry.place is not place or entry.line is not line:  # those of an agency mostly have the same
                    place, line = entry.place, entry.line
                    here = alike.setdefault(_Whereabouts.of(place, line), {})
                if place.reporting_unit:
                    sums = here.setdefault((entry.obligation, entry.measure), {})
                    first, end = (entry.span.first, entry.state), (entry.span.end, entry.state)
                    sums[first] = sums.get(first, 0) + sign
                    if entry.span.end < FOREVER:
                        sums[end] = sums.get(end, 0) - sign
        for where, here in alike.items():
            groups = tuple(where.groups())
            for series, changes in here.items():
                if left := _something(changes):
                    for group in groups:
                        sums = self._sums.setdefault(group, {}).setdefault(series, {})
                        for about, agencies in left.items():
                            sums[about] = sums.get(about, 0) + agencies

    def changes(self) -> dict[Group, Changes]:
        """What has not come to nothing."""
        return {
            Group(*series, *group): left
            for group, by_series in self._sums.items()
            for series, sums in by_series.items()
            if (left := _something(sums))
        }


def _something(sums: _Sums) -> _Sums:
    return {about: agencies for about, agencies in sums.items() if agencies}


def tallied(was: Iterable[Entry], now: Iterable[Entry]) -> dict[Group, Changes]:
    """What changes in the tallies when the ledger holds the entries `now` instead of those that `was`."""
    tallying = Tallying()
    tallying.add(was, now)
    return tallying.changes()


def running(changes: Mapping[date, Mapping[State, int]], days: Iterable[date]) -> Iterator[Mapping[State, int]]:
    """The agencies by state on each of these days, which come in order."""
    ahead = sorted(changes.items(), reverse=True)
    sums: Counter[State] = Counter()
    for day in days:
        while ahead and ahead[-1][0] <= day:
            sums.update(ahead.pop()[1])
        yield dict(sums)
