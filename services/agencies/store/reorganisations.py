"""Reorganisations as they were decided, requests to move, and the gate through which they pass one after another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from typing import Any

from mongoengine import (
    BooleanField,
    DateTimeField,
    Document,
    EmbeddedDocument,
    EmbeddedDocumentListField,
    IntField,
    ListField,
    StringField,
)

from services.agencies.domain.agency import ChangedMeanwhile
from services.agencies.domain.moves import OPEN, MoveRequest
from services.agencies.domain.reorganising import Part, Reorganisation

# In the database null is a value like any other; in a list of strings it is not.
_COUNTRY = ""


class PartRecord(EmbeddedDocument):
    agency_id = StringField(required=True)
    kind = StringField(required=True)
    day = StringField(required=True)
    fields = ListField(StringField())


class ReorganisationRecord(Document):
    """domain.reorganising.Reorganisation; days as ISO dates."""

    id = StringField(primary_key=True)
    kind = StringField(required=True)
    effective_on = StringField(required=True)
    reason = StringField()
    agency_ids = ListField(StringField())
    authority_ids = ListField(StringField())
    parts = EmbeddedDocumentListField(PartRecord)
    made_at = DateTimeField(required=True)
    made_by = StringField()
    made_as = StringField()
    withdrawn = BooleanField(default=False)

    meta = {
        "collection": "reorganisations",
        "auto_create_index": False,
        # announced: what concerns an agency and is still to come
        "indexes": ["agency_ids", "effective_on"],
    }


class MoveRequestRecord(Document):
    """domain.moves.MoveRequest."""

    id = StringField(primary_key=True)
    agency_id = StringField(required=True)
    from_parent_id = StringField()
    to_parent_id = StringField()
    effective_on = StringField(required=True)
    reason = StringField(required=True)
    asked_by_giving_side = BooleanField(required=True)
    asked_by = StringField(required=True)
    asked_by_name = StringField(required=True)
    asked_at = DateTimeField(required=True)
    asked_on = StringField(required=True)
    settled = StringField(required=True)

    # open: those that nobody has answered, the newest first
    meta = {"collection": "move_requests", "auto_create_index": False, "indexes": [("settled", "-asked_at")]}


class GateRecord(Document):
    """Makes transactions conflict that MongoDB's snapshot isolation would let pass each other unseen: two moves that
    are each right and together a circle, a child registered under what is being dissolved."""

    id = IntField(primary_key=True)
    passed = IntField()

    meta = {"collection": "reorganisation_gate", "auto_create_index": False}


# An open request is answered or expires within days; more than these nobody reads.
MOST_OPEN = 500


class Reorganisations:
    """Implements usecases.ports.ReorganisationBook."""

    def take_turns(self) -> None:
        """Be the only reorganisation (or import) at work until the running transaction ends."""
        GateRecord._get_collection().update_one({"_id": 1}, {"$inc": {"passed": 1}}, upsert=True)

    def add(self, reorganisation: Reorganisation) -> None:
        made = reorganisation
        ReorganisationRecord._get_collection().insert_one(
            {
                "_id": made.id,
                "kind": made.kind,
                "effective_on": made.effective_on.isoformat(),
                "reason": made.reason,
                "agency_ids": list(made.agency_ids),
                "authority_ids": [authority or _COUNTRY for authority in made.authority_ids],
                "parts": [
                    {
                        "agency_id": part.agency_id,
                        "kind": part.kind,
                        "day": part.day.isoformat(),
                        "fields": list(part.fields),
                    }
                    for part in made.parts
                ],
                "made_at": made.made_at,
                "made_by": made.made_by,
                "made_as": made.made_as,
                "withdrawn": made.withdrawn,
            }
        )

    def get(self, reorganisation_id: str) -> Reorganisation | None:
        record = ReorganisationRecord._get_collection().find_one({"_id": reorganisation_id})
        return _reorganisation(record) if record else None

    def announced(self, agency_ids: Collection[str], today: date) -> Sequence[Reorganisation]:
        wanted = {
            "agency_ids": {"$in": list(agency_ids)},
            "effective_on": {"$gt": today.isoformat()},
            "withdrawn": False,
        }
        found = ReorganisationRecord._get_collection().find(wanted).sort([("effective_on", 1), ("_id", 1)])
        return [_reorganisation(record) for record in found]

    def withdraw(self, reorganisation_id: str) -> None:
        ReorganisationRecord._get_collection().update_one({"_id": reorganisation_id}, {"$set": {"withdrawn": True}})


class MoveRequests:
    """Implements usecases.ports.MoveRequestBook."""

    def add(self, request: MoveRequest) -> None:
        MoveRequestRecord._get_collection().insert_one(
            {
                "_id": request.id,
                **{name: value for name, value in vars(request).items() if name != "id"},
                "effective_on": request.effective_on.isoformat(),
                "asked_on": request.asked_on.isoformat(),
            }
        )

    def get(self, request_id: str) -> MoveRequest | None:
        record = MoveRequestRecord._get_collection().find_one({"_id": request_id})
        return _request(record) if record else None

    def open(self) -> Sequence[MoveRequest]:
        found = MoveRequestRecord._get_collection().find({"settled": OPEN}).sort("asked_at", -1).limit(MOST_OPEN)
        return [_request(record) for record in found]

    def settle(self, request_id: str, outcome: str) -> None:
        settling = {"$set": {"settled": outcome}}
        done = MoveRequestRecord._get_collection().update_one({"_id": request_id, "settled": OPEN}, settling)
        if done.matched_count != 1:
            raise ChangedMeanwhile


def _reorganisation(record: dict[str, Any]) -> Reorganisation:
    return Reorganisation(
        id=record["_id"],
        kind=record["kind"],
        effective_on=date.fromisoformat(record["effective_on"]),
        reason=record["reason"],
        agency_ids=tuple(record["agency_ids"]),
        authority_ids=tuple(authority or None for authority in record["authority_ids"]),
        parts=tuple(
            Part(part["agency_id"], part["kind"], date.fromisoformat(part["day"]), tuple(part["fields"]))
            for part in record["parts"]
        ),
        made_at=_utc(record["made_at"]),
        made_by=record["made_by"],
        made_as=record["made_as"],
        withdrawn=record["withdrawn"],
    )


def _request(record: dict[str, Any]) -> MoveRequest:
    kept = {name: value for name, value in record.items() if name != "_id"}
    kept["effective_on"] = date.fromisoformat(record["effective_on"])
    kept["asked_on"] = date.fromisoformat(record["asked_on"])
    kept["asked_at"] = _utc(record["asked_at"])
    return MoveRequest(id=record["_id"], **kept)


def _utc(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
