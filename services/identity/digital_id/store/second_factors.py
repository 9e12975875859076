"""The secrets of officers' authenticator apps, sealed, and what is left of their recovery codes."""

from __future__ import annotations

from datetime import datetime

from mongoengine import BinaryField, DateTimeField, Document, IntField, ListField, StringField


class SecondFactorDocument(Document):
    """`id` is the account. `offered` is a secret shown for enrolment until `offered_until`, `sealed` the one in use.

    `last_step` is the latest time step whose code was accepted: no code is accepted twice.
    """

    meta = {"collection": "second_factors", "auto_create_index": False, "strict": False, "indexes": []}
    id = StringField(primary_key=True)
    offered = BinaryField()
    offered_until = DateTimeField()
    sealed = BinaryField()
    last_step = IntField(default=0)
    recovery = ListField(StringField())
    since = DateTimeField()


def offer(account_id: str, sealed: bytes, until: datetime) -> None:
    SecondFactorDocument.objects(id=account_id).update_one(upsert=True, set__offered=sealed, set__offered_until=until)


def offered(account_id: str, now: datetime) -> bytes | None:
    found = SecondFactorDocument.objects(id=account_id, offered_until__gt=now).first()
    return bytes(found.offered) if found and found.offered else None


def switch_on(account_id: str, sealed: bytes, step: int, recovery: list[str], now: datetime) -> bool:
    """Use the secret that is on offer. False when it is not on offer any more: another request was first."""
    return bool(
        SecondFactorDocument.objects(id=account_id, offered=sealed).update_one(
            set__sealed=sealed,
            set__last_step=step,
            set__recovery=recovery,
            set__since=now,
            unset__offered=True,
            unset__offered_until=True,
        )
    )


def switch_off(account_id: str) -> None:
    SecondFactorDocument.objects(id=account_id).delete()


def secret_in_use(account_id: str) -> bytes | None:
    found = SecondFactorDocument.objects(id=account_id, sealed__exists=True).first()
    return bytes(found.sealed) if found else None


def recovery_codes_left(account_id: str) -> int:
    found = SecondFactorDocument.objects(id=account_id).only("recovery").first()
    return len(found.recovery) if found else 0


def accept_step(account_id: str, step: int) -> bool:
    """False when a code of this or a later time step was accepted before: a replay."""
    later = SecondFactorDocument.objects(id=account_id, last_step__lt=step)
    return bool(later.update_one(set__last_step=step))


def spend_recovery_code(account_id: str, code_hash: str) -> bool:
    """False when there is no such code, or it is spent: of two at the same moment only one gets True."""
    return bool(SecondFactorDocument.objects(id=account_id, recovery=code_hash).update_one(pull__recovery=code_hash))
