"""What is told once in a while only, although it happens all the time."""

from __future__ import annotations

from datetime import datetime, timedelta

from mongoengine import DateTimeField, Document, StringField
from pymongo.errors import DuplicateKeyError

from chassis.mongo import outside_transaction


class NewsRecord(Document):
    """`id` says what was told. Until `until` it is no news."""

    id = StringField(primary_key=True)
    until = DateTimeField(required=True)

    meta = {
        "collection": "news",
        "auto_create_index": False,
        "indexes": [
            # the database sweeps away what may be told again; NewsDesk does not rely on when it does
            {"fields": ["until"], "expireAfterSeconds": 0},
        ],
    }


class NewsDesk:
    def is_news(self, key: str, now: datetime, every: timedelta) -> bool:
        # What is told is a refusal, which undoes the command; that it was told must outlive that.
        with outside_transaction():
            try:
                NewsRecord._get_collection().update_one(
                    {"_id": key, "until": {"$lte": now}}, {"$set": {"until": now + every}}, upsert=True
                )
            except DuplicateKeyError:
                return False
        return True
