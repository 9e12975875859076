"""Reporting's lists as tables."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.reporting import exporting, report_list
from services.reporting.entries.base import Entries
from services.reporting.usecases.list_reports import list_reports
from services.reporting.usecases.report_rows import report_rows


class ExportEntries(Entries):
    @serves(exporting.READ_REPORT_ROWS)
    def read_report_rows(self, request: exporting.ReadReportRows, call: Call) -> exporting.Rows:
        return report_rows(request, call, self._reports)

    def _reports(self, request: report_list.ListReports, call: Call) -> report_list.Reports:
        rooms = self.rooms
        return list_reports(request, call, rooms.listing, rooms.reports, rooms.directory, rooms.rights)
