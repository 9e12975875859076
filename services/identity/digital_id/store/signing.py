"""The keys that sign ID tokens, sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mongoengine import BinaryField, BooleanField, DateTimeField, Document, IntField, StringField
from mongoengine.errors import NotUniqueError

from services.identity.digital_id.key_rotation import KeyTimes


class SigningKeyDocument(Document):
    """`id` is the key id that ID tokens name. None is ever deleted: each is a trace of a rotation."""

    meta = {
        "collection": "signing_keys",
        "auto_create_index": False,
        "strict": False,
        # of two processes that make the next key at the same moment it refuses the second
        "indexes": [{"fields": ["number"], "unique": True}],
    }
    id = StringField(primary_key=True)
    number = IntField(required=True)
    sealed = BinaryField(required=True)
    made_at = DateTimeField(required=True)
    signs_from = DateTimeField(required=True)
    withdrawn = BooleanField(default=False)


def all_keys() -> Sequence[KeyTimes]:
    """All of them: four a year."""
    found = SigningKeyDocument.objects.only("id", "number", "signs_from", "withdrawn")
    return [KeyTimes(key.id, key.number, key.signs_from, key.withdrawn) for key in found]


def sealed_key(key_id: str) -> bytes:
    return bytes(SigningKeyDocument.objects.get(id=key_id).sealed)


def add(times: KeyTimes, sealed: bytes, now: datetime) -> bool:
    """False when there is a key of that number already."""
    try:
        SigningKeyDocument(sealed=sealed, made_at=now, **vars(times)).save(force_insert=True)
    except NotUniqueError:
        return False
    return True


def withdraw_before(number: int) -> None:
    """Withdraw all keys with a lower number."""
    SigningKeyDocument.objects(number__lt=number).update(set__withdrawn=True)
