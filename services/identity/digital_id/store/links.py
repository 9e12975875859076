"""Links by which a forgotten password is replaced: one for an account, known by its hash."""

from __future__ import annotations

from datetime import datetime

from mongoengine import DateTimeField, Document, StringField

from services.identity.digital_id.store.forgetting import forgotten_after


class LinkDocument(Document):
    """`id` is the account, so that a new link takes the place of an older one."""

    meta = {
        "collection": "password_links",
        "auto_create_index": False,
        "strict": False,
        "indexes": [
            forgotten_after("expires_at"),
            {"fields": ["link_hash"], "unique": True},  # whose_link's and take_link's look-up
        ],
    }
    id = StringField(primary_key=True)
    link_hash = StringField(required=True)
    expires_at = DateTimeField(required=True)


def put_link(account_id: str, link_hash: str, expires_at: datetime) -> None:
    """From now on this is the account's link, and the only one."""
    LinkDocument.objects(id=account_id).update_one(upsert=True, set__link_hash=link_hash, set__expires_at=expires_at)


def whose_link(link_hash: str, now: datetime) -> str | None:
    """The account whose link it is. None when it is unknown, used or expired."""
    found = LinkDocument.objects(link_hash=link_hash, expires_at__gt=now).first()
    return str(found.id) if found else None


def take_link(link_hash: str, now: datetime) -> bool:
    """Use the link up. False when it cannot be used: of two at the same moment only one gets True."""
    return bool(LinkDocument.objects(link_hash=link_hash, expires_at__gt=now).delete())


def remove_link(account_id: str) -> None:
    LinkDocument.objects(id=account_id).delete()
