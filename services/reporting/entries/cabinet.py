"""The report to the cabinet, made in the background."""

from __future__ import annotations

from chassis.bus.serving import serves
from chassis.working import does
from contracts.calls import Call
from contracts.jobs import CancelJob, Commit, GetJob, Work
from contracts.rpc.reporting import cabinet as rpc
from services.reporting.entries.base import Entries
from services.reporting.usecases import cabinet
from services.reporting.usecases.asking import day_asked_for


class CabinetEntries(Entries):
    @serves(rpc.ORDER_CABINET_REPORT)
    def order_cabinet_report(self, request: rpc.OrderCabinetReport, call: Call) -> rpc.CabinetReportJob:
        # The day is that of the order, whenever the work is done.
        dated = rpc.OrderCabinetReport(as_of=day_asked_for(request.as_of, call.now))
        return self.rooms.follow_up.jobs.order(rpc.CABINET_REPORT, dated, call)

    @serves(rpc.GET_CABINET_REPORT_JOB)
    def get_cabinet_report_job(self, request: GetJob, call: Call) -> rpc.CabinetReportJob:
        return self.rooms.follow_up.jobs.show(rpc.CABINET_REPORT, request.job_id)

    @serves(rpc.CANCEL_CABINET_REPORT_JOB)
    def cancel_cabinet_report_job(self, request: CancelJob, call: Call) -> rpc.CabinetReportJob:
        return self.rooms.follow_up.jobs.cancel(rpc.CABINET_REPORT, request.job_id, call.now)

    @does(rpc.CABINET_REPORT)
    def do_cabinet_report(self, request: rpc.OrderCabinetReport, work: Work, call: Call) -> Commit[rpc.CabinetReport]:
        as_of = day_asked_for(request.as_of, call.now)
        return cabinet.make_cabinet_report(as_of, work, call, self.rooms.follow_up.cabinet_desk)

    @serves(rpc.LIST_CABINET_REPORTS)
    def list_cabinet_reports(self, request: rpc.ListCabinetReports, call: Call) -> rpc.CabinetReports:
        return cabinet.list_cabinet_reports(self.rooms.follow_up.cabinet_desk.reports)

    @serves(rpc.GET_CABINET_REPORT)
    def get_cabinet_report(self, request: rpc.GetCabinetReport, call: Call) -> rpc.CabinetReport:
        return cabinet.get_cabinet_report(request, self.rooms.follow_up.cabinet_desk.reports)
