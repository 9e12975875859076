"""Reporting's lists as tables: the same filters as on the screen, a page of rows at a time."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.rpc.reporting.report_list import ReportsWanted
from contracts.vocabulary import Action

Language = Literal["th", "en"]


class Paged(Request):
    """`language` is that of the headings and of the words in cells. `after`: the cursor of the page before."""

    language: Language = "th"
    page_size: int = Field(2000, ge=1, le=2000)
    after: str | None = Field(None, max_length=1000)


class ReadReportRows(Paged, ReportsWanted):
    """The list of reports."""


class Rows(Reply):
    """A page of a table as of a day. Dates in cells are ISO 8601, moments those of Bangkok."""

    as_of: date
    headings: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    next: str | None


READ_REPORT_ROWS = Operation(
    "reporting", "read_report_rows", ReadReportRows, Rows, Action.READ_FILINGS, somewhere=True, seconds=30
)
