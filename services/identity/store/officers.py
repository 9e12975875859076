"""Officers."""

from __future__ import annotations

from datetime import datetime

from mongoengine import DateTimeField, Document, IntField, StringField

from chassis import revocations
from services.identity.domain.officers import Officer


class OfficerRecord(Document):
    """Personal data: `subject`, `name`, `email`."""

    id = StringField(primary_key=True)
    issuer = StringField(required=True)
    subject = StringField(required=True)
    name = StringField(required=True)
    email = StringField()
    grants_version = IntField(required=True)
    known_since = DateTimeField(required=True)

    meta = {
        "collection": "officers",
        "auto_create_index": False,
        "indexes": [
            # Officers.find; unique: one person, one officer, even when two first sign-ins race
            {"fields": ["issuer", "subject"], "unique": True},
        ],
    }


class Officers:
    def get(self, officer_id: str) -> Officer | None:
        return _officer(OfficerRecord.objects(id=officer_id).first())

    def find(self, issuer: str, subject: str) -> Officer | None:
        return _officer(OfficerRecord.objects(issuer=issuer, subject=subject).first())

    def add(self, officer: Officer, now: datetime) -> None:
        OfficerRecord(
            id=officer.id,
            issuer=officer.issuer,
            subject=officer.subject,
            name=officer.name,
            email=officer.email,
            grants_version=officer.grants_version,
            known_since=now,
        ).save(force_insert=True)

    def rename(self, officer: Officer) -> None:
        OfficerRecord.objects(id=officer.id).update_one(set__name=officer.name, set__email=officer.email)

    def note_change_of_grants(self, officer_id: str) -> int | None:
        record = OfficerRecord.objects(id=officer_id).modify(inc__grants_version=1, new=True)
        if record is None:
            return None
        # Other services hear of it; here older access tokens end in the same transaction.
        revocations.note(officer_id, record.grants_version)
        return int(record.grants_version)


def _officer(record: OfficerRecord | None) -> Officer | None:
    if record is None:
        return None
    return Officer(record.id, record.issuer, record.subject, record.name, record.email, record.grants_version)
