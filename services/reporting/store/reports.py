"""What is kept of each agency's report, and the names by which the agency is found."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

from mongoengine import DateTimeField, Document, IntField, StringField
from pymongo import UpdateOne

from services.reporting.domain.reports import Begun, Kept, Names, Trace
from services.reporting.store.records import THAI, Record

REPORTS = "reports"
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


class ReportDocument(Document):
    """One agency: its names, as its facts of `version` have them, and its report, if it has filed anything."""

    id = StringField(primary_key=True)
    version = IntField()
    names = StringField()
    created_at = DateTimeField()
    edited_at = DateTimeField()

    meta = {
        "collection": REPORTS,
        "auto_create_index": False,
        "indexes": [
            # few_with, of a word: read from end to end (100,000 names in some 80 ms), and nothing else is read
            ("names", "id"),
            # few_with, of a time
            ("created_at", "id"),
            # the list, walked: each agency's report, compared as the list is (an index serves one collation only)
            {"name": "of_listed", "fields": ["id", "created_at"], "collation": THAI},
        ],
    }


class ReportBook:
    """Implements usecases.note_reports.Reports."""

    def __init__(self) -> None:
        self._reports = ReportDocument._get_collection()

    def note(self, traces: Iterable[Trace]) -> None:
        """Each report is as old as its oldest trace and as new as its newest, whatever order they come in."""
        by_agency: dict[str, Trace] = {}
        for trace in traces:
            known = by_agency.get(trace.agency_id)
            by_agency[trace.agency_id] = trace.and_of(known) if known else trace
        self._write(
            UpdateOne(
                {"_id": agency_id},
                {"$min": {"created_at": trace.created_at}, "$max": {"edited_at": trace.edited_at}},
                upsert=True,
            )
            for agency_id, trace in by_agency.items()
        )

    def keep_names(self, names: Iterable[Names]) -> None:
        self._write(UpdateOne({"_id": each.agency_id}, _newer_of(each), upsert=True) for each in names)

    def of(self, agency_ids: Collection[str]) -> Mapping[str, Begun]:
        """The reports of those agencies that have one."""
        found = self._reports.find({"_id": {"$in": list(agency_ids)}, "created_at": {"$gt": _LONG_AGO}})
        return {entry["_id"]: Begun(entry["created_at"], entry["edited_at"]) for entry in found}

    def few_with(self, kept: Kept, most: int) -> list[str] | None:
        """The ids of the agencies that have what is asked for; None when they are more than `most`."""
        index = "names_1__id_1" if kept.words else "created_at_1__id_1"
        found = self._reports.find(has(kept), {"_id": 1}).hint(index).limit(most + 1)
        ids = [entry["_id"] for entry in found]
        return ids if len(ids) <= most else None

    def _write(self, writes: Iterable[UpdateOne]) -> None:
        if all_of_them := list(writes):
            self._reports.bulk_write(all_of_them, ordered=False)


def has(kept: Kept) -> Record:
    """What a stored report must be like."""
    conditions: list[Record] = [{"names": {"$regex": re.escape(word)}} for word in kept.words]
    created: Record = {}
    if kept.filed:
        created["$gt"] = _LONG_AGO
    if kept.created_from is not None:
        created["$gte"] = kept.created_from
    if kept.created_before is not None:
        created["$lt"] = kept.created_before
    if created:
        conditions.append({"created_at": created})
    if kept.filed is False:
        conditions.append({"created_at": None})
    return {"$and": conditions} if conditions else {}


def _newer_of(names: Names) -> list[Record]:
    """The update that leaves the names of the newer facts; of the same ones those told last, as a replay after a change
    of what is kept has them."""
    is_newer = {"$gte": [names.version, {"$ifNull": ["$version", 0]}]}
    return [
        {
            "$set": {
                "names": {"$cond": [is_newer, {"$literal": names.text}, "$names"]},
                "version": {"$max": [names.version, "$version"]},
            }
        }
    ]
