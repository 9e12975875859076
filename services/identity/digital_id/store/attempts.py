"""How often somebody has tried lately."""

from __future__ import annotations

from datetime import datetime

from mongoengine import DateTimeField, Document, IntField, StringField
from mongoengine.errors import NotUniqueError

from services.identity.digital_id.store.forgetting import forgotten_after
from services.identity.digital_id.throttle import FREE_ATTEMPTS, Attempts, TooManyAttempts, after_another, refuse_early


class AttemptsDocument(Document):
    """Attempts that have not succeeded, by a keyed hash of what was typed (people type passwords into the wrong field)
    or of where they come from."""

    meta = {
        "collection": "sign_in_attempts",
        "auto_create_index": False,
        "strict": False,
        "indexes": [forgotten_after("forget_at")],
    }
    id = StringField(primary_key=True)
    count = IntField(required=True)
    last_at = DateTimeField(required=True)
    blocked_until = DateTimeField(required=True)
    forget_at = DateTimeField(required=True)


def count_attempt(key: str, now: datetime, free: int = FREE_ATTEMPTS) -> None:
    """Count an attempt before its outcome is known. Raises TooManyAttempts when it may not be made now."""
    for _ in range(20):
        earlier = _earlier(key)
        attempts = after_another(earlier, now, free)
        if _replace(key, earlier, attempts):
            return
    raise TooManyAttempts(retry_after=1)


def refuse_if_early(key: str, now: datetime) -> None:
    """Raises TooManyAttempts when no attempt may be made now. Counts nothing."""
    refuse_early(_earlier(key), now)


def forget_attempts(key: str) -> None:
    AttemptsDocument.objects(id=key).delete()


def _earlier(key: str) -> Attempts | None:
    found = AttemptsDocument.objects(id=key).first()
    return Attempts(found.count, found.last_at, found.blocked_until) if found else None


def _replace(key: str, earlier: Attempts | None, attempts: Attempts) -> bool:
    """False when somebody else has counted an attempt since `earlier` was read."""
    changed = {**vars(attempts), "forget_at": attempts.forget_at}
    if earlier is not None:
        unchanged = AttemptsDocument.objects(id=key, count=earlier.count, last_at=earlier.last_at)
        return bool(unchanged.update_one(**{f"set__{name}": value for name, value in changed.items()}))
    try:
        AttemptsDocument(id=key, **changed).save(force_insert=True)
    except NotUniqueError:
        return False
    return True
