"""The book of agencies, and how they are found."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from pymongo import ASCENDING, InsertOne, ReplaceOne
from pymongo.errors import BulkWriteError

from chassis.mongo import Record, database
from contracts.rpc.agencies.records import AgencyHistoryEntry
from services.agencies.domain.agency import Agency, ChangedMeanwhile, CodeTaken
from services.agencies.domain.listing import Page, Position, Wanted
from services.agencies.store.history import history_of, is_place
from services.agencies.store.periods import PERIODS, periods_of
from services.agencies.store.records import AGENCIES, THAI, agency_of, record_of

_DUPLICATE = 11000
_AT_A_TIME = 1000


class AgencyStore:
    """Implements usecases.ports.AgencyBook."""

    def with_ancestors(self, agency_id: str) -> tuple[Agency, dict[str, Agency]] | None:
        """One query: it follows every parent that each of them ever had, so any day can be asked about."""
        found = next(
            database()[AGENCIES].aggregate(
                [
                    {"$match": {"_id": agency_id}},
                    {
                        "$graphLookup": {
                            "from": AGENCIES,
                            "startWith": "$timeline.parent_id",
                            "connectFromField": "timeline.parent_id",
                            "connectToField": "_id",
                            "as": "above",
                        }
                    },
                ]
            ),
            None,
        )
        if found is None:
            return None
        return agency_of(found), {record["_id"]: agency_of(record) for record in found["above"]}

    def families(self, agency_ids: Collection[str]) -> dict[str, Agency]:
        """Two queries: the agencies with their children, and everything that is ever above one of them."""
        near = {"$or": [{"_id": {"$in": list(agency_ids)}}, {"timeline.parent_id": {"$in": list(agency_ids)}}]}
        found = {record["_id"]: record for record in database()[AGENCIES].find(near, {"listing": False})}
        parents = {entry.get("parent_id") for record in found.values() for entry in record["timeline"]}
        above = database()[AGENCIES].aggregate(
            [
                {"$match": {"_id": {"$in": [parent for parent in parents if parent]}}},
                {"$group": {"_id": None, "ids": {"$push": "$_id"}}},
                {
                    "$graphLookup": {
                        "from": AGENCIES,
                        "startWith": "$ids",
                        "connectFromField": "timeline.parent_id",
                        "connectToField": "_id",
                        "as": "above",
                    }
                },
                {"$unwind": "$above"},
                {"$replaceRoot": {"newRoot": "$above"}},
            ]
        )
        found.update({record["_id"]: record for record in above})
        return {agency_id: agency_of(record) for agency_id, record in found.items()}

    def history(
        self, agency_id: str, limit: int, before: str | None, after_version: int = 0
    ) -> Sequence[AgencyHistoryEntry]:
        return history_of(agency_id, limit, before, after_version)

    def is_place_in_history(self, before: str) -> bool:
        return is_place(before)

    def by_ids(self, agency_ids: Collection[str]) -> dict[str, Agency]:
        return {agency.id: agency for agency in self._find("_id", agency_ids)}

    def by_codes(self, codes: Collection[str]) -> dict[str, Agency]:
        return {agency.code: agency for agency in self._find("code", codes)}

    def versions(self, codes: Collection[str], agency_ids: Collection[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for key, values in (("code", codes), ("_id", agency_ids)):
            some = database()[AGENCIES].find({key: {"$in": list(values)}}, {"version": True})
            found.update((record["_id"], record["version"]) for record in some)
        return found

    def by_lao_codes(self, lao_codes: Collection[str]) -> dict[str, Agency]:
        return {agency.lao_code: agency for agency in self._find("lao_code", lao_codes) if agency.lao_code}

    def page(self, wanted: Wanted, size: int, after: Position | None) -> Page:
        """One query, whatever is wanted."""
        if wanted.beginnings == ():
            return Page((), None)
        cursor = database()[AGENCIES].find({"$and": [*_conditions(wanted, after)]})
        if wanted.code is None:
            cursor = cursor.sort([("listing.name_th", ASCENDING), ("_id", ASCENDING)]).collation(THAI)
        records = list(cursor.limit(size + 1))
        last = records[size - 1] if len(records) > size else None
        return Page(
            tuple(agency_of(record) for record in records[:size]),
            Position(last["listing"]["name_th"], last["_id"]) if last else None,
        )

    def add(self, agencies: Sequence[Agency], today: date) -> None:
        self._write([InsertOne(record_of(agency, today)) for agency in some] for some in _portions(agencies))
        self._draw(agencies)

    def replace(self, agencies: Sequence[Agency], today: date) -> None:
        replaced = self._write(
            [ReplaceOne({"_id": agency.id, "version": agency.version - 1}, record_of(agency, today)) for agency in some]
            for some in _portions(agencies)
        )
        if replaced != len(agencies):
            raise ChangedMeanwhile
        for some in _portions(agencies):
            gone = {"agency_id": {"$in": [agency.id for agency in some]}}
            database()[PERIODS].delete_many(gone, collation=THAI)
        self._draw(agencies)

    def _draw(self, agencies: Sequence[Agency]) -> None:
        for some in _portions(agencies):
            if periods := list(periods_of(some)):
                database()[PERIODS].insert_many(periods, ordered=False)

    def _find(self, key: str, values: Collection[str]) -> Iterator[Agency]:
        if not values:
            return iter(())
        return map(agency_of, database()[AGENCIES].find({key: {"$in": list(values)}}, {"listing": False}))

    def _write(self, portions: Iterator[list[InsertOne[Record] | ReplaceOne[Record]]]) -> int:
        matched = 0
        try:
            for writes in portions:
                matched += database()[AGENCIES].bulk_write(writes).matched_count
        except BulkWriteError as error:
            for failure in (error.details or {}).get("writeErrors", ()):
                if failure["code"] == _DUPLICATE:
                    raise CodeTaken(str(next(iter(failure["keyValue"].values())))) from None
            raise
        return matched


def _portions(agencies: Sequence[Agency]) -> Iterator[Sequence[Agency]]:
    for start in range(0, len(agencies), _AT_A_TIME):
        yield agencies[start : start + _AT_A_TIME]


def _conditions(wanted: Wanted, after: Position | None) -> Iterator[Record]:
    if wanted.code is not None:
        yield {"$or": [{"code": wanted.code}, {"lao_code": wanted.code}]}
    if wanted.beginnings is not None:
        yield {"$or": [{"$and": [*map(_begins, group)]} for group in wanted.beginnings]}
    for name, value in (
        ("parent_id", wanted.parent_id),
        ("category", wanted.category),
        ("province_code", wanted.province_code),
    ):
        if value is not None:
            yield {f"listing.{name}": str(value)}
    today = wanted.today.isoformat()
    # no end is smaller than any text, so it is asked for by itself
    ended = {"start": {"$lte": today}, "$or": [{"end": {"$exists": False}}, {"end": {"$gt": today}}]}
    yield {"absences": {"$not": {"$elemMatch": ended}}}
    if not wanted.hidden_too:
        yield {"listing.visible": True, "timeline.0.effective_on": {"$lte": today}}
    if after is not None:
        yield {
            "$or": [
                {"listing.name_th": {"$gt": after.name_th}},
                {"listing.name_th": after.name_th, "_id": {"$gt": after.agency_id}},
            ]
        }


def _begins(beginning: str) -> Record:
    return {"listing.words": {"$regex": f"^{re.escape(beginning)}"}}
