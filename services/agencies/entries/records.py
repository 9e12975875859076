"""What was recorded of agencies, and what held when."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.agencies import records as rpc
from services.agencies.entries.base import Entries
from services.agencies.usecases.read_records import read_agency_history, read_agency_periods


class RecordEntries(Entries):
    @serves(rpc.READ_AGENCY_HISTORY)
    def read_agency_history(self, request: rpc.ReadAgencyHistory, call: Call) -> rpc.AgencyHistory:
        return read_agency_history(request, call, self.rooms.book)

    @serves(rpc.READ_AGENCY_PERIODS)
    def read_agency_periods(self, request: rpc.ReadAgencyPeriods, call: Call) -> rpc.AgencyPeriods:
        return read_agency_periods(request, call, self.rooms.book, self.rooms.rights)
