"""When links are to be asked for, and how they have fared.

Apart from the links themselves: a check is no change of a link, and must be in nobody's way who makes one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from mongoengine import DateTimeField, IntField, StringField
from mongoengine import Document as Record
from pymongo import UpdateOne
from pymongo.collection import Collection as Records

from chassis.mongo import Record as Stored
from services.documents.domain.link import Link
from services.documents.domain.link_checking import DueCheck, LinkHealth, LinkResult, is_an_example


class LinkCheckRecord(Record):
    """`id` is the link's. `host` is asked by one at a time. `due_at`: when to ask next; whoever is asking has moved it
    on by as long as that may take. `checks` counts the times that it was asked for."""

    id = StringField(primary_key=True)
    host = StringField(required=True)
    due_at = DateTimeField(required=True)
    checks = IntField(required=True)
    checked_at = DateTimeField()
    result = StringField()
    failures = IntField()
    failing_since = DateTimeField()

    meta = {
        "collection": "link_checks",
        "auto_create_index": False,
        "indexes": [
            # due: what is to be asked for now, the longest due first
            ("due_at", "host"),
        ],
    }


def keep_due(links: Collection[Link]) -> None:
    """Have links asked for soon: they are new, or their publication has changed. In their own transaction."""
    made_due = [
        UpdateOne(
            {"_id": link.id},
            {"$min": {"due_at": link.saved_at}, "$setOnInsert": {"checks": 0, "host": urlsplit(link.url).netloc}},
            upsert=True,
        )
        for link in links
        if not is_an_example(link.url)
    ]
    if made_due:
        _records().bulk_write(made_due)


_CHECK = {"link_id": "$_id", "due_at": "$due_at"}


class LinkChecks:
    """Implements usecases.ports.LinkChecks."""

    def of_links(self, link_ids: Collection[str]) -> dict[str, LinkHealth]:
        if not link_ids:
            return {}
        return {record.id: _health(record) for record in LinkCheckRecord.objects(id__in=list(link_ids), checks__gt=0)}

    def due(self, at: datetime, for_each_host: int) -> Mapping[str, Sequence[DueCheck]]:
        found = _records().aggregate(
            [
                {"$match": {"due_at": {"$lte": at}}},
                {"$sort": {"due_at": 1}},
                {"$group": {"_id": "$host", "since": {"$first": "$due_at"}, "checks": {"$push": _CHECK}}},
                {"$sort": {"since": 1, "_id": 1}},
                {"$project": {"checks": {"$slice": ["$checks", for_each_host]}}},
            ]
        )
        return {each["_id"]: [DueCheck(**check) for check in each["checks"]] for each in found}

    def move(self, check: DueCheck, due_at: datetime) -> DueCheck | None:
        """None when somebody else has it, or the link was changed meanwhile."""
        moved = _records().update_one({"_id": check.link_id, "due_at": check.due_at}, {"$set": {"due_at": due_at}})
        return DueCheck(check.link_id, due_at) if moved.matched_count else None

    def note(self, check: DueCheck, health: LinkHealth) -> bool:
        """Whether it is kept: not when the link was changed, or somebody else took the check over, meanwhile."""
        said = {
            "due_at": health.due_at(),
            "checks": health.checks,
            "checked_at": health.checked_at,
            "result": health.result.value if health.result else None,
            "failures": health.failures,
            "failing_since": health.failing_since,
        }
        noted = _records().update_one({"_id": check.link_id, "due_at": check.due_at}, {"$set": said})
        return bool(noted.matched_count)


def _health(record: LinkCheckRecord) -> LinkHealth:
    return LinkHealth(
        checked_at=record.checked_at,
        result=LinkResult(record.result),
        failures=record.failures or 0,
        failing_since=record.failing_since,
        checks=record.checks,
    )


def _records() -> Records[Stored]:
    found: Records[Stored] = LinkCheckRecord._get_collection()
    return found
