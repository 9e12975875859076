"""What the questions have in common: the ledger as they see it, the day and the agencies that are meant."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.reporting import figures as rpc
from services.reporting.domain.asking import (
    Chosen,
    Course,
    Figure,
    Found,
    Grouping,
    Placed,
    Selection,
    Tally,
)
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.tallying import Dimension
from services.reporting.domain.terms import Series
from services.reporting.usecases.cursors import invalid


class Reader(Protocol):
    """Single agencies from the ledger, a constant number of queries each."""

    def of_agency(self, agency_id: str, day: date) -> Sequence[Found]:
        """What the agency owes that day."""

    def known(self, agency_ids: Collection[str], today: date) -> Mapping[str, bool]:
        """Those of the agencies that may be named to the public, each with whether it sees a page of them today."""


class Numbers(Protocol):
    """Counts from the ledger, a constant number of queries each."""

    def tallies(
        self, figure: Figure, dimension: Dimension, groups: Collection[str] | None = None
    ) -> Mapping[str, Tally]:
        """By group of a dimension; of these groups only."""

    def counted(self, figure: Figure, selection: Selection, grouping: Grouping) -> Mapping[str | None, Tally]:
        """By group among the agencies of a selection; None: those that have no such group."""

    def children(self, below: str | None, day: date) -> Sequence[Placed]:
        """The agencies right below another, or below none, by Thai collation."""

    def called(self, agency_id: str, day: date) -> Sequence[Placed]:
        """The agency, if it exists that day."""

    def at_level(self, level: str, day: date) -> Sequence[Placed]:
        """The agencies of a level (ministries, departments), by Thai collation."""

    def own(self, figure: Figure, agency_ids: Collection[str]) -> Mapping[str, Tally]:
        """Each agency by itself."""

    def course(self, series: Series, dimension: Dimension, group: str, last: date) -> Course:
        """What changed in a group of a dimension."""

    def course_of(self, series: Series, selection: Selection, last: date) -> Course:
        """The same of any agencies."""


def day_asked_for(as_of: date | None, now: datetime, field: str = "as_of") -> date:
    """The day that `as_of` means: None is today in Bangkok. Raises Refusal INVALID_REQUEST for a day to come."""
    today = bangkok_day(now)
    if as_of is not None and as_of > today:
        raise invalid(field, "ต้องเป็นวันนี้หรือวันที่ผ่านมาแล้ว", "This must be today or a day in the past.")
    return as_of or today


def selection_asked_for(asked: rpc.Selection, reader: Reader, now: datetime) -> Selection:
    """Raises Refusal INVALID_REQUEST for a group without what it groups by (and the other way round), AGENCY_UNKNOWN
    for an agency that may not be named to the public."""
    selection = Selection(asked.below, _chosen(asked))
    refuse_unknown(selection.agency_ids, reader, now)
    return selection


def refuse_unknown(agency_ids: Collection[str], reader: Reader, now: datetime) -> None:
    """Raises Refusal AGENCY_UNKNOWN when one of them is not known, or may not be named to the public."""
    if agency_ids and not reader.known(agency_ids, bangkok_day(now)).keys() >= set(agency_ids):
        raise Refusal(ErrorCode.AGENCY_UNKNOWN)


def _chosen(asked: rpc.Selection) -> Chosen | None:
    if asked.group_by is None and asked.group is None:
        return None
    if asked.group_by is None or asked.group is None:
        missing = "group_by" if asked.group_by is None else "group"
        raise invalid(missing, "ต้องระบุ group_by และ group คู่กัน", "group_by and group are only used together.")
    return Chosen(Grouping(asked.group_by), asked.group)
