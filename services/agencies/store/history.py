"""What was recorded of an agency, read from the event log."""

from __future__ import annotations

from collections.abc import Sequence

from pymongo import DESCENDING

from chassis.event_log import LOG
from chassis.mongo import Record, database
from contracts.rpc.agencies.records import AgencyHistoryEntry, RecordedChange


def history_of(agency_id: str, limit: int, before: str | None, after_version: int) -> Sequence[AgencyHistoryEntry]:
    """One query, along the log's own index: the entries of one subject in order."""
    wanted: Record = {"subject": agency_id}
    if before is not None:
        wanted["sequence"] = {"$lt": int(before)}
    if after_version:
        wanted["data.agency.version"] = {"$gt": after_version}
    found = database()[LOG].find(wanted).sort([("subject", DESCENDING), ("sequence", DESCENDING)]).limit(limit)
    return [_entry(entry) for entry in found]


def _entry(entry: Record) -> AgencyHistoryEntry:
    data, actor = entry["data"], entry["actor"]
    agency, request = data.get("agency"), data.get("request")
    return AgencyHistoryEntry(
        id=str(entry["sequence"]),
        at=entry["time"],
        type=entry["type"],
        actor_name=actor["name"],
        actor_role=actor.get("role"),
        grant_id=actor.get("grant_id"),
        effective_on=data.get("effective_on") or (request or {}).get("effective_on"),
        reason=data.get("reason"),
        changes=tuple(RecordedChange.model_validate(change) for change in data.get("changes", ())),
        version=agency["version"] if agency else None,
        reorganisation_id=data.get("reorganisation_id"),
        outcome=data.get("outcome"),
    )


def is_place(before: str) -> bool:
    return before.isascii() and before.isdigit() and len(before) < 12
