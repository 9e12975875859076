"""Tokens, live and spent."""

from __future__ import annotations

from datetime import datetime

from mongoengine import BinaryField, BooleanField, DateTimeField, Document, StringField

from services.identity.domain.tokens import Token
from services.identity.store.token_safe import TokenSafe


class TokenRecord(Document):
    """`live` until it is redeemed or replaced; the sealed number, which is only there to be shown, goes with that."""

    id = StringField(primary_key=True)
    lookup = StringField(required=True)
    sealed = BinaryField()
    role = StringField(required=True)
    agency_id = StringField()
    issued_by = StringField(required=True)
    issued_at = DateTimeField(required=True)
    expires_at = DateTimeField(required=True)
    live = BooleanField(required=True)
    redeemed_by = StringField()
    redeemed_at = DateTimeField()
    replaced_at = DateTimeField()

    meta = {
        "collection": "tokens",
        "auto_create_index": False,
        "indexes": [
            # Tokens.take; unique, spent ones included: a number never means two things
            {"fields": ["lookup"], "unique": True},
            # Tokens.put; unique: one live token for a role at an agency, even when two officers refresh at once
            {"fields": ["agency_id", "role"], "unique": True, "partialFilterExpression": {"live": True}},
        ],
    }


class Tokens:
    def __init__(self, safe: TokenSafe) -> None:
        self._safe = safe

    def put(self, token: Token, number: str) -> None:
        TokenRecord.objects(agency_id=token.agency_id, role=token.role, live=True).update(
            set__live=False, set__replaced_at=token.issued_at, unset__sealed=True
        )
        TokenRecord(
            id=token.id,
            lookup=self._safe.lookup(number),
            sealed=self._safe.seal(number, token.id),
            role=token.role,
            agency_id=token.agency_id,
            issued_by=token.issued_by,
            issued_at=token.issued_at,
            expires_at=token.expires_at,
            live=True,
        ).save(force_insert=True)

    def take(self, number: str, officer_id: str, now: datetime) -> Token | None:
        # One statement, so that of any number of takers at the same moment exactly one finds it live.
        record = TokenRecord.objects(lookup=self._safe.lookup(number), live=True, expires_at__gt=now).modify(
            set__live=False, set__redeemed_by=officer_id, set__redeemed_at=now, unset__sealed=True, new=True
        )
        if record is None:
            return None
        return Token(record.id, record.role, record.agency_id, record.issued_by, record.issued_at, record.expires_at)
