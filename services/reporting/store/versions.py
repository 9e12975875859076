"""Writes that depend on what was read."""

from __future__ import annotations

from pymongo.collection import Collection

from services.reporting.store.records import Record


class StaleWrite(Exception):
    """The stored version is not the one that the new version was made from: somebody else was first."""

    code = "conflict"


def replace_version(collection: Collection[Record], record: Record) -> None:
    """Store the next version. Raises StaleWrite unless the one before is stored (none before the first)."""
    before = {"_id": record["_id"], "version": record["version"] - 1}
    result = collection.replace_one(before, record, upsert=record["version"] == 1)
    if not result.matched_count and result.upserted_id is None:
        raise StaleWrite
