"""Codes and access tokens, by their hashes."""

from __future__ import annotations

from datetime import datetime, timedelta

from mongoengine import BooleanField, DateTimeField, Document, IntField, ListField, StringField

from services.identity.digital_id.model import IssuedCode, IssuedToken
from services.identity.digital_id.store.forgetting import forgotten_after

# A spent code must be known for as long as what it gave may live, so that its second use is noticed.
CODES_KEPT = timedelta(hours=1)


class CodeDocument(Document):
    """An authorization code, by its hash. `replayed` once somebody has used it a second time."""

    meta = {
        "collection": "codes",
        "auto_create_index": False,
        "strict": False,
        "indexes": [forgotten_after("forget_at")],
    }
    id = StringField(primary_key=True)
    client_id = StringField(required=True)
    account_id = StringField(required=True)
    credentials = IntField(default=1)
    redirect_uri = StringField(required=True)
    scope = StringField(required=True)
    nonce = StringField()
    code_challenge = StringField(required=True)
    code_challenge_method = StringField(required=True)
    authenticated_at = DateTimeField(required=True)
    acr = StringField(required=True)
    amr = ListField(StringField(), default=lambda: ["pwd"])
    expires_at = DateTimeField(required=True)
    forget_at = DateTimeField(required=True)
    spent = BooleanField(default=False)
    replayed = BooleanField(default=False)


class TokenDocument(Document):
    """An access token, by its hash."""

    meta = {
        "collection": "tokens",
        "auto_create_index": False,
        "strict": False,
        "indexes": [forgotten_after("expires_at"), {"fields": ["code_id"]}],  # the second: note_replay's deletion
    }
    id = StringField(primary_key=True)
    code_id = StringField(required=True)
    client_id = StringField(required=True)
    account_id = StringField(required=True)
    credentials = IntField(default=1)
    scope = StringField(required=True)
    expires_at = DateTimeField(required=True)


def add_code(code: IssuedCode) -> None:
    CodeDocument(forget_at=code.expires_at + CODES_KEPT, **vars(code)).save(force_insert=True)


def code(code_id: str, client_id: str) -> IssuedCode | None:
    document = CodeDocument.objects(id=code_id, client_id=client_id).first()
    if document is None:
        return None
    return IssuedCode(**{name: getattr(document, name) for name in IssuedCode.__dataclass_fields__})


def spend_code(code_id: str) -> bool:
    """Mark the code as spent. False when it was already: of two exchanges at the same moment only one gets True."""
    return bool(CodeDocument.objects(id=code_id, spent=False).update_one(set__spent=True))


def note_replay(code_id: str) -> None:
    """The code was used again: what it gave ends. The mark comes first, see was_replayed."""
    CodeDocument.objects(id=code_id).update_one(set__replayed=True)
    TokenDocument.objects(code_id=code_id).delete()


def was_replayed(code_id: str) -> bool:
    """Whether the code was used again. Asked after the token was stored, so that a replay in between kills it too."""
    return CodeDocument.objects(id=code_id, replayed=True).first() is not None


def add_token(token: IssuedToken) -> None:
    TokenDocument(**vars(token)).save(force_insert=True)


def token(token_id: str, now: datetime) -> IssuedToken | None:
    document = TokenDocument.objects(id=token_id, expires_at__gt=now).first()
    if document is None:
        return None
    return IssuedToken(**{name: getattr(document, name) for name in IssuedToken.__dataclass_fields__})


def remove_token(token_id: str) -> None:
    TokenDocument.objects(id=token_id).delete()
