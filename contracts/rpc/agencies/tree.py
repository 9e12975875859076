"""The tree as of any day: what stands below an agency, or in the country, and how many of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.rpc.agencies.viewing import AgencySummary
from contracts.vocabulary import Action, Category, LaoType, Level


class AskOfTree(Request):
    """`agency_id` None: the whole country. `as_of` None: today; the public asks no days to come."""

    agency_id: str | None = None
    as_of: date | None = None


class ListBelow(AskOfTree):
    """What stands below, by Thai collation of the names of that day; `direct`: only directly below (in the country:
    what stands under nothing)."""

    direct: bool = False
    category: Category | None = None
    lao_type: LaoType | None = None
    level: Level | None = None
    province_code: str | None = Field(None, pattern=r"^\d{2}$")
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, max_length=1000)


class AgencyBelow(AgencySummary):
    """`depth` counts from 1 below what was asked about; of the whole country it is not told."""

    lao_type: LaoType | None
    reporting_unit: bool
    depth: int | None


class AgenciesBelow(Reply):
    as_of: date
    items: tuple[AgencyBelow, ...]
    next: str | None


class CountBelow(AskOfTree):
    pass


class CountsBelow(Reply):
    """How many stand below. Of those counted in the published figures `reporting_units`; what is not stated has no
    entry."""

    as_of: date
    total: int
    reporting_units: int
    by_category: Mapping[Category, int]
    by_lao_type: Mapping[LaoType, int]
    by_level: Mapping[Level, int]
    by_province: Mapping[str, int]


LIST_BELOW = Operation("agencies", "list_below", ListBelow, AgenciesBelow, Action.PUBLIC)
COUNT_BELOW = Operation("agencies", "count_below", CountBelow, CountsBelow, Action.PUBLIC)
