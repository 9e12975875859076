"""Reporting's figures and lists as tables."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.reporting import exporting, report_list
from services.reporting.entries.base import Entries
from services.reporting.usecases.figure_rows import comparison_rows, figure_rows, trend_rows
from services.reporting.usecases.list_reports import list_reports
from services.reporting.usecases.list_rows import describe_list, list_rows
from services.reporting.usecases.report_rows import report_rows


class ExportEntries(Entries):
    @serves(exporting.READ_REPORT_ROWS)
    def read_report_rows(self, request: exporting.ReadReportRows, call: Call) -> exporting.Rows:
        return report_rows(request, call, self._reports)

    @serves(exporting.READ_LIST_ROWS)
    def read_list_rows(self, request: exporting.ReadListRows, call: Call) -> exporting.Rows:
        return list_rows(request, call, self.rooms.list_desk)

    @serves(exporting.DESCRIBE_LIST)
    def describe_list(self, request: exporting.DescribeList, call: Call) -> exporting.TableAbout:
        return describe_list()

    @serves(exporting.READ_FIGURE_ROWS)
    def read_figure_rows(self, request: exporting.ReadFigureRows, call: Call) -> exporting.Rows:
        return figure_rows(request, call, self.rooms.reader, self.rooms.numbers)

    @serves(exporting.READ_TREND_ROWS)
    def read_trend_rows(self, request: exporting.ReadTrendRows, call: Call) -> exporting.Rows:
        return trend_rows(request, call, self.rooms.reader, self.rooms.numbers)

    @serves(exporting.READ_COMPARISON_ROWS)
    def read_comparison_rows(self, request: exporting.ReadComparisonRows, call: Call) -> exporting.Rows:
        rooms = self.rooms
        return comparison_rows(request, call, rooms.reader, rooms.numbers, rooms.comparer, rooms.directory)

    def _reports(self, request: report_list.ListReports, call: Call) -> report_list.Reports:
        rooms = self.rooms
        return list_reports(request, call, rooms.listing, rooms.reports, rooms.directory, rooms.rights)
