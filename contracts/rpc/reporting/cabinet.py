"""The report to the cabinet (section 22, every 60 days): made in the background as of a day, and kept."""

from __future__ import annotations

from datetime import date, datetime

from contracts.jobs import CancelJob, GetJob, Job, JobKind
from contracts.operations import Operation, Reply, Request
from contracts.rpc.reporting.figures import Count
from contracts.rpc.reporting.obstacles import ObstacleCount
from contracts.vocabulary import Action, Category, Measure, Obligation

PDF_FILE, XLSX_FILE, CONTENT_FILE = "report.pdf", "report.xlsx", "report.json"


def kept_as(report_id: str, file: str) -> str:
    """The name of a report's file in the S3 store."""
    return f"cabinet-reports/{report_id}/{file}"


class OrderCabinetReport(Request):
    """As of a day (None: today in Bangkok)."""

    as_of: date | None = None


class CabinetRow(Count):
    """The agencies of a category (None: all). `change`: of the percentage since the previous report, in points with
    their sign ("+1.25"); None where either has no percentage."""

    category: Category | None
    change: str | None


class CabinetTable(Reply):
    """An obligation by a measure; the rows in the order of the published lists, all of them last."""

    obligation: Obligation
    measure: Measure
    rows: tuple[CabinetRow, ...]


class NonComplier(Reply):
    """An agency that misses what it owes to have uploaded; in the annex by category, province and name."""

    agency_id: str
    name_th: str
    category: Category | None
    province_code: str | None
    obligations: tuple[Obligation, ...]


class ProvinceName(Reply):
    code: str
    name_th: str


class CabinetContent(Reply):
    """What the report says: asked again for the same day, the same."""

    as_of: date
    previous_as_of: date | None
    tables: tuple[CabinetTable, ...]
    naming_obstacles: int
    obstacles: tuple[ObstacleCount, ...]
    provinces: tuple[ProvinceName, ...]
    non_compliers: tuple[NonComplier, ...]


class CabinetReport(Reply):
    """A report that is kept. `sha256` is over its content, the file `report.json`; `non_compliers` counts the annex."""

    id: str
    as_of: date
    previous_as_of: date | None
    made_at: datetime
    made_by: str
    sha256: str
    non_compliers: int


class CabinetReportJob(Job[CabinetReport]):
    pass


CABINET_REPORT = JobKind("cabinet_report", OrderCabinetReport, CabinetReport, CabinetReportJob)


class ListCabinetReports(Request):
    """The latest day first; at most 500."""


class CabinetReports(Reply):
    """`next_due_on`: 60 days after the last; None: there is none yet, the first is due now."""

    next_due_on: date | None
    items: tuple[CabinetReport, ...]


class GetCabinetReport(Request):
    report_id: str


ORDER_CABINET_REPORT = Operation(
    "reporting", "order_cabinet_report", OrderCabinetReport, CabinetReportJob, Action.FOLLOW_UP, changes=True
)
GET_CABINET_REPORT_JOB = Operation("reporting", "get_cabinet_report_job", GetJob, CabinetReportJob, Action.FOLLOW_UP)
CANCEL_CABINET_REPORT_JOB = Operation(
    "reporting", "cancel_cabinet_report_job", CancelJob, CabinetReportJob, Action.FOLLOW_UP, changes=True
)
LIST_CABINET_REPORTS = Operation(
    "reporting", "list_cabinet_reports", ListCabinetReports, CabinetReports, Action.FOLLOW_UP
)
GET_CABINET_REPORT = Operation("reporting", "get_cabinet_report", GetCabinetReport, CabinetReport, Action.FOLLOW_UP)
