"""What is asked of the ledger, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from services.reporting.domain.terms import Measure, Obligation, State

Tally = Mapping[State, int]  # agencies by state
Course = Mapping[date, Tally]  # by days, how many agencies came into each state (and, negative, went)


class Figure(NamedTuple):
    """The agencies that count on a day (reporting units of that day), for an obligation and a measure."""

    obligation: Obligation
    measure: Measure
    day: date


class Grouping(StrEnum):
    """By what figures are parted. CHILDREN: the agencies right below one (or below none), each with all below it."""

    CATEGORY = "category"
    MINISTRY = "ministry"
    DEPARTMENT = "department"
    PROVINCE = "province"
    LAO_TYPE = "lao_type"
    CHILDREN = "children"


# Those of which a group is an agency.
BY_AGENCIES = (Grouping.MINISTRY, Grouping.DEPARTMENT, Grouping.CHILDREN)


class Chosen(NamedTuple):
    """A group of a grouping."""

    grouping: Grouping
    name: str


class Selection(NamedTuple):
    """Of the agencies that count: those at and `below` an agency that day, those in a `group`; both, or all."""

    below: str | None = None
    group: Chosen | None = None

    @property
    def agency_ids(self) -> frozenset[str]:
        """The agencies by which it is made."""
        group = self.group.name if self.group and self.group.grouping in BY_AGENCIES else None
        return frozenset(id for id in (self.below, group) if id is not None)


class Listed(NamedTuple):
    """An agency on a list: its names and place that day, since when it is in its state (None for `not_required`, and
    where that is of several obligations), and the documents that say so. `counted`: it is a reporting unit."""

    agency_id: str
    name_th: str
    name_en: str | None
    category: str | None
    lao_type: str | None
    province_code: str | None
    ministry_id: str | None
    department_id: str | None
    counted: bool
    since: date | None
    document_ids: tuple[str, ...]


class Position(NamedTuple):
    """A place in a list: right after this agency."""

    name_th: str
    agency_id: str


class Found(NamedTuple):
    """A state of what an agency owes on the day asked for, and since when without a break."""

    obligation: Obligation
    measure: Measure
    state: State
    since: date


class Placed(NamedTuple):
    """An agency on a day: what it is called, and whether it counts (is a reporting unit)."""

    agency_id: str
    name_th: str
    name_en: str | None
    counted: bool


class Stood(NamedTuple):
    """How an agency stood on a day: since when (None for `not_required`), and the documents that say so."""

    state: State
    since: date | None
    document_ids: tuple[str, ...]


class Changed(NamedTuple):
    """An agency that stands otherwise on a later day than on an earlier one. None: it is not among those asked about
    that day."""

    agency_id: str
    name_th: str
    was: Stood | None
    became: Stood | None


class Difference(NamedTuple):
    """How many agencies changed from one state to another."""

    was: State | None
    became: State | None
    agencies: int
