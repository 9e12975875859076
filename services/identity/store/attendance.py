"""Which agencies somebody looks after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mongoengine import BooleanField, DateTimeField, Document, IntField, ListField, StringField
from pymongo import UpdateOne

from chassis.mongo import Record
from services.identity.domain.attendance import Attendance, Unattended
from services.identity.domain.listing import NATIONAL, Place
from services.identity.store.collation import THAI_ORDER


class AttendanceRecord(Document):
    """`id` is the agency's. What the agency is, is as of today: `exists`, `name_th`, `code`, and `scope`, the ids of
    the agency and of all above it, and "national". `looks` counts who looked whether anybody is left: two who do so at
    the same moment are in each other's way, so the second sees what the first has done."""

    id = StringField(primary_key=True)
    exists = BooleanField(required=True, default=False)
    code = StringField()
    name_th = StringField()
    scope = ListField(StringField())
    attended = BooleanField(required=True, default=False)
    since = DateTimeField()
    version = IntField(required=True, default=0)
    looks = IntField(required=True, default=0)

    meta = {
        "collection": "agency_attendance",
        "auto_create_index": False,
        "indexes": [
            # Attendances.unattended: a page is read in the index's own order
            {
                "fields": ["scope", "name_th", "id"],
                "partialFilterExpression": {"exists": True, "attended": False},
                "collation": THAI_ORDER,
            },
        ],
    }


class Attendances:
    def begin(self) -> None:
        """The country has an entry from the start: where administrators look whether one of them is left."""
        self.place([(NATIONAL, None, None, ())])

    def look(self, agency_id: str) -> Attendance:
        record = AttendanceRecord.objects(id=agency_id).modify(
            upsert=True,
            new=True,
            inc__looks=1,
            set_on_insert__exists=False,
            set_on_insert__attended=False,
            set_on_insert__version=0,
        )
        return Attendance(agency_id, record.attended, record.since, record.version)

    def note(self, now: Attendance) -> None:
        AttendanceRecord.objects(id=now.agency_id).update_one(
            set__attended=now.attended, set__since=now.since, set__version=now.version
        )

    def scopes(self, agency_ids: Iterable[str]) -> Mapping[str, Sequence[str]]:
        found = AttendanceRecord._get_collection().find({"_id": {"$in": list(agency_ids)}}, {"scope": 1})
        return {record["_id"]: tuple(record.get("scope", ())) for record in found}

    def place(self, agencies: Iterable[tuple[str, str | None, str | None, Sequence[str]]]) -> None:
        writes = [
            UpdateOne(
                {"_id": agency_id},
                {
                    "$set": {"exists": name_th is not None, "code": code, "name_th": name_th, "scope": list(scope)},
                    "$setOnInsert": {"attended": False, "version": 0, "looks": 0},
                },
                upsert=True,
            )
            for agency_id, code, name_th, scope in agencies
        ]
        if writes:
            AttendanceRecord._get_collection().bulk_write(writes, ordered=False)

    def name(self, agency_id: str, scope: str) -> str | None:
        record = AttendanceRecord.objects(id=agency_id, scope=scope).only("name_th").first()
        return record.name_th if record else None

    def unattended(self, scope: str, limit: int, after: Place | None) -> Sequence[Unattended]:
        wanted: Record = {"scope": scope, "exists": True, "attended": False}
        if after is not None:
            # The first condition is where the walk along the index begins; the other is for namesakes.
            wanted["name_th"] = {"$gte": after.name}
            wanted["$or"] = [{"name_th": {"$gt": after.name}}, {"_id": {"$gt": after.id}}]
        page = AttendanceRecord.objects(__raw__=wanted).collation(THAI_ORDER).order_by("name_th", "id").limit(limit)
        return [Unattended(record.id, record.code, record.name_th, record.since) for record in page]
