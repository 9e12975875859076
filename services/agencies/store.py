"""Where agencies are kept, and how they are found.

A record has two parts. The timeline is the truth: whatever is shown is taken from it for the day in question, so a
change announced for a future day holds from that day by itself. `listing` is an extract of what held on the day on
which the record was last written; lists are filtered and sorted by it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from mongoengine import (
    BooleanField,
    Document,
    EmbeddedDocument,
    EmbeddedDocumentField,
    EmbeddedDocumentListField,
    IntField,
    ListField,
    StringField,
)
from pymongo import ASCENDING, InsertOne, ReplaceOne
from pymongo.errors import BulkWriteError

from chassis.mongo import Record, database
from services.agencies.domain.agency import Agency, ChangedMeanwhile, CodeTaken, Entry, Facts
from services.agencies.domain.listing import Page, Position, Wanted
from services.agencies.domain.searching import kept_words

AGENCIES = "agencies"
# เ แ โ ไ ใ sort after the consonant that follows them (domain page, section 9)
THAI = {"locale": "th"}
_DUPLICATE = 11000
_AT_A_TIME = 1000
_FACTS = tuple(field.name for field in fields(Facts))


class EntryRecord(EmbeddedDocument):
    """What holds from `effective_on` (ISO date). Facts that are not stated are left out."""

    effective_on = StringField(required=True)
    parent_id = StringField()
    level = StringField(required=True)
    category = StringField()
    lao_type = StringField()
    province_code = StringField()
    reporting_unit = BooleanField(required=True)
    name_th = StringField(required=True)
    name_en = StringField()
    full_name_th = StringField()
    address_th = StringField()
    address_en = StringField()
    website = StringField()
    phone = StringField()
    hours_note = StringField()
    public_email = StringField()
    dga_email = StringField()
    complaints_email = StringField()
    visible = BooleanField(required=True)


class ListingRecord(EmbeddedDocument):
    """What lists ask for, as of the day of writing. `words`: see domain/searching.py."""

    name_th = StringField(required=True)
    parent_id = StringField()
    category = StringField()
    province_code = StringField()
    visible = BooleanField(required=True)
    words = ListField(StringField())


class AgencyRecord(Document):
    id = StringField(primary_key=True)
    version = IntField(required=True)
    code = StringField(required=True)
    lao_code = StringField()
    timeline = EmbeddedDocumentListField(EntryRecord, required=True)
    dissolved_on = StringField()
    successor_ids = ListField(StringField())
    listing = EmbeddedDocumentField(ListingRecord, required=True)

    meta = {
        "collection": AGENCIES,
        "auto_create_index": False,
        "indexes": [
            # by_codes, and a list that asks for a code; unique: a code belongs to one agency for ever
            {"fields": ["code"], "unique": True},
            # by_lao_codes, and a list that asks for a LAO code
            {"fields": ["lao_code"], "unique": True, "sparse": True},
            # page: all agencies, and searches that fit many, in the order of the list
            {"fields": ["listing.name_th", "id"], "collation": THAI},
            # page: below a parent, of a category, of a province, each in the order of the list
            {"fields": ["listing.parent_id", "listing.name_th", "id"], "collation": THAI},
            {"fields": ["listing.category", "listing.name_th", "id"], "collation": THAI},
            {"fields": ["listing.province_code", "listing.name_th", "id"], "collation": THAI},
            # page: searches that fit few (regular expressions can use no index with a collation)
            {"fields": ["listing.words"]},
        ],
    }


DOCUMENTS = (AgencyRecord,)


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
        return _agency(found), {record["_id"]: _agency(record) for record in found["above"]}

    def by_ids(self, agency_ids: Collection[str]) -> dict[str, Agency]:
        return {agency.id: agency for agency in self._find("_id", agency_ids)}

    def by_codes(self, codes: Collection[str]) -> dict[str, Agency]:
        return {agency.code: agency for agency in self._find("code", codes)}

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
            tuple(_agency(record) for record in records[:size]),
            Position(last["listing"]["name_th"], last["_id"]) if last else None,
        )

    def add(self, agencies: Sequence[Agency], today: date) -> None:
        self._write([InsertOne(_record(agency, today)) for agency in some] for some in _portions(agencies))

    def replace(self, agencies: Sequence[Agency], today: date) -> None:
        replaced = self._write(
            [ReplaceOne({"_id": agency.id, "version": agency.version - 1}, _record(agency, today)) for agency in some]
            for some in _portions(agencies)
        )
        if replaced != len(agencies):
            raise ChangedMeanwhile

    def _find(self, key: str, values: Collection[str]) -> Iterator[Agency]:
        if not values:
            return iter(())
        return map(_agency, database()[AGENCIES].find({key: {"$in": list(values)}}, {"listing": False}))

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
    yield {"dissolved_on": {"$not": {"$lte": today}}}
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


def _record(agency: Agency, today: date) -> Record:
    now = agency.shown_on(today)
    listing = {
        "name_th": now.name_th,
        "parent_id": now.parent_id,
        "category": now.category,
        "province_code": now.province_code,
        "visible": now.visible,
        "words": list(kept_words(now.name_th, (now.name_en, now.full_name_th))),
    }
    return {
        "_id": agency.id,
        "version": agency.version,
        "code": agency.code,
        "timeline": [
            _stated({"effective_on": entry.effective_on.isoformat(), **vars(entry.facts)}) for entry in agency.timeline
        ],
        "successor_ids": list(agency.successor_ids),
        "listing": _stated(listing),
        **_stated(
            {
                "lao_code": agency.lao_code,
                "dissolved_on": agency.dissolved_on.isoformat() if agency.dissolved_on else None,
            }
        ),
    }


def _stated(values: Mapping[str, Any]) -> Record:
    # Enumerated values become plain strings: BSON knows no others.
    plain = {name: str(value) if isinstance(value, str) else value for name, value in values.items()}
    return {name: value for name, value in plain.items() if value is not None}


def _agency(record: Record) -> Agency:
    dissolved_on = record.get("dissolved_on")
    return Agency(
        id=record["_id"],
        code=record["code"],
        lao_code=record.get("lao_code"),
        version=record["version"],
        timeline=tuple(
            Entry(date.fromisoformat(entry["effective_on"]), Facts(**{name: entry.get(name) for name in _FACTS}))
            for entry in record["timeline"]
        ),
        dissolved_on=date.fromisoformat(dissolved_on) if dissolved_on else None,
        successor_ids=tuple(record["successor_ids"]),
    )
