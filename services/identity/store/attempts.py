"""Failed tries, for the throttles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from mongoengine import BooleanField, DateTimeField, Document, IntField, StringField
from pymongo import UpdateOne

from chassis.mongo import outside_transaction
from services.identity.domain.attempts import Attempts as Failures
from services.identity.domain.attempts import Source


class AttemptRecord(Document):
    """`id` is the key of the source. Not there: no failures since the last success, or they are forgotten."""

    id = StringField(primary_key=True)
    failures = IntField(required=True)
    last_failed_at = DateTimeField(required=True)
    forget_at = DateTimeField(required=True)
    turned_away = BooleanField(required=True)

    meta = {
        "collection": "attempts",
        "auto_create_index": False,
        "indexes": [
            # the database sweeps away what is forgotten; Attempts does not rely on when it does
            {"fields": ["forget_at"], "expireAfterSeconds": 0},
        ],
    }


class Attempts:
    def of(self, sources: Sequence[Source], now: datetime) -> Sequence[Failures]:
        by_key = {source.key: source for source in sources}
        found = AttemptRecord.objects(id__in=list(by_key), forget_at__gt=now)
        return [Failures(by_key[record.id], record.failures, record.last_failed_at) for record in found]

    def note_failure(self, sources: Iterable[Source], now: datetime) -> None:
        # A refusal rolls the command back; the failure must outlive that or there would be no throttle.
        with outside_transaction():
            AttemptRecord._get_collection().bulk_write([_one_more(source, now) for source in sources], ordered=False)

    def is_news(self, source: Source) -> bool:
        with outside_transaction():
            changed = AttemptRecord.objects(id=source.key, turned_away=False).update_one(set__turned_away=True)
        return bool(changed)

    def forget(self, source: Source) -> None:
        AttemptRecord.objects(id=source.key).delete()


def _one_more(source: Source, now: datetime) -> UpdateOne:
    # One atomic step, so that simultaneous failures are all counted; forgotten ones are not.
    remembered = {"$cond": [{"$gt": ["$forget_at", now]}, "$failures", 0]}
    counted = {
        "failures": {"$add": [remembered, 1]},
        "last_failed_at": now,
        "forget_at": now + source.patience.remembered,
        "turned_away": False,
    }
    return UpdateOne({"_id": source.key}, [{"$set": counted}], upsert=True)
