"""Filings carried over from older systems, in the background."""

from __future__ import annotations

from chassis.bus.serving import serves
from chassis.working import does
from contracts.calls import Call
from contracts.jobs import CancelJob, Commit, GetJob, Work
from contracts.rpc.agencies import ImportOutcome
from contracts.rpc.documents import carrying_over
from services.documents.entries.base import Entries
from services.documents.usecases.import_filings import import_filings


class CarryingOverEntries(Entries):
    @serves(carrying_over.IMPORT_FILINGS)
    def import_filings(self, request: carrying_over.ImportFilings, call: Call) -> carrying_over.FilingImport:
        return self.rooms.jobs.order(carrying_over.FILING_IMPORT, request, call)

    @serves(carrying_over.GET_FILING_IMPORT)
    def get_filing_import(self, request: GetJob, call: Call) -> carrying_over.FilingImport:
        return self.rooms.jobs.show(carrying_over.FILING_IMPORT, request.job_id)

    @serves(carrying_over.CANCEL_FILING_IMPORT)
    def cancel_filing_import(self, request: CancelJob, call: Call) -> carrying_over.FilingImport:
        return self.rooms.jobs.cancel(carrying_over.FILING_IMPORT, request.job_id, call.now)

    @does(carrying_over.FILING_IMPORT)
    def do_filing_import(self, request: carrying_over.ImportFilings, work: Work, call: Call) -> Commit[ImportOutcome]:
        return import_filings(request, work, call, self.rooms.archives, self.rooms.books)
