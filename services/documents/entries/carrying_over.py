"""Filings carried over from older systems."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.agencies import ImportOutcome
from contracts.rpc.documents import carrying_over
from services.documents.entries.base import Entries
from services.documents.usecases.import_filings import import_filings


class CarryingOverEntries(Entries):
    @serves(carrying_over.IMPORT_FILINGS)
    def import_filings(self, request: carrying_over.ImportFilings, call: Call) -> ImportOutcome:
        rooms = self.rooms
        return import_filings(
            request,
            call,
            rooms.archives,
            rooms.directory,
            rooms.documents,
            rooms.declarations,
            rooms.history,
        )
