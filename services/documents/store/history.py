"""The history of an agency's filing, read from the event log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chassis.event_log import LOG, verify
from chassis.mongo import Record, database
from services.documents.domain.history import Broken, Entry


class FilingHistory:
    """Implements usecases.ports.FilingHistory. Its index is the log's own: a chain is read in its order."""

    def read(self, agency_id: str, limit: int, before: int | None) -> Sequence[Entry]:
        wanted: Record = {"subject": agency_id}
        if before is not None:
            wanted["sequence"] = {"$lt": before}
        return [_entry(entry) for entry in database()[LOG].find(wanted).sort("sequence", -1).limit(limit)]

    def first_flaw(self, agency_id: str) -> Broken | None:
        flaw = min(verify([agency_id]), key=lambda flaw: flaw.sequence, default=None)
        return Broken(flaw.sequence, flaw.reason) if flaw else None

    def count(self, agency_id: str) -> int:
        return database()[LOG].count_documents({"subject": agency_id})


def _entry(entry: Record) -> Entry:
    at: datetime = entry["time"]
    return Entry(
        sequence=entry["sequence"],
        at=at,
        type=entry["type"],
        actor=entry["actor"],
        before=entry["before"],
        after=entry["data"],
        previous=entry["previous"],
        hash=entry["hash"],
    )
