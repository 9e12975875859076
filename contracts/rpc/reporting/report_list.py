"""The list of reports (รายงานผลการดำเนินการ): which agencies have filed, since when, and how each stands today."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.rpc.reporting.figures import AgencyObligation
from contracts.vocabulary import Action, Category, ComplianceState, LaoType, Measure, Obligation


class ReportsWanted(Request):
    """Which reports: those of the agency and all below it today (None: all that the caller may read).

    `filed`: only those that have filed something (True), only those that have not (False), or both (None).
    `created_from`, `created_to`: the days in Bangkok, both included, on one of which the report was begun.
    `search`: words that stand in a name that the agency has or had, all of them. `state`: only those in that state for
    the obligation and the measure today.
    """

    agency_id: str | None = Field(None, max_length=64)
    filed: bool | None = None
    created_from: date | None = None
    created_to: date | None = None
    search: str | None = Field(None, max_length=200)
    category: Category | None = None
    lao_type: LaoType | None = None
    province_code: str | None = Field(None, pattern=r"^\d{2}$")
    obligation: Obligation | None = None
    measure: Measure = Measure.UPLOADED
    state: ComplianceState | None = None


class ListReports(ReportsWanted):
    """One page of the list, by Thai collation of the names. `after`: the cursor of the page before."""

    page_size: int = Field(50, ge=1, le=2000)
    after: str | None = Field(None, max_length=1000)


class Report(Reply):
    """One agency's row. `created_at`: when it first filed anything, for what was carried over from an old system as
    that had it; `edited_at`: when anything of its filing was last changed. None: it has filed nothing.

    `obligations`: every obligation by both measures, as it stands today.
    """

    agency_id: str
    code: str | None
    name_th: str
    parent_id: str | None
    parent_name_th: str | None
    created_at: datetime | None
    edited_at: datetime | None
    obligations: tuple[AgencyObligation, ...]


class Reports(Reply):
    as_of: date
    items: tuple[Report, ...]
    next: str | None


LIST_REPORTS = Operation("reporting", "list_reports", ListReports, Reports, Action.READ_FILINGS, somewhere=True)
