"""Failed tries with tokens, for the throttle."""

from __future__ import annotations

from datetime import datetime

import structlog
from mongoengine import DateTimeField, Document, IntField, StringField

from chassis.mongo import outside_transaction
from services.identity.domain import attempts


class AttemptRecord(Document):
    """`id` is the officer's. Not there: no failures since the last success, or they are forgotten."""

    id = StringField(primary_key=True)
    failures = IntField(required=True)
    last_failed_at = DateTimeField(required=True)
    forget_at = DateTimeField(required=True)

    meta = {
        "collection": "token_attempts",
        "auto_create_index": False,
        "indexes": [
            # the database sweeps away what is forgotten; Attempts does not rely on when it does
            {"fields": ["forget_at"], "expireAfterSeconds": 0},
        ],
    }


class Attempts:
    def of(self, officer_id: str) -> attempts.Attempts | None:
        record = AttemptRecord.objects(id=officer_id).first()
        return attempts.Attempts(record.failures, record.last_failed_at) if record else None

    def note_failure(self, officer_id: str, now: datetime) -> None:
        # A refusal rolls the command back; the failure must outlive that or there would be no throttle.
        # One atomic step, so that simultaneous failures are all counted; forgotten ones are not.
        remembered = {"$cond": [{"$gt": ["$forget_at", now]}, "$failures", 0]}
        with outside_transaction():
            AttemptRecord.objects(id=officer_id).update_one(
                __raw__=[
                    {
                        "$set": {
                            "failures": {"$add": [remembered, 1]},
                            "last_failed_at": now,
                            "forget_at": now + attempts.LONGEST_WAIT,
                        }
                    }
                ],
                upsert=True,
            )
        structlog.get_logger().info("token_refused", officer_id=officer_id)

    def forget(self, officer_id: str) -> None:
        AttemptRecord.objects(id=officer_id).delete()
