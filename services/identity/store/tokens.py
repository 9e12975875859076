"""Tokens, those that wait to be redeemed and those that are spent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from cryptography.exceptions import InvalidTag
from mongoengine import BinaryField, BooleanField, DateTimeField, Document, StringField

from chassis.mongo import Record
from services.identity.domain.tokens import LIVE, REDEEMED, REPLACED, REVOKED, Token
from services.identity.store.token_desk import TokenDesk
from services.identity.store.token_safe import TokenSafe


class TokenRecord(Document):
    """`live` until it is redeemed, revoked or replaced; the sealed number, which is only there to be shown, goes with
    that."""

    id = StringField(primary_key=True)
    lookup = StringField(required=True)
    sealed = BinaryField()
    role = StringField(required=True)
    agency_id = StringField()
    issued_by = StringField(required=True)
    by_grant = StringField()
    issued_at = DateTimeField(required=True)
    expires_at = DateTimeField(required=True)
    live = BooleanField(required=True)
    redeemed_by = StringField()
    redeemed_at = DateTimeField()
    replaced_at = DateTimeField()
    revoked_at = DateTimeField()

    meta = {
        "collection": "tokens",
        "auto_create_index": False,
        "indexes": [
            # Tokens.find; unique, spent ones included: a number never means two things
            {"fields": ["lookup"], "unique": True},
            # Tokens.put; unique: one live token for a role at an agency, even when two officers refresh at once
            {"fields": ["agency_id", "role"], "unique": True, "partialFilterExpression": {"live": True}},
            # Tokens.end_those_of
            {"fields": ["by_grant"], "partialFilterExpression": {"live": True}},
        ],
    }


class Tokens:
    """Every change is noted on the desk in the same transaction, so that lists need not look here."""

    def __init__(self, safe: TokenSafe, desk: TokenDesk) -> None:
        self._safe = safe
        self._desk = desk

    def put(self, issued: Sequence[tuple[Token, str]]) -> None:
        if not issued:
            return
        by_role: dict[str, list[Token]] = {}
        for token, _ in issued:
            by_role.setdefault(token.role, []).append(token)
        for role, tokens in by_role.items():
            replaced = TokenRecord.objects(agency_id__in=[token.agency_id for token in tokens], role=role, live=True)
            replaced.update(set__live=False, set__replaced_at=tokens[0].issued_at, unset__sealed=True)
        TokenRecord._get_collection().insert_many([self._record(token, number) for token, number in issued])
        self._desk.note_issued([token for token, _ in issued])

    def find(self, number: str) -> tuple[Token, str] | None:
        record = TokenRecord.objects(lookup=self._safe.lookup(number)).first()
        return (_token(record), _state(record)) if record else None

    def take(self, token: Token, officer_id: str, now: datetime) -> bool:
        # One statement, so that of any number of takers at the same moment exactly one finds it live.
        taken = TokenRecord.objects(id=token.id, live=True, expires_at__gt=now).update_one(
            set__live=False, set__redeemed_by=officer_id, set__redeemed_at=now, unset__sealed=True
        )
        if taken:
            self._desk.note_ended([token], REDEEMED, now)
        return bool(taken)

    def waiting(self, token_id: str, agency_id: str | None, now: datetime) -> Token | None:
        record = TokenRecord.objects(id=token_id, agency_id=agency_id, live=True, expires_at__gt=now).first()
        return _token(record) if record else None

    def revoke(self, token: Token, now: datetime) -> None:
        self._end([token], now)

    def end_those_of(self, grant_id: str, now: datetime) -> int:
        tokens = [_token(record) for record in TokenRecord.objects(by_grant=grant_id, live=True)]
        self._end(tokens, now)
        return len(tokens)

    def numbers(self, token_ids: Collection[str]) -> Mapping[str, str]:
        records = TokenRecord.objects(id__in=list(token_ids), live=True).only("id", "sealed")
        return dict(self._revealed(records))

    def _end(self, tokens: Sequence[Token], now: datetime) -> None:
        if not tokens:
            return
        TokenRecord.objects(id__in=[token.id for token in tokens], live=True).update(
            set__live=False, set__revoked_at=now, unset__sealed=True
        )
        self._desk.note_ended(tokens, REVOKED, now)

    def _revealed(self, records: Iterable[TokenRecord]) -> Iterable[tuple[str, str]]:
        for record in records:
            try:
                yield record.id, self._safe.reveal(record.sealed, record.id)
            except InvalidTag:  # sealed with another token_secret: it cannot be redeemed either
                continue

    def _record(self, token: Token, number: str) -> Record:
        return {
            "_id": token.id,
            "lookup": self._safe.lookup(number),
            "sealed": self._safe.seal(number, token.id),
            "role": token.role,
            "issued_by": token.issued_by,
            "issued_at": token.issued_at,
            "expires_at": token.expires_at,
            "live": True,
            **({"agency_id": token.agency_id} if token.agency_id is not None else {}),
            **({"by_grant": token.by_grant} if token.by_grant is not None else {}),
        }


def _token(record: TokenRecord) -> Token:
    return Token(
        record.id,
        record.role,
        record.agency_id,
        record.issued_by,
        record.by_grant,
        record.issued_at,
        record.expires_at,
    )


def _state(record: TokenRecord) -> str:
    if record.live:
        return LIVE
    if record.redeemed_at is not None:
        return REDEEMED
    return REVOKED if record.revoked_at is not None else REPLACED
