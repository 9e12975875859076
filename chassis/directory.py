"""The agency directory: the small part of the agencies' data that every service keeps for itself, fed by events.

Each entry is the agency's whole dated timeline; the highest version wins, whatever the order of the events.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from pymongo import ASCENDING, IndexModel, UpdateOne

from chassis.mongo import Record, database, ensure_collection
from contracts.events.agencies import AgencyState

DIRECTORY = "agency_directory"
_AT_A_TIME = 500
_MANY = 10_000  # in one answer of the database: of small things


class AgencyDirectory:
    """Questions about the tree, each a constant number of queries."""

    def prepare(self) -> None:
        """Create the collection and its indexes."""
        ensure_collection(DIRECTORY)
        database()[DIRECTORY].create_indexes(
            [
                # imports name agencies by code
                IndexModel([("code", ASCENDING)]),
                # below: level by level
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

    def codes(self, agency_ids: Collection[str]) -> dict[str, str]:
        """The codes of these agencies; unknown ones are left out."""
        found = database()[DIRECTORY].find({"_id": {"$in": list(agency_ids)}}, {"code": 1}, batch_size=_MANY)
        return {entry["_id"]: entry["code"] for entry in found}

    def all(self) -> Iterator[AgencyState]:
        return (_state(entry) for entry in database()[DIRECTORY].find())

    def all_ids(self) -> frozenset[str]:
        return frozenset(database()[DIRECTORY].distinct("_id"))

    def ancestors(self, agency_id: str, on: date | None = None) -> tuple[str, ...]:
        """Ids of the agencies above it on that day (None: the newest facts), the root first.

        Ends where a parent is not known (yet) or did not exist that day.
        """
        return self.paths([agency_id], on).get(agency_id, ())

    def paths(self, agency_ids: Collection[str], on: date | None = None) -> dict[str, tuple[str, ...]]:
        """The `ancestors` of each of these agencies, unknown ones left out. A query for each 500."""
        wanted = list(agency_ids)
        paths: dict[str, tuple[str, ...]] = {}
        for start in range(0, len(wanted), _AT_A_TIME):
            some = wanted[start : start + _AT_A_TIME]
            states = _with_all_above(some)
            paths.update({agency_id: _path(agency_id, states, on) for agency_id in some if agency_id in states})
        return paths

    def children(self, parent_id: str, on: date) -> frozenset[str]:
        """Ids of the agencies that stand right below that one on that day."""
        found = map(_state, database()[DIRECTORY].find({"parents": parent_id}))
        return frozenset(
            state.id for state in found if (facts := state.facts_on(on)) is not None and facts.parent_id == parent_id
        )

    def below(self, agency_ids: Collection[str]) -> frozenset[str]:
        """Ids of the agencies that have, ever had or are going to have one of these above them. A query for each level
        of the tree."""
        found: set[str] = set()
        level = list(agency_ids)
        while level:
            children = database()[DIRECTORY].find({"parents": {"$in": level}}, {"_id": 1})
            level = [child["_id"] for child in children if child["_id"] not in found]
            found.update(level)
        return frozenset(found)

    def beginning(self, after: date, until: date) -> frozenset[str]:
        """Ids of the agencies of which something begins or ends to hold on these days, the first excluded. Goes through
        the whole directory: to be asked once a day."""
        days = {"$gt": after.isoformat(), "$lte": until.isoformat()}
        moving = {
            "$or": [
                {"state.timeline": {"$elemMatch": {"effective_on": days}}},
                {"state.absences": {"$elemMatch": {"$or": [{"start": days}, {"end": days}]}}},
            ]
        }
        return frozenset(entry["_id"] for entry in database()[DIRECTORY].find(moving, {"_id": 1}))

    def is_under(self, agency_id: str, ancestor_id: str, on: date | None = None) -> bool:
        """Whether the agency is that ancestor or stands below it. On a day on which it is dissolved it stands nowhere,
        not even under itself; of an agency that is not known (yet) no more is known than that it is itself."""
        if agency_id != ancestor_id:
            return ancestor_id in self.ancestors(agency_id, on)
        state = self.get(agency_id) if on is not None else None
        return state is None or on is None or state.absence_on(on) is None


def _with_all_above(agency_ids: Collection[str]) -> dict[str, AgencyState]:
    """The agencies, and everything that ever was above one of them."""
    found = database()[DIRECTORY].aggregate(
        [
            {"$match": {"_id": {"$in": list(agency_ids)}}},
            {"$group": {"_id": None, "ids": {"$push": "$_id"}}},
            {
                "$graphLookup": {
                    "from": DIRECTORY,
                    "startWith": "$ids",
                    "connectFromField": "parents",
                    "connectToField": "_id",
                    "as": "known",
                }
            },
        ]
    )
    return {entry["_id"]: _state(entry) for group in found for entry in group["known"]}


def _path(agency_id: str, states: Mapping[str, AgencyState], on: date | None) -> tuple[str, ...]:
    path: list[str] = []
    current = states.get(agency_id)
    while current is not None:
        facts = current.timeline[-1] if on is None else current.facts_on(on)
        parent = facts.parent_id if facts else None
        if parent is None or parent in path:
            break
        current = states.get(parent)
        if current is not None:
            path.append(parent)
    return tuple(reversed(path))


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
