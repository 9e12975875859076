"""Writes that depend on what was read."""

from __future__ import annotations

from collections.abc import Sequence

from mongoengine import Document as Record
from pymongo import ReplaceOne


class StaleWrite(Exception):
    """The stored version is not the one that the new version was made from: somebody else was first."""

    code = "conflict"


def replace_versions(records: Sequence[Record]) -> None:
    """Store the next version of each. Raises StaleWrite unless the ones before are stored (none before the first)."""
    if not records:
        return
    writes = [ReplaceOne({"_id": r.id, "version": r.version - 1}, r.to_mongo(), upsert=r.version == 1) for r in records]
    result = records[0]._get_collection().bulk_write(writes)
    if result.matched_count + result.upserted_count != len(writes):
        raise StaleWrite()
