"""The whole filing of an agency, and its history."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.documents import history, whole
from services.documents.entries.base import Entries
from services.documents.usecases.read_filing import get_filing
from services.documents.usecases.read_history import read_filing_history, verify_filing_history
from services.documents.usecases.save_filing import save_filing


class WholeFilingEntries(Entries):
    @serves(whole.GET_FILING)
    def get_filing(self, request: whole.GetFiling, call: Call) -> whole.Filing:
        return get_filing(request, call, self.rooms.books)

    @serves(whole.SAVE_FILING)
    def save_filing(self, request: whole.SaveFiling, call: Call) -> whole.Filing:
        return save_filing(request, call, self.rooms.books)

    @serves(history.READ_FILING_HISTORY)
    def read_filing_history(self, request: history.ReadFilingHistory, call: Call) -> history.FilingChanges:
        return read_filing_history(request, self.rooms.filing_history)

    @serves(history.VERIFY_FILING_HISTORY)
    def verify_filing_history(self, request: history.VerifyFilingHistory, call: Call) -> history.FilingProof:
        return verify_filing_history(request, self.rooms.filing_history)
