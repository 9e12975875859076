"""Frozen sets, each with the very text that is hashed, and what verifications found to differ by now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import islice

from mongoengine import DateTimeField, Document, IntField, ListField, StringField

from services.reporting.domain.asking import Grouping, Position
from services.reporting.domain.frozen import Differing, FrozenSet
from services.reporting.domain.terms import Measure, Obligation, State
from services.reporting.store.days import day_from, stored_day
from services.reporting.store.records import THAI, Record

TOGETHER = 1000


class FrozenDocument(Document):
    """domain.frozen.FrozenSet. Written once; publishing sets `published_at`, and nothing else is ever changed."""

    id = StringField(primary_key=True)
    title = StringField()
    as_of = IntField()
    obligations = ListField(StringField())
    measure = StringField()
    group_by = StringField()
    agency_id = StringField(null=True)
    agencies = IntField()
    frozen_at = DateTimeField()
    frozen_by = StringField()
    sha256 = StringField()
    list_sha256 = StringField()
    content = StringField()
    published_at = DateTimeField(null=True)

    meta = {
        "collection": "frozen_figures",
        "auto_create_index": False,
        "indexes": [
            # the list, the latest frozen first; of hundreds, those that are not public are passed over
            {"name": "list", "fields": ["-frozen_at", "-id"]},
        ],
    }


class DifferingDocument(Document):
    """An agency that a verification found to differ (domain.frozen.Differing). `until`: when it is forgotten."""

    verification_id = StringField()
    agency_id = StringField()
    name_th = StringField()
    changes = ListField(ListField(StringField(null=True)))
    until = DateTimeField()

    meta = {
        "collection": "frozen_differences",
        "auto_create_index": False,
        "indexes": [
            # a page of what one verification found
            {"name": "list", "fields": ["verification_id", "name_th", "agency_id"], "collation": THAI},
            # a verification made again takes away what it had noted before
            {"name": "verification", "fields": ["verification_id"]},
            # the database itself forgets them with their job
            {"name": "forgotten", "fields": ["until"], "expireAfterSeconds": 0},
        ],
    }


class FrozenSets:
    """Implements usecases.frozen.FrozenBook."""

    def __init__(self, kept_for: timedelta) -> None:
        """`kept_for`: how long what verifications found is kept."""
        self._kept_for = kept_for
        self._sets = FrozenDocument._get_collection()
        self._differing = DifferingDocument._get_collection()

    def add(self, made: FrozenSet) -> None:
        self._sets.insert_one(
            {
                "_id": made.id,
                "title": made.title,
                "as_of": stored_day(made.as_of),
                "obligations": [obligation.value for obligation in made.obligations],
                "measure": made.measure.value,
                "group_by": made.group_by.value,
                "agency_id": made.agency_id,
                "agencies": made.agencies,
                "frozen_at": made.frozen_at,
                "frozen_by": made.frozen_by,
                "sha256": made.sha256,
                "list_sha256": made.list_sha256,
                "content": made.content,
                "published_at": made.published_at,
            }
        )

    def get(self, frozen_id: str) -> FrozenSet | None:
        record = self._sets.find_one({"_id": frozen_id})
        return _set(record) if record else None

    def publish(self, made: FrozenSet) -> None:
        self._sets.update_one({"_id": made.id}, {"$set": {"published_at": made.published_at}})

    def page(self, public: bool, after: tuple[datetime, str] | None, limit: int) -> Sequence[FrozenSet]:
        # index "list"
        wanted: Record = {"published_at": {"$ne": None}} if public else {}
        if after is not None:
            moment, frozen_id = after
            wanted["$or"] = [{"frozen_at": {"$lt": moment}}, {"frozen_at": moment, "_id": {"$lt": frozen_id}}]
        found = self._sets.find(wanted).sort([("frozen_at", -1), ("_id", -1)]).limit(limit)
        return [_set(record) for record in found]

    def note_differing(self, verification_id: str, found: Iterable[Differing], now: datetime) -> int:
        self._differing.delete_many({"verification_id": verification_id})  # index "verification"
        until, noted, left = now + self._kept_for, 0, iter(found)
        while some := list(islice(left, TOGETHER)):
            self._differing.insert_many([_difference(verification_id, each, until) for each in some])
            noted += len(some)
        return noted

    def differing(self, verification_id: str, after: Position | None, limit: int) -> Sequence[Differing]:
        # index "list" of the differences
        wanted: Record = {"verification_id": verification_id}
        if after is not None:
            wanted["$or"] = [
                {"name_th": {"$gt": after.name_th}},
                {"name_th": after.name_th, "agency_id": {"$gt": after.agency_id}},
            ]
        found = self._differing.find(wanted).sort([("name_th", 1), ("agency_id", 1)]).collation(THAI).limit(limit)
        return [_differing(record) for record in found]


def _set(record: Record) -> FrozenSet:
    return FrozenSet(
        id=record["_id"],
        title=record["title"],
        as_of=day_from(record["as_of"]),
        obligations=tuple(map(Obligation, record["obligations"])),
        measure=Measure(record["measure"]),
        group_by=Grouping(record["group_by"]),
        agency_id=record["agency_id"],
        agencies=record["agencies"],
        frozen_at=record["frozen_at"],
        frozen_by=record["frozen_by"],
        sha256=record["sha256"],
        list_sha256=record["list_sha256"],
        content=record["content"],
        published_at=record["published_at"],
    )


def _difference(verification_id: str, found: Differing, until: datetime) -> Record:
    return {
        "verification_id": verification_id,
        "agency_id": found.agency_id,
        "name_th": found.name_th,
        "changes": [list(change) for change in found.changes],
        "until": until,
    }


def _differing(record: Record) -> Differing:
    return Differing(
        record["agency_id"],
        record["name_th"],
        tuple(
            (Obligation(obligation), State(was) if was else None, State(became) if became else None)
            for obligation, was, became in record["changes"]
        ),
    )
