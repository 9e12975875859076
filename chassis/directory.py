"""The agency directory: the small part of the agencies' data that every service keeps for itself, fed by events.

Each entry is the agency's whole dated timeline; the highest version wins, whatever the order of the events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pymongo import ASCENDING, IndexModel, UpdateOne

from chassis.mongo import Record, database, ensure_collection
from contracts.events.agencies import AgencyFacts, AgencyState

DIRECTORY = "agency_directory"


def facts_on(state: AgencyState, day: date) -> AgencyFacts | None:
    """What holds of the agency on that day; None before it existed and from its dissolution on."""
    if state.dissolved_on is not None and day >= state.dissolved_on:
        return None
    held = [facts for facts in state.timeline if facts.effective_on <= day]
    return held[-1] if held else None


class AgencyDirectory:
    """Questions about the tree, each a constant number of queries."""

    def prepare(self) -> None:
        """Create the collection and its indexes."""
        ensure_collection(DIRECTORY)
        database()[DIRECTORY].create_indexes(
            [
                # imports name agencies by code
                IndexModel([("code", ASCENDING)]),
                # descendants: $graphLookup from a node to those that ever had it as parent
                IndexModel([("parents", ASCENDING)]),
            ]
        )

    def apply(self, states: Iterable[AgencyState]) -> None:
        """Take over those states that are newer than what is known. One round trip."""
        writes = [UpdateOne({"_id": state.id}, _newer_of(_entry(state)), upsert=True) for state in states]
        if writes:
            database()[DIRECTORY].bulk_write(writes)

    def get(self, agency_id: str) -> AgencyState | None:
        return self.many([agency_id]).get(agency_id)

    def many(self, agency_ids: Iterable[str]) -> dict[str, AgencyState]:
        found = database()[DIRECTORY].find({"_id": {"$in": list(agency_ids)}})
        return {entry["_id"]: _state(entry) for entry in found}

    def ids_by_code(self, codes: Iterable[str]) -> dict[str, str]:
        """The ids of the agencies that have these codes; unknown codes are left out."""
        found = database()[DIRECTORY].find({"code": {"$in": list(codes)}}, {"code": 1})
        return {entry["code"]: entry["_id"] for entry in found}

    def all(self) -> Iterator[AgencyState]:
        return (_state(entry) for entry in database()[DIRECTORY].find())

    def ancestors(self, agency_id: str, on: date | None = None) -> tuple[str, ...]:
        """Ids of the agencies above it on that day (None: the newest facts), the root first. One query.

        Ends where a parent is not known (yet) or did not exist that day.
        """
        found = next(
            database()[DIRECTORY].aggregate(
                [
                    {"$match": {"_id": agency_id}},
                    {
                        "$graphLookup": {
                            "from": DIRECTORY,
                            "startWith": "$parents",
                            "connectFromField": "parents",
                            "connectToField": "_id",
                            "as": "above",
                        }
                    },
                ]
            ),
            None,
        )
        if found is None:
            return ()
        states = {entry["_id"]: _state(entry) for entry in found["above"]}
        path: list[str] = []
        current: AgencyState | None = _state(found)
        while current is not None:
            facts = current.timeline[-1] if on is None else facts_on(current, on)
            parent = facts.parent_id if facts else None
            if parent is None or parent in path:
                break
            current = states.get(parent)
            if current is not None:
                path.append(parent)
        return tuple(reversed(path))

    def is_under(self, agency_id: str, ancestor_id: str, on: date | None = None) -> bool:
        """Whether the agency is that ancestor or stands below it."""
        return agency_id == ancestor_id or ancestor_id in self.ancestors(agency_id, on)


def _entry(state: AgencyState) -> Record:
    return {
        "_id": state.id,
        "version": state.version,
        "code": state.code,
        "parents": sorted({facts.parent_id for facts in state.timeline if facts.parent_id}),
        "state": state.model_dump(mode="json"),
    }


def _newer_of(entry: Record) -> list[Record]:
    """The update that leaves whichever has the higher version: the entry given or the one that is there."""
    is_newer = {"$gt": [entry["version"], {"$ifNull": ["$version", 0]}]}
    return [{"$replaceWith": {"$cond": [is_newer, {"$literal": entry}, "$$ROOT"]}}]


def _state(entry: Record) -> AgencyState:
    return AgencyState.model_validate(entry["state"])
