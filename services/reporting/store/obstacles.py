"""What agencies name as obstacles, with the days for which each word holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from mongoengine import DictField, Document, IntField, ListField, StringField
from pymongo import UpdateOne
from pymongo.collection import Collection

from services.reporting.domain.asking import Grouping, Position
from services.reporting.domain.obstacles import Named, Obstacle, Said, held
from services.reporting.domain.targets import EVERYBODY, Target
from services.reporting.store.days import day_from, stored_day
from services.reporting.store.editions import current
from services.reporting.store.groups import FIELDS, group_of
from services.reporting.store.records import THAI, Record
from services.reporting.store.targets import everybody, holding, matching


class ObstaclesDocument(Document):
    """A version of one agency's list (domain.obstacles.Said): what it named from `first` until before `end`; no
    days at all when it was replaced on its own day. Its id is agency/version."""

    id = StringField(primary_key=True)
    agency_id = StringField()
    version = IntField()
    on = IntField()
    first = IntField()
    end = IntField()
    items = ListField(DictField())

    meta = {
        "collection": "obstacles",
        "auto_create_index": False,
        "indexes": [
            # all that holds on a day
            {"name": "days", "fields": ["end", "first"]},
            # the versions of one agency, to say anew for which days each holds
            {"name": "agency", "fields": ["agency_id"]},
        ],
    }


class ObstacleBook:
    """Implements usecases.obstacles.ObstacleBook. Where an agency stands on a day is asked of the ledger's entries."""

    def __init__(self) -> None:
        self._said = ObstaclesDocument._get_collection()

    @property
    def _entries(self) -> Collection[Record]:
        return current().entries

    def learn(self, said: Iterable[Said]) -> None:
        """Keep what is new. Order and repetition do not matter."""
        new = {f"{each.agency_id}/{each.version}": each for each in said}
        if not new:
            return
        self._said.bulk_write(
            [UpdateOne({"_id": id}, {"$setOnInsert": _record(each)}, upsert=True) for id, each in new.items()],
            ordered=False,
        )
        self._say_anew(sorted({each.agency_id for each in new.values()}))

    def _say_anew(self, agency_ids: Sequence[str]) -> None:
        versions: dict[str, list[Said]] = {}
        for record in self._said.find({"agency_id": {"$in": list(agency_ids)}}):
            versions.setdefault(record["agency_id"], []).append(_said(record))
        writes = []
        for agency_id, said in versions.items():
            for version, span in held(said).items():
                days = (
                    {"first": stored_day(span.first), "end": stored_day(span.end)} if span else {"first": 0, "end": 0}
                )
                writes.append(UpdateOne({"_id": f"{agency_id}/{version}"}, {"$set": days}))
        self._said.bulk_write(writes, ordered=False)

    def counts(
        self, day: date, below: str | None, grouping: Grouping | None
    ) -> Mapping[str | None, tuple[int, Mapping[tuple[str, int], int]]]:
        # index "days"; then for each agency that names something its place that day, by the ledger's index "agency"
        group = {"$ifNull": [group_of(grouping, below, "$place."), None]}
        found = self._said.aggregate(
            [
                *self._named(day, Target(below=(below,)) if below else EVERYBODY),
                {"$project": {"agency_id": 1, "items": 1, "group": group}},
                {"$unwind": "$items"},
                {
                    "$group": {
                        "_id": {"group": "$group", "type": "$items.type", "rank": "$items.rank"},
                        "agencies": {"$addToSet": "$agency_id"},
                    }
                },
            ],
            collation=THAI,
        )
        counts: dict[str | None, dict[tuple[str, int], int]] = {}
        agencies: dict[str | None, set[str]] = {}
        for each in found:
            about = each["_id"]
            counts.setdefault(about["group"], {})[about["type"], about["rank"]] = len(each["agencies"])
            agencies.setdefault(about["group"], set()).update(each["agencies"])
        return {group: (len(agencies[group]), counts[group]) for group in counts}

    def listed(
        self,
        day: date,
        target: Target,
        type: str | None,
        rank: int | None,
        after: tuple[Position, int] | None,
        limit: int,
    ) -> Sequence[Named]:
        """A page, in the order of the list. Sorted each time: it is as long as there are obstacles."""
        wanted: Record = {"items.type": type} if type else {}
        if rank is not None:
            wanted["items.rank"] = rank
        if after is not None:
            last, last_rank = after
            same = {"name_th": last.name_th, "agency_id": last.agency_id, "items.rank": {"$gt": last_rank}}
            wanted["$or"] = [
                {"name_th": {"$gt": last.name_th}},
                {"name_th": last.name_th, "agency_id": {"$gt": last.agency_id}},
                same,
            ]
        found = self._said.aggregate(
            [
                *self._named(day, target),
                {"$unwind": "$items"},
                {"$set": {"name_th": "$place.name_th"}},
                {"$match": wanted},
                {"$sort": {"name_th": 1, "agency_id": 1, "items.rank": 1}},
                {"$limit": limit},
            ],
            collation=THAI,
        )
        return [
            Named(
                agency_id=each["agency_id"],
                name_th=each["name_th"],
                category=each["place"]["category"],
                province_code=each["place"]["province_code"],
                rank=each["items"]["rank"],
                type=each["items"]["type"],
                detail=each["items"]["detail"],
                said_on=day_from(each["on"]),
            )
            for each in found
        ]

    def _named(self, day: date, target: Target) -> list[Record]:
        """What holds on a day and is switched on, of the target group's agencies, each with its `place`."""
        switched_on = {"$filter": {"input": "$items", "cond": "$$this.active"}}
        return [
            {"$match": holding(day)},
            {"$set": {"items": switched_on}},
            {"$match": {"items.0": {"$exists": True}}},
            {
                "$lookup": {
                    "from": self._entries.name,
                    "localField": "agency_id",
                    "foreignField": "agency_id",
                    "pipeline": [
                        {"$match": {**everybody(day), **matching(target)}},
                        {"$limit": 1},
                        {"$project": {"name_th": 1, "ancestor_ids": 1, **dict.fromkeys(FIELDS.values(), 1)}},
                    ],
                    "as": "place",
                }
            },
            {"$unwind": "$place"},
        ]


def _record(said: Said) -> Record:
    return {
        "agency_id": said.agency_id,
        "version": said.version,
        "on": stored_day(said.on),
        "items": [item._asdict() for item in said.items],
    }


def _said(record: Record) -> Said:
    items = tuple(Obstacle(**item) for item in record["items"])
    return Said(record["agency_id"], record["version"], day_from(record["on"]), items)
