"""The list of reports as a table."""

from __future__ import annotations

from collections.abc import Callable

from contracts.calls import Call
from contracts.rpc.reporting.exporting import ReadReportRows, Rows
from contracts.rpc.reporting.report_list import ListReports, Report, Reports
from contracts.vocabulary import Measure, Obligation
from services.reporting.domain.obligations import COUNTED
from services.reporting.usecases.table_words import TableWords, moment

ListPage = Callable[[ListReports, Call], Reports]
"""Gives a page of the list, as the screen has it."""

PLAIN = ("agency", "agency_code", "parent", "created", "edited")
OF_OBLIGATIONS = tuple((Obligation(obligation), Measure(measure)) for obligation, measure in COUNTED)


def report_rows(request: ReadReportRows, call: Call, page_of: ListPage) -> Rows:
    """A page of rows: what the screen shows, in its order. Raises what the list raises."""
    words = TableWords(request.language)
    page = page_of(ListReports.model_validate(request.model_dump(exclude={"language"})), call)
    return Rows(
        as_of=page.as_of,
        headings=(*map(words, PLAIN), *(words(*about) for about in OF_OBLIGATIONS), words("agency_id")),
        rows=tuple(_row(report, words) for report in page.items),
        next=page.next,
    )


def _row(report: Report, words: TableWords) -> tuple[str, ...]:
    return (
        report.name_th,
        report.code or "",
        report.parent_name_th or "",
        moment(report.created_at),
        moment(report.edited_at),
        *(words(each.state) for each in report.obligations),
        report.agency_id,
    )
