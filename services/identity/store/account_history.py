"""The history of a person, read from identity's event log."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING, DESCENDING, IndexModel

from chassis.event_log import LOG
from chassis.mongo import Record, database
from services.identity.domain.account_history import Entry


class AccountHistory:
    """Each entry of the log has the ids of the officers whom it concerns: who did it, and to whom
    (`Event.concerns`)."""

    def prepare(self) -> None:
        """Create the index: only here is the log read by person."""
        # read, subjects: one officer's entries in the order in which they were made, newest first
        database()[LOG].create_indexes([IndexModel([("officers", ASCENDING), ("_id", DESCENDING)])])

    def read(self, officer_id: str, limit: int, after: str | None, subjects: Collection[str] | None) -> Sequence[Entry]:
        wanted: dict[str, Any] = {"officers": officer_id}
        if subjects is not None:
            wanted["subject"] = {"$in": list(subjects)}
        if after is not None:
            wanted["_id"] = {"$lt": ObjectId(after)}
        return [_entry(entry) for entry in database()[LOG].find(wanted).sort("_id", DESCENDING).limit(limit)]

    def subjects(self, officer_id: str) -> Collection[str]:
        return frozenset(database()[LOG].distinct("subject", {"officers": officer_id}))

    def is_place(self, after: str) -> bool:
        return ObjectId.is_valid(after)


def _entry(entry: Record) -> Entry:
    at: datetime = entry["time"]
    return Entry(str(entry["_id"]), at, entry["type"], entry["subject"], entry["actor"]["name"], entry["data"])
