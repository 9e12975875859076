"""Where agencies are kept, and how they are found.

A record has two parts. The timeline is the truth: whatever is shown is taken from it for the day in question, so a
change announced for a future day holds from that day by itself. `listing` is an extract of what held on the day on
which the record was last written; lists are filtered and sorted by it.
"""

from __future__ import annotations

from collections.abc import Mapping
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

from chassis.mongo import Record
from services.agencies.domain.agency import Absence, Agency, Entry, Facts
from services.agencies.domain.searching import kept_words

AGENCIES = "agencies"
# เ แ โ ไ ใ sort after the consonant that follows them (domain page, section 9)
THAI = {"locale": "th"}
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
    is_central = BooleanField()
    serves_public = BooleanField()
    service_status = StringField()
    convenience_level = StringField()


class AbsenceRecord(EmbeddedDocument):
    """It does not exist from `start` (ISO date) until `end`, or for good."""

    start = StringField(required=True)
    end = StringField()
    successor_ids = ListField(StringField())


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
    absences = EmbeddedDocumentListField(AbsenceRecord)
    listing = EmbeddedDocumentField(ListingRecord, required=True)

    meta = {
        "collection": AGENCIES,
        "auto_create_index": False,
        "indexes": [
            # by_codes, and a list that asks for a code; unique: a code belongs to one agency for ever
            {"fields": ["code"], "unique": True},
            # by_lao_codes, and a list that asks for a LAO code
            {"fields": ["lao_code"], "unique": True, "sparse": True},
            # families: what ever stands under an agency
            {"fields": ["timeline.parent_id"]},
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


def record_of(agency: Agency, today: date) -> Record:
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
        "absences": [
            _stated(
                {
                    "start": absence.start.isoformat(),
                    "end": absence.end.isoformat() if absence.end else None,
                    "successor_ids": list(absence.successor_ids),
                }
            )
            for absence in agency.absences
        ],
        "listing": _stated(listing),
        **_stated({"lao_code": agency.lao_code}),
    }


def _stated(values: Mapping[str, Any]) -> Record:
    # Enumerated values become plain strings: BSON knows no others.
    plain = {name: str(value) if isinstance(value, str) else value for name, value in values.items()}
    return {name: value for name, value in plain.items() if value is not None}


def agency_of(record: Record) -> Agency:
    return Agency(
        id=record["_id"],
        code=record["code"],
        lao_code=record.get("lao_code"),
        version=record["version"],
        timeline=tuple(
            Entry(date.fromisoformat(entry["effective_on"]), Facts(**{name: entry.get(name) for name in _FACTS}))
            for entry in record["timeline"]
        ),
        absences=tuple(
            Absence(
                date.fromisoformat(absence["start"]),
                date.fromisoformat(absence["end"]) if "end" in absence else None,
                tuple(absence["successor_ids"]),
            )
            for absence in record["absences"]
        ),
    )
