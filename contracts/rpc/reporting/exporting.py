"""Reporting's figures and lists as tables: the same filters as on the screen, a page of rows at a time."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.rpc.reporting.comparison import DaysCompared
from contracts.rpc.reporting.figures import GetFigures, WantedByState
from contracts.rpc.reporting.report_list import ReportsWanted
from contracts.rpc.reporting.trend import GetTrend
from contracts.vocabulary import Action

Language = Literal["th", "en"]


class InWords(Request):
    """`language` is that of the headings and of the words in cells."""

    language: Language = "th"


class Paged(InWords):
    """`after`: the cursor of the page before."""

    page_size: int = Field(2000, ge=1, le=2000)
    after: str | None = Field(None, max_length=1000)


class ReadReportRows(Paged, ReportsWanted):
    """The list of reports."""


class ReadListRows(Paged, WantedByState):
    """Agencies, those in a state or all, with how each stands in everything. `coded`: the headings are the columns'
    names, and the cells codes, as they are described (DESCRIBE_LIST); else words."""

    coded: bool = False


class ReadFigureRows(InWords, GetFigures):
    """Figures by group, the total last."""


class ReadTrendRows(InWords, GetTrend):
    """Figures over time."""


class ReadComparisonRows(Paged, DaysCompared):
    """The agencies that make the difference between two days."""


class Rows(Reply):
    """A page of a table as of a day. Dates in cells are ISO 8601, moments those of Bangkok. `version` is another one
    whenever the table of that day may be; None where nobody keeps count."""

    as_of: date
    headings: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    next: str | None
    version: str | None = None


class CellKind(StrEnum):
    """What the cells of a column hold, by the names of XML Schema. A date is ISO 8601."""

    STRING = "string"
    DATE = "date"


class CodeAbout(Reply):
    value: str
    name_th: str
    name_en: str


class ColumnAbout(Reply):
    """A column. `required`: none of its cells is empty. `codes`: all that stands in them, and what it means; none: any
    text, or any day."""

    name: str
    kind: CellKind
    required: bool
    heading_th: str
    heading_en: str
    meaning_th: str
    meaning_en: str
    codes: tuple[CodeAbout, ...]


class TableAbout(Reply):
    columns: tuple[ColumnAbout, ...]


class DescribeList(Request):
    """The columns of the list of agencies."""


READ_REPORT_ROWS = Operation(
    "reporting", "read_report_rows", ReadReportRows, Rows, Action.READ_FILINGS, somewhere=True, seconds=30
)
READ_LIST_ROWS = Operation("reporting", "read_list_rows", ReadListRows, Rows, Action.PUBLIC, seconds=30)
READ_FIGURE_ROWS = Operation("reporting", "read_figure_rows", ReadFigureRows, Rows, Action.PUBLIC)
READ_TREND_ROWS = Operation("reporting", "read_trend_rows", ReadTrendRows, Rows, Action.PUBLIC)
READ_COMPARISON_ROWS = Operation(
    "reporting", "read_comparison_rows", ReadComparisonRows, Rows, Action.PUBLIC, seconds=30
)
DESCRIBE_LIST = Operation("reporting", "describe_list", DescribeList, TableAbout, Action.PUBLIC)
