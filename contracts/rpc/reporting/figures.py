"""How many agencies comply, which, and how one agency stands."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, Category, ComplianceState, LaoType, Measure, Obligation

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
    """`group` as Selection says. `name_th`, `name_en`: that day's, of an agency that may be named
    (docs/decisions/0044)."""

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


class WantedByState(Selection):
    """Agencies in a state for an obligation by a measure on a day (None: today in Bangkok). `missing` without an
    obligation: those that miss any of what they owe by the measure. Neither: all of them.

    Of these the ones that fit everything else that is asked for: the selection; `category`, `lao_type`,
    `province_code`; `ministry_id`, `department_id`: the nearest of that level above it, or itself; `search`: words that
    all stand in names that it has or had, or its code. `counted`: only those that count in the published figures;
    False: also the others that the public sees.
    """

    obligation: Obligation | None = None
    measure: Measure = Measure.UPLOADED
    state: ComplianceState | None = None
    as_of: date | None = None
    category: Category | None = None
    lao_type: LaoType | None = None
    province_code: str | None = Field(None, pattern=r"^\d{2}$")
    ministry_id: str | None = Field(None, max_length=64)
    department_id: str | None = Field(None, max_length=64)
    search: str | None = Field(None, max_length=200)
    counted: bool = True


class ListByState(WantedByState):
    """One page of them, by Thai collation of their names, `after` the cursor of the page before."""

    page_size: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, max_length=1000)


class AgencyInState(Reply):
    """An agency behind a figure, as it is called and placed that day.

    `since`: when it came into the state, `document_ids`: what says so (None, none: `not_required`, or no obligation was
    asked for). `misses`: all that it misses that day by the measure. `public`: the public sees a page of it; of those
    that have none no documents are named (docs/decisions/0044).
    """

    agency_id: str
    code: str | None
    name_th: str
    name_en: str | None
    category: Category | None
    lao_type: LaoType | None
    province_code: str | None
    counted: bool
    public: bool
    since: date | None
    document_ids: tuple[str, ...]
    misses: tuple[Obligation, ...]


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
