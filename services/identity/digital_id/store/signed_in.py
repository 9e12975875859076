"""Browsers in which somebody has signed in, or is about to."""

from __future__ import annotations

from datetime import datetime

from mongoengine import DateTimeField, Document, IntField, ListField, StringField

from services.identity.digital_id.model import HalfWay, SignedIn
from services.identity.digital_id.store.forgetting import forgotten_after


class SessionDocument(Document):
    """A browser's session, by the hash of its cookie. `expires_at` moves on with use, up to `ends_at`."""

    meta = {
        "collection": "sessions",
        "auto_create_index": False,
        "strict": False,
        "indexes": [forgotten_after("expires_at")],
    }
    id = StringField(primary_key=True)
    account_id = StringField(required=True)
    credentials = IntField(default=1)
    authenticated_at = DateTimeField(required=True)
    acr = StringField(required=True)
    amr = ListField(StringField(), default=lambda: ["pwd"])
    expires_at = DateTimeField(required=True)
    ends_at = DateTimeField(required=True)


class HalfWayDocument(Document):
    """A browser in which the password was right and the code is still to come, by the hash of its cookie."""

    meta = {
        "collection": "half_way",
        "auto_create_index": False,
        "strict": False,
        "indexes": [forgotten_after("expires_at")],
    }
    id = StringField(primary_key=True)
    account_id = StringField(required=True)
    credentials = IntField(required=True)
    expires_at = DateTimeField(required=True)


def add_session(signed_in: SignedIn, expires_at: datetime, ends_at: datetime) -> None:
    SessionDocument(
        id=signed_in.session_id,
        account_id=signed_in.account.id,
        credentials=signed_in.account.credentials,
        authenticated_at=signed_in.authenticated_at,
        acr=signed_in.acr,
        amr=list(signed_in.amr),
        expires_at=expires_at,
        ends_at=ends_at,
    ).save(force_insert=True)


def session(session_id: str, now: datetime) -> SessionDocument | None:
    document: SessionDocument | None = SessionDocument.objects(id=session_id, expires_at__gt=now).first()
    return document


def prolong_session(session_id: str, expires_at: datetime) -> None:
    SessionDocument.objects(id=session_id).update_one(set__expires_at=expires_at)


def remove_session(session_id: str) -> None:
    SessionDocument.objects(id=session_id).delete()


def add_half_way(half_way: HalfWay) -> None:
    HalfWayDocument(**vars(half_way)).save(force_insert=True)


def half_way(half_way_id: str, now: datetime) -> HalfWay | None:
    document = HalfWayDocument.objects(id=half_way_id, expires_at__gt=now).first()
    if document is None:
        return None
    return HalfWay(**{name: getattr(document, name) for name in HalfWay.__dataclass_fields__})


def remove_half_way(half_way_id: str) -> bool:
    """False when it is gone already: of two at the same moment only one gets True."""
    return bool(HalfWayDocument.objects(id=half_way_id).delete())
