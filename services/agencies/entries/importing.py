"""Many agencies at once, from a file, in the background."""

from __future__ import annotations

from uuid import uuid4

from chassis.bus.serving import serves
from chassis.working import does
from contracts.calls import Call
from contracts.jobs import CancelJob, Commit, GetJob, Work
from contracts.rpc import agencies as rpc
from services.agencies.entries.base import Entries
from services.agencies.usecases.import_agencies import import_agencies


class ImportEntries(Entries):
    @serves(rpc.IMPORT_AGENCIES)
    def import_agencies(self, request: rpc.ImportAgencies, call: Call) -> rpc.AgencyImport:
        return self.rooms.jobs.order(rpc.AGENCY_IMPORT, request, call)

    @serves(rpc.GET_AGENCY_IMPORT)
    def get_agency_import(self, request: GetJob, call: Call) -> rpc.AgencyImport:
        return self.rooms.jobs.show(rpc.AGENCY_IMPORT, request.job_id)

    @serves(rpc.CANCEL_AGENCY_IMPORT)
    def cancel_agency_import(self, request: CancelJob, call: Call) -> rpc.AgencyImport:
        return self.rooms.jobs.cancel(rpc.AGENCY_IMPORT, request.job_id, call.now)

    @does(rpc.AGENCY_IMPORT)
    def do_agency_import(self, request: rpc.ImportAgencies, work: Work, call: Call) -> Commit[rpc.ImportOutcome]:
        return import_agencies(
            request,
            work,
            call,
            self.rooms.book,
            self.rooms.uploads,
            self.rooms.tables,
            self.rooms.contacts,
            self.rooms.history,
            take_turns=self.rooms.reorganising.reorganisations.take_turns,
            new_id=lambda: str(uuid4()),
        )
