"""The tree by days: for each agency and each stretch of days on which nothing of it changes, one slim document.

An extract of the timelines, written with them. A question about a day is a question about the documents that hold that
day, so every day costs the same and nothing has to happen when an announced day comes.

What stands below an agency is found by one $graphLookup over these documents, however deep the tree is. A materialised
closure would answer faster, but moving a ministry would rewrite a document for each of the thousands of agencies below
it, in one transaction; here it writes two. $graphLookup must find room in 100 MB and spills nothing to the disk: a
document here takes some 400 bytes, so that 20,000 below one agency take 8 MB (half a second's walk, measured) and
100,000 take 40 MB (twenty seconds', in place of which one asks for the whole country: that is no walk). The $unwind
right behind it keeps the result from becoming one document, which could be no larger than 16 MB.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from mongoengine import BooleanField, Document, EmbeddedDocument, EmbeddedDocumentListField, StringField
from pymongo import ASCENDING

from chassis.mongo import Record, database
from services.agencies.domain.agency import Agency
from services.agencies.domain.below import Below, Kind, PageBelow, WantedBelow
from services.agencies.domain.listing import Position
from services.agencies.store.records import THAI

PERIODS = "agency_periods"
_FACTS = ("parent_id", "level", "category", "lao_type", "province_code", "reporting_unit", "name_th", "name_en")
_KIND = ("category", "lao_type", "level", "province_code", "reporting_unit")
_FOREVER = date.max.isoformat()


class DaysRecord(EmbeddedDocument):
    start = StringField(required=True)
    end = StringField(required=True)


class PeriodRecord(Document):
    """Its id is agency/first day. `end`: the first day on which it no longer holds. `hidden`: the days on which the
    agency is hidden from the public, in all its periods alike."""

    id = StringField(primary_key=True)
    agency_id = StringField(required=True)
    code = StringField(required=True)
    start = StringField(required=True)
    end = StringField(required=True)
    parent_id = StringField()
    level = StringField(required=True)
    category = StringField()
    lao_type = StringField()
    province_code = StringField()
    reporting_unit = BooleanField(required=True)
    name_th = StringField(required=True)
    name_en = StringField()
    hidden = EmbeddedDocumentListField(DaysRecord)

    meta = {
        "collection": PERIODS,
        "auto_create_index": False,
        "indexes": [
            # replacing an agency's periods, and where a walk down the tree begins
            {"fields": ["agency_id"], "collation": THAI},
            # children in the order of the list; each step of a walk down. Comparing by another collation than the
            # index's would make every step read everything.
            {"fields": ["parent_id", "name_th", "agency_id"], "collation": THAI},
            # the whole country in the order of the list
            {"fields": ["name_th", "agency_id"], "collation": THAI},
        ],
    }


def periods_of(agencies: Iterable[Agency]) -> Iterator[Record]:
    """The documents that an agency's timeline makes."""
    for agency in agencies:
        hidden = list(_hidden(agency))
        for period in agency.periods():
            facts = {name: getattr(period.facts, name) for name in _FACTS}
            stated = {
                name: str(value) if isinstance(value, str) else value
                for name, value in facts.items()
                if value is not None
            }
            yield {
                "_id": f"{agency.id}/{period.start.isoformat()}",
                "agency_id": agency.id,
                "code": agency.code,
                "start": period.start.isoformat(),
                "end": period.end.isoformat(),
                **stated,
                **({"hidden": hidden} if hidden else {}),
            }


def _hidden(agency: Agency) -> Iterator[Record]:
    ends = [*(entry.effective_on.isoformat() for entry in agency.timeline[1:]), _FOREVER]
    for entry, end in zip(agency.timeline, ends, strict=True):
        if not entry.facts.visible:
            yield {"start": entry.effective_on.isoformat(), "end": end}


class Tree:
    """Implements usecases.ports.TreeBook."""

    def page(self, wanted: WantedBelow, size: int, after: Position | None) -> PageBelow:
        """One query."""
        steps = [*_found(wanted), {"$match": {"$and": [*_filters(wanted), *_after(after)]}}]
        steps += [{"$sort": {"name_th": ASCENDING, "agency_id": ASCENDING}}, {"$limit": size + 1}]
        records = list(database()[PERIODS].aggregate(steps, collation=THAI))
        last = records[size - 1] if len(records) > size else None
        return PageBelow(
            tuple(map(_below, records[:size])), Position(last["name_th"], last["agency_id"]) if last else None
        )

    def kinds(self, wanted: WantedBelow) -> tuple[Kind, ...]:
        """One query."""
        steps = [*_found(wanted), {"$match": {"$and": [*_filters(wanted)]}}]
        steps.append({"$group": {"_id": {name: f"${name}" for name in _KIND}, "count": {"$sum": 1}}})
        groups = database()[PERIODS].aggregate(steps, collation=THAI)
        return tuple(Kind(**{name: group["_id"].get(name) for name in _KIND}, count=group["count"]) for group in groups)


def _found(wanted: WantedBelow) -> list[Record]:
    """The periods of what stands below on the day."""
    on_day = _on(wanted.day)
    if wanted.agency_id is None:
        return [{"$match": {**on_day, **({"parent_id": {"$exists": False}} if wanted.direct else {})}}]
    if wanted.direct:
        return [{"$match": {**on_day, "parent_id": wanted.agency_id}}, {"$set": {"depth": 0}}]
    return [
        {"$match": {**on_day, "agency_id": wanted.agency_id}},
        {
            "$graphLookup": {
                "from": PERIODS,
                "startWith": "$agency_id",
                "connectFromField": "agency_id",
                "connectToField": "parent_id",
                "restrictSearchWithMatch": on_day,
                "depthField": "depth",
                "as": "below",
            }
        },
        {"$unwind": "$below"},
        {"$replaceRoot": {"newRoot": "$below"}},
    ]


def _on(day: date) -> Record:
    return {"start": {"$lte": day.isoformat()}, "end": {"$gt": day.isoformat()}}


def _filters(wanted: WantedBelow) -> Iterator[Record]:
    yield {}
    for name in ("category", "lao_type", "level", "province_code"):
        value = getattr(wanted, name)
        if value is not None:
            yield {name: str(value)}
    if not wanted.hidden_too:
        yield {"$nor": [{"hidden": {"$elemMatch": _on(day)}} for day in (wanted.day, wanted.today)]}


def _after(after: Position | None) -> Iterator[Record]:
    if after is not None:
        same = {"name_th": after.name_th, "agency_id": {"$gt": after.agency_id}}
        yield {"$or": [{"name_th": {"$gt": after.name_th}}, same]}


def _below(record: Record) -> Below:
    return Below(
        agency_id=record["agency_id"],
        code=record["code"],
        name_th=record["name_th"],
        name_en=record.get("name_en"),
        parent_id=record.get("parent_id"),
        level=record["level"],
        category=record.get("category"),
        lao_type=record.get("lao_type"),
        province_code=record.get("province_code"),
        reporting_unit=record["reporting_unit"],
        depth=int(record["depth"]) + 1 if "depth" in record else None,
    )
