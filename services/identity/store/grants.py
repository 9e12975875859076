"""Grants, those that hold and those that were revoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mongoengine import BooleanField, DateTimeField, Document, Q, StringField

from services.identity.domain.granting import Grant

# ICU's Thai order: เ แ โ ไ ใ after their consonant.
THAI_ORDER = {"locale": "th"}


class GrantRecord(Document):
    """`holder_name` is a copy of the officer's name (personal data), kept with the grant so that a page of an agency's
    users is one walk along one index: a database can sort by a collation only within one collection."""

    id = StringField(primary_key=True)
    officer_id = StringField(required=True)
    holder_name = StringField(required=True)
    role = StringField(required=True)
    agency_id = StringField()
    issuer = StringField(required=True)
    given_at = DateTimeField(required=True)
    live = BooleanField(required=True)
    revoked_by = StringField()
    revoked_at = DateTimeField()

    meta = {
        "collection": "grants",
        "auto_create_index": False,
        "indexes": [
            # Grants.held_by; unique: nobody holds the same thing twice
            {
                "fields": ["officer_id", "role", "agency_id"],
                "unique": True,
                "partialFilterExpression": {"live": True},
            },
            # Grants.list_at: a page is read in the index's own order
            {
                "fields": ["agency_id", "holder_name", "id"],
                "partialFilterExpression": {"live": True},
                "collation": THAI_ORDER,
            },
        ],
    }


class Grants:
    def held_by(self, officer_id: str) -> Sequence[Grant]:
        return [_grant(record) for record in GrantRecord.objects(officer_id=officer_id, live=True)]

    def give(self, grant: Grant, holder_name: str) -> None:
        GrantRecord(
            id=grant.id,
            officer_id=grant.officer_id,
            holder_name=holder_name,
            role=grant.role,
            agency_id=grant.agency_id,
            issuer=grant.issuer,
            given_at=grant.given_at,
            live=True,
        ).save(force_insert=True)

    def find(self, grant_id: str, agency_id: str | None) -> Grant | None:
        record = GrantRecord.objects(id=grant_id, agency_id=agency_id, live=True).first()
        return _grant(record) if record else None

    def revoke(self, grant_id: str, by: str, now: datetime) -> None:
        GrantRecord.objects(id=grant_id, live=True).update_one(set__live=False, set__revoked_by=by, set__revoked_at=now)

    def rename_holder(self, officer_id: str, name: str) -> None:
        # Only live grants: what was revoked keeps the name under which it was held (and the index is of live ones).
        GrantRecord.objects(officer_id=officer_id, live=True).update(set__holder_name=name)

    def holder_name(self, grant_id: str, agency_id: str | None) -> str | None:
        record = GrantRecord.objects(id=grant_id, agency_id=agency_id).only("holder_name").first()
        return record.holder_name if record else None

    def list_at(self, agency_id: str | None, limit: int, after: tuple[str, str] | None) -> Sequence[tuple[Grant, str]]:
        wanted = Q(agency_id=agency_id, live=True)
        if after is not None:
            name, grant_id = after
            wanted &= Q(holder_name__gt=name) | Q(holder_name=name, id__gt=grant_id)
        page = GrantRecord.objects(wanted).collation(THAI_ORDER).order_by("holder_name", "id").limit(limit)
        return [(_grant(record), record.holder_name) for record in page]


def _grant(record: GrantRecord) -> Grant:
    return Grant(record.id, record.officer_id, record.role, record.agency_id, record.issuer, record.given_at)
