"""Officers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from mongoengine import DateTimeField, Document, IntField, StringField

from chassis import revocations
from services.identity.domain.dormancy import Awake, DormancyRule
from services.identity.domain.officers import Officer


class OfficerRecord(Document):
    """Personal data: `subject`, `name`, `email`.

    `held` is how many grants. `unused_since`, `warned_at` and `told_at` are what domain/dormancy.py calls Awake; the
    first is not there while the account rests.
    """

    id = StringField(primary_key=True)
    issuer = StringField(required=True)
    subject = StringField(required=True)
    name = StringField(required=True)
    email = StringField()
    grants_version = IntField(required=True)
    known_since = DateTimeField(required=True)
    acting = StringField()
    held = IntField(required=True, default=0)
    last_seen_at = DateTimeField()
    suspended_since = DateTimeField()
    unused_since = DateTimeField()
    warned_at = DateTimeField()
    told_at = DateTimeField()
    tried_to_tell_at = DateTimeField()

    meta = {
        "collection": "officers",
        "auto_create_index": False,
        "indexes": [
            # Officers.find; unique: one person, one officer, even when two first sign-ins race
            {"fields": ["issuer", "subject"], "unique": True},
            # Officers.to_warn, to_tell, to_suspend: those who were not there for long; only who holds something can
            # rest
            {"fields": ["unused_since"], "partialFilterExpression": {"held": {"$gt": 0}}},
        ],
    }


class Officers:
    def get(self, officer_id: str) -> Officer | None:
        return _officer(OfficerRecord.objects(id=officer_id).first())

    def find(self, issuer: str, subject: str) -> Officer | None:
        return _officer(OfficerRecord.objects(issuer=issuer, subject=subject).first())

    def last_seen(self, officer_ids: Collection[str]) -> Mapping[str, datetime | None]:
        found = OfficerRecord.objects(id__in=list(officer_ids)).only("last_seen_at")
        return {record.id: record.last_seen_at for record in found}

    def add(self, officer: Officer, now: datetime) -> None:
        OfficerRecord(
            id=officer.id,
            issuer=officer.issuer,
            subject=officer.subject,
            name=officer.name,
            email=officer.email,
            grants_version=officer.grants_version,
            known_since=now,
            last_seen_at=now,
            unused_since=now,
        ).save(force_insert=True)

    def rename(self, officer: Officer) -> None:
        OfficerRecord.objects(id=officer.id).update_one(set__name=officer.name, set__email=officer.email)

    def note_seen(self, officer_id: str, now: datetime) -> None:
        OfficerRecord.objects(id=officer_id).update_one(set__last_seen_at=now)
        OfficerRecord.objects(id=officer_id, suspended_since=None).update_one(
            set__unused_since=now, unset__warned_at=True, unset__told_at=True
        )

    def act_by(self, officer_id: str, grant_id: str, instead_of: str | None = None) -> None:
        before = {"acting": instead_of} if instead_of is not None else {}
        OfficerRecord.objects(id=officer_id, **before).update_one(set__acting=grant_id)

    def note_change_of_grants(self, officer_id: str, more: int) -> Officer | None:
        record = OfficerRecord.objects(id=officer_id).modify(inc__grants_version=1, inc__held=more, new=True)
        return _changed(record)

    def suspend(self, officer_id: str, now: datetime) -> Officer | None:
        record = OfficerRecord.objects(id=officer_id, suspended_since=None).modify(
            inc__grants_version=1,
            set__suspended_since=now,
            unset__unused_since=True,
            unset__warned_at=True,
            unset__told_at=True,
            new=True,
        )
        return _changed(record)

    def reactivate(self, officer_id: str, now: datetime) -> Officer | None:
        record = OfficerRecord.objects(id=officer_id, suspended_since__ne=None).modify(
            inc__grants_version=1, unset__suspended_since=True, set__unused_since=now, new=True
        )
        return _changed(record)

    def awake(self, officer_id: str) -> Awake | None:
        record = OfficerRecord.objects(id=officer_id, held__gt=0, unused_since__ne=None).first()
        return Awake(record.unused_since, record.warned_at, record.told_at) if record else None

    def to_warn(self, rule: DormancyRule, now: datetime, limit: int) -> Sequence[str]:
        return _unused(rule.warn_if_unused_since(now), limit, warned_at=None)

    def warn(self, officer_id: str, now: datetime) -> None:
        OfficerRecord.objects(id=officer_id).update_one(set__warned_at=now)

    def to_tell(self, rule: DormancyRule, now: datetime, limit: int) -> Sequence[str]:
        first = "tried_to_tell_at"
        return _unused(rule.warn_if_unused_since(now), limit, first, warned_at__ne=None, told_at=None)

    def note_told(self, officer_id: str, now: datetime) -> None:
        OfficerRecord.objects(id=officer_id, warned_at__ne=None, told_at=None).update_one(set__told_at=now)

    def note_not_told(self, officer_id: str, now: datetime) -> None:
        OfficerRecord.objects(id=officer_id).update_one(set__tried_to_tell_at=now)

    def to_suspend(self, rule: DormancyRule, now: datetime, limit: int) -> Sequence[str]:
        return _unused(rule.suspend_if_unused_since(now), limit, told_at__lte=rule.suspend_if_told_by(now))


def _unused(since: datetime, limit: int, first: str = "unused_since", **which: object) -> Sequence[str]:
    found = OfficerRecord.objects(held__gt=0, unused_since__lte=since, **which).order_by(first).limit(limit)
    return [record.id for record in found.only("id")]


def _changed(record: OfficerRecord | None) -> Officer | None:
    if record is not None:
        # Other services hear of it; here older access tokens end in the same transaction.
        revocations.note(record.id, record.grants_version)
    return _officer(record)


def _officer(record: OfficerRecord | None) -> Officer | None:
    if record is None:
        return None
    return Officer(
        id=record.id,
        issuer=record.issuer,
        subject=record.subject,
        name=record.name,
        email=record.email,
        grants_version=record.grants_version,
        acting=record.acting,
        suspended_since=record.suspended_since,
    )
