"""What is asked of the figures, as it stands in the address of a page: everything in it can be linked to and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self, get_args
from urllib.parse import urlencode

from contracts.rpc.reporting.figures import GroupBy
from contracts.vocabulary import ComplianceState, Measure, Obligation
from gateway.portal.thai_dates import DateTyped, read_date

GROUPS: tuple[GroupBy, ...] = get_args(GroupBy)
BY_AGENCY: frozenset[GroupBy] = frozenset({"ministry", "department", "children"})
"""Groups that are agencies themselves, with all under them."""

DAY = "as_of"


@dataclass(frozen=True)
class FiguresAsked:
    """`day` None: today, whatever day that is when somebody follows the link. `below`: of an agency and all under it
    (None: of the whole country)."""

    obligation: Obligation
    measure: Measure
    group_by: GroupBy
    day: date | None
    below: str | None = None

    def of(self, obligation: Obligation) -> Self:
        return replace(self, obligation=obligation)

    def by(self, group_by: GroupBy) -> Self:
        return replace(self, group_by=group_by)

    def under(self, agency_id: str | None) -> Self:
        """The same of what stands under an agency, by what stands right under it."""
        return replace(self, below=agency_id, group_by="children" if agency_id else "category")

    @property
    def address(self) -> str:
        return f"/compliance?{urlencode(self._query())}"

    @property
    def data_address(self) -> str:
        """The same figures for programs."""
        return f"/api/v1/compliance?{urlencode({**self._query('group_by'), 'measure': self.measure})}"

    def agencies(self, state: ComplianceState, group: str | None = None) -> str:
        """The address of the list behind a figure."""
        query = {**self._query(), "state": state}
        if group is None:
            query.pop("by", None)
        else:
            query["group"] = group
        return f"/compliance/agencies?{urlencode(query)}"

    def agencies_table(self, state: ComplianceState, group: str | None = None) -> str:
        """The address of that list as a table, but for its format."""
        query = {**self._query("group_by"), "state": state}
        if group is None:
            query.pop("group_by")
        else:
            query["group"] = group
        return f"/api/v1/compliance/agencies?{urlencode(query)}"

    def trend_table(self, first: date, last: date, step: str) -> str:
        """The address of the figures over time as a table, but for its format."""
        query = {**self._query("group_by"), "first": first, "last": last, "step": step}
        for name in ("group_by", DAY):
            query.pop(name, None)
        return f"/api/v1/compliance/trend?{urlencode(query)}"

    def compared(self, earlier: date | None = None) -> str:
        """The address of what lies between an earlier day (None: some time ago) and this one."""
        query = self._query()
        query.pop("by")
        later = query.pop(DAY, None)
        if later:
            query["later"] = later
        if earlier is not None:
            query["earlier"] = earlier.isoformat()
        return f"/compliance/comparison?{urlencode(query)}"

    def _query(self, group_by: str = "by") -> dict[str, str]:
        query = {"obligation": str(self.obligation), group_by: self.group_by}
        if self.measure is not Measure.UPLOADED:
            query["measure"] = self.measure
        if self.day is not None:
            query[DAY] = self.day.isoformat()
        if self.below is not None:
            query["below"] = self.below
        return query


def obligation_in(query: Mapping[str, str]) -> Obligation:
    given = query.get("obligation")
    return Obligation(given) if given in list(Obligation) else Obligation.S10_NOTICE


def measure_in(query: Mapping[str, str]) -> Measure:
    return Measure.ISSUED if query.get("measure") == Measure.ISSUED else Measure.UPLOADED


def group_in(query: Mapping[str, str]) -> GroupBy:
    return next((group for group in GROUPS if group == query.get("by")), "category")


def day_typed(query: Mapping[str, str], name: str = DAY) -> DateTyped:
    """As it was typed into the three fields of the form, or stands whole in a link."""
    if name in query:
        return DateTyped(query[name])
    return DateTyped(*(query.get(f"{name}-{part}", "") for part in ("day", "month", "year")))


def day_in(query: Mapping[str, str], name: str = DAY) -> date | None:
    """Raises ValueError when what was typed is no date."""
    return read_date(query[name]) if query.get(name) else day_typed(query, name).read()
