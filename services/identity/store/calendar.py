"""Up to which day the announced changes of agencies have been followed."""

from __future__ import annotations

from datetime import date

from mongoengine import Document, StringField


class CalendarRecord(Document):
    """One: `day` (ISO date)."""

    id = StringField(primary_key=True)
    day = StringField(required=True)

    meta = {"collection": "calendar", "auto_create_index": False}


class Calendar:
    def followed_until(self) -> date | None:
        record = CalendarRecord.objects(id="agencies").first()
        return date.fromisoformat(record.day) if record else None

    def note_followed(self, until: date) -> None:
        CalendarRecord.objects(id="agencies").update_one(set__day=until.isoformat(), upsert=True)
