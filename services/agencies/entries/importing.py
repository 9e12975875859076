"""Many agencies at once, from a file."""

from __future__ import annotations

from uuid import uuid4

from chassis.bus.serving import breathe, serves
from contracts.calls import Call
from contracts.rpc import agencies as rpc
from services.agencies.entries.base import Entries
from services.agencies.usecases.import_agencies import import_agencies


class ImportEntries(Entries):
    @serves(rpc.IMPORT_AGENCIES)
    def import_agencies(self, request: rpc.ImportAgencies, call: Call) -> rpc.ImportOutcome:
        return import_agencies(
            request,
            call,
            self.rooms.book,
            self.rooms.uploads,
            self.rooms.contacts,
            self.rooms.history,
            new_id=lambda: str(uuid4()),
            breathe=breathe,
        )
