"""How many agencies comply, which, and how one agency stands."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, ComplianceState, Measure, Obligation

GroupBy = Literal["category", "province", "lao_type"]


class GetFigures(Request):
    """How many reporting agencies comply, in all and by group, on a day (None: today in Bangkok)."""

    obligation: Obligation
    measure: Measure = Measure.UPLOADED
    as_of: date | None = None
    group_by: GroupBy = "category"


class Count(Reply):
    """Agencies in each state and the percentage (domain section 6: two decimals, half up; None when nobody owes)."""

    done: int
    covered: int
    missing: int
    not_required: int
    percent: str | None


class GroupCount(Count):
    """`group` is the category, province code or local-body type."""

    group: str


class Figures(Reply):
    obligation: Obligation
    measure: Measure
    as_of: date
    group_by: GroupBy
    total: Count
    groups: tuple[GroupCount, ...]


class ListByState(Request):
    """The agencies behind a figure, by Thai collation of their names, `after` the cursor of the page before."""

    obligation: Obligation
    measure: Measure = Measure.UPLOADED
    state: ComplianceState
    as_of: date | None = None
    group_by: GroupBy | None = None
    group: str | None = Field(None, max_length=50)
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, max_length=1000)


class AgencyInState(Reply):
    agency_id: str
    name_th: str
    since: date | None
    document_ids: tuple[str, ...]


class AgenciesInState(Reply):
    as_of: date
    items: tuple[AgencyInState, ...]
    next: str | None


class GetCompliance(Request):
    """One agency's state for every obligation and measure on a day (None: today in Bangkok)."""

    agency_id: str
    as_of: date | None = None


class AgencyObligation(Reply):
    obligation: Obligation
    measure: Measure
    state: ComplianceState
    since: date | None


class AgencyCompliance(Reply):
    agency_id: str
    as_of: date
    obligations: tuple[AgencyObligation, ...]


GET_FIGURES = Operation("reporting", "get_figures", GetFigures, Figures, Action.PUBLIC)
LIST_BY_STATE = Operation("reporting", "list_by_state", ListByState, AgenciesInState, Action.PUBLIC)
GET_COMPLIANCE = Operation("reporting", "get_compliance", GetCompliance, AgencyCompliance, Action.PUBLIC)
