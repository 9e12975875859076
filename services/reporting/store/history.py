"""The history of a campaign or a frozen set, read from the event log."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.event_log import LOG, verify
from chassis.mongo import database
from services.reporting.domain.history import Entry
from services.reporting.store.records import Record


class EventHistory:
    """Implements usecases.campaign_history.HistoryReader and usecases.frozen.Chains. The index is the log's own: a
    chain is read in its order."""

    def read(self, subject: str, limit: int, before: int | None) -> Sequence[Entry]:
        wanted: Record = {"subject": subject}
        if before is not None:
            wanted["sequence"] = {"$lt": before}
        found = database()[LOG].find(wanted).sort("sequence", -1).limit(limit)
        return [
            Entry(each["sequence"], each["time"], each["type"], each["actor"], each["before"], each["data"])
            for each in found
        ]

    def is_unaltered(self, subject: str) -> bool:
        """Whether the subject's chain holds."""
        return not any(verify([subject]))
