"""Which stored files documents stand on: what nobody claims may be swept away.

A filing claims its file in the transaction that files it. A sweep condemns an unclaimed file before it removes it. Both
write the same record, so of two at the same moment one sees what the other did.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from mongoengine import BooleanField, DateTimeField, Document, IntField, StringField
from pymongo import UpdateOne
from pymongo.collection import Collection as Records
from pymongo.errors import BulkWriteError, DuplicateKeyError

from chassis.mongo import Record
from services.documents.domain.pdf import FilesUnavailable

# Longer than anything takes from storing a file to claiming it: until then nobody may count on one just removed.
GRACE_SECONDS = 600
_DUPLICATE = 11000


class KeptFileRecord(Document):
    """`id` is the SHA-256. `claims` counts the filings that stand on the file; documents are never deleted, so it only
    grows. `unheld`: the store has not been told to hold it. `condemned_at`: a sweep removes it, or has just removed
    it."""

    id = StringField(primary_key=True)
    claims = IntField()
    unheld = BooleanField()
    condemned_at = DateTimeField()

    meta = {
        "collection": "kept_files",
        "auto_create_index": False,
        "indexes": [
            # the database forgets what was condemned; only condemned records have the field
            {"fields": ["condemned_at"], "expireAfterSeconds": GRACE_SECONDS},
            # to_hold: those that the store is to be told of; only they have the field
            {"fields": ["unheld"], "sparse": True},
        ],
    }


class KeptFiles:
    def claim(self, sha256s: Collection[str]) -> None:
        """In the running transaction. Raises FilesUnavailable for one that a sweep is removing: to be tried later."""
        claims = [
            UpdateOne(
                {"_id": sha256, "condemned_at": {"$exists": False}},
                {"$inc": {"claims": 1}, "$setOnInsert": {"unheld": True}},
                upsert=True,
            )
            for sha256 in sorted(set(sha256s))
        ]
        try:
            if claims:
                _records().bulk_write(claims)
        except BulkWriteError as error:
            # A condemned one is not found, so it would be made a second time.
            if all(failure["code"] == _DUPLICATE for failure in (error.details or {}).get("writeErrors", ())):
                raise FilesUnavailable from None
            raise

    def to_hold(self, limit: int) -> list[str]:
        return [record["_id"] for record in _records().find({"unheld": True}, {"_id": 1}).limit(limit)]

    def held(self, sha256: str) -> None:
        _records().update_one({"_id": sha256}, {"$unset": {"unheld": ""}})

    def unclaimed(self, sha256s: Collection[str]) -> set[str]:
        """Those of the files that nothing stands on. One query."""
        claimed = _records().find({"_id": {"$in": list(sha256s)}, "claims": {"$exists": True}}, {"_id": 1})
        return set(sha256s) - {record["_id"] for record in claimed}

    def condemn(self, sha256: str, now: datetime) -> bool:
        """Whether the file may be removed now: nobody claims it, and for a while nobody can."""
        try:
            _records().update_one(
                {"_id": sha256, "claims": {"$exists": False}}, {"$set": {"condemned_at": now}}, upsert=True
            )
        except DuplicateKeyError:
            return False
        return True


def _records() -> Records[Record]:
    found: Records[Record] = KeptFileRecord._get_collection()
    return found
