"""What officers let clients see."""

from __future__ import annotations

from datetime import datetime, timedelta

from mongoengine import DateTimeField, Document, ListField, StringField

from services.identity.digital_id.store.forgetting import forgotten_after

CONSENT_LASTS = timedelta(days=365)


class ConsentDocument(Document):
    """What an officer lets a client see; `id` is "<account>:<client>". A refusal leaves nothing here."""

    meta = {
        "collection": "consents",
        "auto_create_index": False,
        "strict": False,
        "indexes": [forgotten_after("expires_at")],
    }
    id = StringField(primary_key=True)
    scopes = ListField(StringField())
    given_at = DateTimeField(required=True)
    expires_at = DateTimeField(required=True)


def remember_consent(account_id: str, client_id: str, scopes: list[str], now: datetime) -> None:
    ConsentDocument.objects(id=f"{account_id}:{client_id}").update_one(
        upsert=True, add_to_set__scopes=scopes, set__given_at=now, set__expires_at=now + CONSENT_LASTS
    )


def has_consented(account_id: str, client_id: str, scopes: list[str], now: datetime) -> bool:
    """Whether consent to all of these scopes was given within CONSENT_LASTS."""
    given = ConsentDocument.objects(id=f"{account_id}:{client_id}", scopes__all=scopes, expires_at__gt=now)
    return given.first() is not None
