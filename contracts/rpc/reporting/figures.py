"""How many agencies comply, which, and how one agency stands."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, ComplianceState, Measure, Obligation

GroupBy = Literal["category", "ministry", "department", "province", "lao_type", "children"]


class Selection(Request):
    """Of which agencies something is asked: all that count, those at and `below` an agency, a group of those.

    `group_by` is what they are grouped by, `group` one such group: a category, province code or local-body type; for
    `ministry` and `department` the agency of that level that is nearest above (or the agency itself); for `children`
    one of the agencies right below `below` (None: of those that stand under nothing) with all below it. The group of
    `below` among its children is that agency alone.
    """

    below: str | None = Field(None, max_length=64)
    group_by: GroupBy | None = None
    group: str | None = Field(None, max_length=64)


class GetFigures(Request):
    """How many reporting agencies comply, in all and by group, on a day (None: today in Bangkok). `below`: only those
    at and below this agency that day."""

    obligation: Obligation
    measure: Measure = Measure.UPLOADED
    as_of: date | None = None
    group_by: GroupBy = "category"
    below: str | None = Field(None, max_length=64)


class Count(Reply):
    """Agencies in each state and the percentage (domain section 6: two decimals, half up; None when nobody owes)."""

    done: int
    covered: int
    missing: int
    not_required: int
    percent: str | None


class GroupCount(Count):
    """`group` as Selection says. `name_th`, `name_en`: that day's, of an agency that the public sees."""

    group: str
    name_th: str | None = None
    name_en: str | None = None


class Figures(Reply):
    obligation: Obligation
    measure: Measure
    as_of: date
    group_by: GroupBy
    below: str | None = None
    total: Count
    groups: tuple[GroupCount, ...]


class ListByState(Selection):
    """The agencies behind a figure, by Thai collation of their names, `after` the cursor of the page before."""

    obligation: Obligation
    measure: Measure = Measure.UPLOADED
    state: ComplianceState
    as_of: date | None = None
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
