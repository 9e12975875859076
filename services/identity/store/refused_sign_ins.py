"""How many sign-ins were turned away, for each reason and hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from mongoengine import DateTimeField, Document, IntField, StringField

from chassis.mongo import outside_transaction

# So that a year can be compared with the one before; the entries of the history stay.
KEPT = timedelta(days=730)


class RefusedSignInRecord(Document):
    """`id`: hour and reason. Nothing of who tried: nobody knows who it was."""

    id = StringField(primary_key=True)
    since = DateTimeField(required=True)
    reason = StringField(required=True)
    count = IntField(required=True)

    meta = {
        "collection": "refused_sign_ins",
        "auto_create_index": False,
        "indexes": [
            # the database sweeps away what is old
            {"fields": ["since"], "expireAfterSeconds": int(KEPT.total_seconds())},
        ],
    }


class RefusedSignIns:
    def count(self, since: datetime, reason: str) -> int:
        # One atomic step beside the command's transaction: however many come at once, none waits for another, and
        # none is lost. One that has to run again because of the history's chain is counted twice.
        with outside_transaction():
            record = RefusedSignInRecord.objects(id=f"{since.isoformat()}/{reason}").modify(
                upsert=True, new=True, inc__count=1, set__since=since, set__reason=reason
            )
        return int(record.count)
