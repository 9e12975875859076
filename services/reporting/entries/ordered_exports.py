"""Whole tables, ordered and written in the background."""

from __future__ import annotations

from datetime import timedelta

from chassis.bus.serving import serves
from chassis.working import does
from contracts.calls import Call
from contracts.jobs import CancelJob, Commit, GetJob, Work
from contracts.rpc.reporting import exporting
from contracts.rpc.reporting import ordered_exports as rpc
from services.reporting.entries.base import Entries
from services.reporting.usecases.figure_rows import comparison_rows
from services.reporting.usecases.list_reports import list_reports
from services.reporting.usecases.list_rows import list_rows
from services.reporting.usecases.order_exports import Read, on_behalf, order_of, own_export, write_export
from services.reporting.usecases.report_rows import report_rows


class OrderedExportEntries(Entries):
    @serves(rpc.ORDER_EXPORT)
    def order_export(self, request: rpc.OrderExport, call: Call) -> rpc.ExportJob:
        order = order_of(request, call)
        self._reading(order, call)(None, 1)  # refuses here and now what cannot be read
        return self.rooms.follow_up.jobs.order(rpc.EXPORT, order, call)

    @serves(rpc.GET_EXPORT)
    def get_export(self, request: GetJob, call: Call) -> rpc.ExportJob:
        return own_export(self.rooms.follow_up.jobs.show(rpc.EXPORT, request.job_id), call, self.rooms.rights)

    @serves(rpc.CANCEL_EXPORT)
    def cancel_export(self, request: CancelJob, call: Call) -> rpc.ExportJob:
        jobs = self.rooms.follow_up.jobs
        own_export(jobs.show(rpc.EXPORT, request.job_id), call, self.rooms.rights)
        return jobs.cancel(rpc.EXPORT, request.job_id, call.now)

    @does(rpc.EXPORT)
    def do_export(self, request: rpc.OrderExport, work: Work, call: Call) -> Commit[rpc.ExportFile]:
        call, rooms = on_behalf(call), self.rooms
        kept_for = timedelta(days=rooms.follow_up.jobs_kept_days)
        read = self._reading(request, call)
        return write_export(request, work, call, read, rooms.follow_up.exports, kept_for, rooms.history)

    def _reading(self, order: rpc.OrderExport, call: Call) -> Read:
        rooms, table = self.rooms, order.table
        asked = {**table.model_dump(exclude={"of"}), "language": order.language}

        def read(after: str | None, page_size: int) -> exporting.Rows:
            page = {**asked, "after": after, "page_size": page_size}
            match table:
                case rpc.AgenciesTable():
                    return list_rows(exporting.ReadListRows.model_validate(page), call, rooms.list_desk)
                case rpc.ChangesTable():
                    changes = exporting.ReadComparisonRows.model_validate(page)
                    return comparison_rows(changes, call, rooms.reader, rooms.numbers, rooms.comparer, rooms.directory)
                case rpc.ReportsTable():
                    return report_rows(
                        exporting.ReadReportRows.model_validate(page),
                        call,
                        lambda reports, by: list_reports(
                            reports, by, rooms.listing, rooms.reports, rooms.directory, rooms.rights
                        ),
                    )

        return read
