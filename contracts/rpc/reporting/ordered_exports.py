"""Whole tables written in the background and kept for a while, for whoever ordered them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from contracts.jobs import CancelJob, GetJob, Job, JobKind
from contracts.operations import Operation, Reply
from contracts.rpc.reporting.comparison import DaysCompared
from contracts.rpc.reporting.exporting import InWords
from contracts.rpc.reporting.figures import WantedByState
from contracts.rpc.reporting.report_list import ReportsWanted
from contracts.vocabulary import Action


class ExportFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class AgenciesTable(WantedByState):
    """The agencies in a state on a day, or all."""

    of: Literal["agencies"]


class ChangesTable(DaysCompared):
    """The agencies that make the difference between two days."""

    of: Literal["changes"]


class ReportsTable(ReportsWanted):
    """The list of reports as it is when it is written."""

    of: Literal["reports"]


ExportedTable = Annotated[AgenciesTable | ChangesTable | ReportsTable, Field(discriminator="of")]


class OrderExport(InWords):
    """The whole of a table, with the filters of the screen."""

    table: ExportedTable
    format: ExportFormat = ExportFormat.CSV


class ExportFile(Reply):
    """What was written: `rows` without the heading, `size` in bytes. `of_reports_at`: of the list of reports, the
    agency whose it is, with all below it (None: the whole country's, or another table). Kept until `kept_until`."""

    of: Literal["agencies", "changes", "reports"]
    of_reports_at: str | None
    as_of: date
    format: ExportFormat
    file_name: str
    media_type: str
    rows: int
    size: int
    sha256: str
    kept_until: datetime


class ExportJob(Job[ExportFile]):
    pass


EXPORT = JobKind("export", OrderExport, ExportFile, ExportJob)
EXPORT_FILE = "table"
"""What the file is called among those that the job leaves."""

ORDER_EXPORT = Operation(
    "reporting", "order_export", OrderExport, ExportJob, Action.READ_FILINGS, changes=True, somewhere=True
)
GET_EXPORT = Operation("reporting", "get_export", GetJob, ExportJob, Action.READ_FILINGS, somewhere=True)
CANCEL_EXPORT = Operation(
    "reporting", "cancel_export", CancelJob, ExportJob, Action.READ_FILINGS, changes=True, somewhere=True
)
