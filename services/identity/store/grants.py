"""Grants, those that hold and those that were revoked."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from mongoengine import BooleanField, DateTimeField, Document, ListField, StringField
from pymongo import UpdateMany

from services.identity.domain.granting import DGA_ADMIN, Grant
from services.identity.domain.listing import Held, Place, Wanted
from services.identity.store.collation import THAI_ORDER

# Written before a first name without a space: the word to search for begins after it.
_TITLES = "นางสาว|นาง|นาย|ดร\\."


class GrantRecord(Document):
    """Copies, so that a page of users is one walk along one index: a database can sort by a collation only within one
    collection. `holder_name` is the officer's name (personal data), `suspended_since` is that of the account, `scope`
    are the ids of the agency and of all above it as of today, and "national"."""

    id = StringField(primary_key=True)
    officer_id = StringField(required=True)
    holder_name = StringField(required=True)
    role = StringField(required=True)
    agency_id = StringField()
    scope = ListField(StringField())
    issuer = StringField(required=True)
    given_at = DateTimeField(required=True)
    suspended_since = DateTimeField()
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
            # Grants.ever_held: revoked ones too
            {"fields": ["officer_id"]},
            # Grants.list at one agency: a page is read in the index's own order
            {
                "fields": ["agency_id", "holder_name", "id"],
                "partialFilterExpression": {"live": True},
                "collation": THAI_ORDER,
            },
            # Grants.list below an agency, or in the country: as many entries as there are agencies on the way to the
            # root
            {
                "fields": ["scope", "holder_name", "id"],
                "partialFilterExpression": {"live": True},
                "collation": THAI_ORDER,
            },
            # Grants.somebody_active (the collation of the other one is in its way), Grants.place
            {"fields": ["agency_id", "role"]},
            # Grants.administrators: a handful
            {"fields": ["role"], "partialFilterExpression": {"live": True, "role": DGA_ADMIN}},
        ],
    }


class Grants:
    def held_by(self, officer_id: str) -> Sequence[Grant]:
        return [_grant(record) for record in GrantRecord.objects(officer_id=officer_id, live=True)]

    def ever_held(self, officer_id: str, scope: str) -> bool:
        return GrantRecord.objects(officer_id=officer_id, scope=scope).only("id").first() is not None

    def in_force(self, grant_ids: Collection[str]) -> Mapping[str, Grant]:
        found = GrantRecord.objects(id__in=list(grant_ids), live=True, suspended_since=None)
        return {record.id: _grant(record) for record in found}

    def give(
        self, grant: Grant, holder_name: str, scope: Sequence[str] = (), suspended_since: datetime | None = None
    ) -> None:
        GrantRecord(
            id=grant.id,
            officer_id=grant.officer_id,
            holder_name=holder_name,
            role=grant.role,
            agency_id=grant.agency_id,
            scope=list(scope),
            issuer=grant.issuer,
            given_at=grant.given_at,
            suspended_since=suspended_since,
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

    def suspend_holder(self, officer_id: str, since: datetime | None) -> None:
        GrantRecord.objects(officer_id=officer_id, live=True).update(set__suspended_since=since)

    def place(self, scopes: Mapping[str, Sequence[str]]) -> None:
        # One question for all: at most agencies nobody holds anything (yet).
        held_at = set(GrantRecord.objects(agency_id__in=list(scopes)).distinct("agency_id"))
        writes = [
            UpdateMany({"agency_id": agency_id, "scope": {"$ne": list(scope)}}, {"$set": {"scope": list(scope)}})
            for agency_id, scope in scopes.items()
            if agency_id in held_at
        ]
        if writes:
            GrantRecord._get_collection().bulk_write(writes, ordered=False)

    def somebody_active(self, agency_id: str, roles: Collection[str]) -> bool:
        found = GrantRecord.objects(agency_id=agency_id, role__in=list(roles), live=True, suspended_since=None)
        return found.only("id").first() is not None

    def administrators(self) -> Sequence[Grant]:
        found = GrantRecord.objects(role=DGA_ADMIN, live=True, suspended_since=None)
        return [_grant(record) for record in found]

    def holder_name(self, grant_id: str, agency_id: str | None, scope: str | None) -> str | None:
        where: dict[str, Any] = {"agency_id": agency_id} if scope is None else {"scope": scope}
        record = GrantRecord.objects(id=grant_id, **where).only("holder_name").first()
        return record.holder_name if record else None

    def list(self, wanted: Wanted, limit: int, after: Place | None) -> Sequence[Held]:
        conditions: dict[str, Any] = {"live": True}
        if wanted.scope is not None:
            conditions["scope"] = wanted.scope
        else:
            conditions["agency_id"] = wanted.agency_id
        if wanted.role is not None:
            conditions["role"] = wanted.role
        if wanted.suspended is not None:
            conditions["suspended_since"] = {"$ne": None} if wanted.suspended else None
        if wanted.beginnings:
            # Walks on until the page is full: regular expressions cannot use an index with a collation.
            conditions["$and"] = [
                {"holder_name": {"$regex": _begins(word), "$options": "i"}} for word in wanted.beginnings
            ]
        if after is not None:
            # The first condition is where the walk along the index begins; the other is for namesakes.
            conditions["holder_name"] = {"$gte": after.name}
            conditions["$or"] = [{"holder_name": {"$gt": after.name}}, {"_id": {"$gt": after.id}}]
        found = GrantRecord.objects(__raw__=conditions)
        page = found.collation(THAI_ORDER).order_by("holder_name", "id").limit(limit)
        return [Held(_grant(record), record.holder_name, record.suspended_since) for record in page]


def _begins(word: str) -> str:
    return rf"(?:^|[\s(.\-])(?:{_TITLES})?{re.escape(word)}"


def _grant(record: GrantRecord) -> Grant:
    return Grant(record.id, record.officer_id, record.role, record.agency_id, record.issuer, record.given_at)
