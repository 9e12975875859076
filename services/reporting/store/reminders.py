"""Rounds of reminding, and every reminder with what came of it. No address is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from mongoengine import BooleanField, DateTimeField, Document, IntField, ListField, StringField
from pymongo import UpdateOne

from services.reporting.domain.reminders import CLAIM, Reminder, Round, State
from services.reporting.domain.terms import Obligation
from services.reporting.store.days import day_from, stored_day
from services.reporting.store.records import Record


class RoundDocument(Document):
    """domain.reminders.Round. Its id is campaign/day."""

    id = StringField(primary_key=True)
    campaign_id = StringField()
    day = IntField()
    after = StringField(null=True)
    planned = BooleanField()

    meta = {
        "collection": "reminder_rounds",
        "auto_create_index": False,
        "indexes": [
            # the round before another
            {"name": "rounds", "fields": ["campaign_id", "day"]},
        ],
    }


class ReminderDocument(Document):
    """domain.reminders.Reminder. `next_try_at`: when it may be taken up to be sent (again)."""

    id = StringField(primary_key=True)
    campaign_id = StringField()
    day = IntField()
    agency_id = StringField()
    name_th = StringField()
    obligations = ListField(StringField())
    number = IntField()
    about = ListField(StringField())
    above = BooleanField()
    state = StringField()
    address_kind = StringField(null=True)
    attempts = IntField()
    next_try_at = DateTimeField()
    settled_at = DateTimeField(null=True)

    meta = {
        "collection": "reminders",
        "auto_create_index": False,
        "indexes": [
            # what is to be sent, the longest waiting first
            {"name": "waiting", "fields": ["state", "next_try_at"]},
            # the log of a campaign, the latest day first; and the agencies above of a round
            {"name": "log", "fields": ["campaign_id", "-day", "id"]},
        ],
    }


class ReminderBook:
    """Implements usecases.remind.ReminderBook."""

    def __init__(self) -> None:
        self._rounds = RoundDocument._get_collection()
        self._reminders = ReminderDocument._get_collection()

    def round(self, campaign_id: str, day: date) -> Round:
        record = self._rounds.find_one({"_id": _round_id(campaign_id, day)})
        return Round(campaign_id, day, record["after"], record["planned"]) if record else Round(campaign_id, day)

    def go_on(self, done: Round) -> None:
        """As far as this. Two who plan the same round at once are in each other's way: one of them starts again."""
        kept = {"campaign_id": done.campaign_id, "day": stored_day(done.day)}
        progress = {"after": done.after, "planned": done.planned}
        self._rounds.update_one(
            {"_id": _round_id(done.campaign_id, done.day)}, {"$set": {**kept, **progress}}, upsert=True
        )

    def numbers(self, campaign_id: str, before: date, agency_ids: Collection[str]) -> Mapping[str, int]:
        """The number of the reminder that each of these got in the round before that day; those that got none are left
        out."""
        # index "rounds"
        wanted = {"campaign_id": campaign_id, "day": {"$lt": stored_day(before)}}
        last = self._rounds.find_one(wanted, sort=[("day", -1)])
        if last is None:
            return {}
        day = day_from(last["day"])
        ids = [Reminder(campaign_id, day, agency_id, "").id for agency_id in agency_ids]
        found = self._reminders.find({"_id": {"$in": ids}}, {"agency_id": 1, "number": 1})
        return {each["agency_id"]: each["number"] for each in found}

    def plan(self, reminders: Sequence[Reminder], now: datetime) -> None:
        """Keep what is new of them; of those to agencies above, add what they are about."""
        writes = []
        for reminder in reminders:
            record = _record(reminder, now)
            about = record.pop("about")
            writes.append(
                UpdateOne(
                    {"_id": reminder.id},
                    {"$setOnInsert": record, "$addToSet": {"about": {"$each": about}}},
                    upsert=True,
                )
            )
        if writes:
            self._reminders.bulk_write(writes, ordered=False)

    def let_go(self, round: Round) -> None:
        """The round's reminders to agencies above are complete."""
        # index "log"
        wanted = {"campaign_id": round.campaign_id, "day": stored_day(round.day), "state": State.PLANNED.value}
        self._reminders.update_many(wanted, {"$set": {"state": State.WAITING.value}})

    def waiting(self, now: datetime, limit: int) -> Sequence[Reminder]:
        # index "waiting"
        wanted = {"state": State.WAITING.value, "next_try_at": {"$lte": now}}
        return [_reminder(each) for each in self._reminders.find(wanted).sort("next_try_at", 1).limit(limit)]

    def claim(self, reminder_id: str, now: datetime) -> Reminder | None:
        """Take it up to be sent, so that nobody else does meanwhile; None when somebody has, or it is settled."""
        record = self._reminders.find_one_and_update(
            {"_id": reminder_id, "state": State.WAITING.value, "next_try_at": {"$lte": now}},
            {"$inc": {"attempts": 1}, "$set": {"next_try_at": now + CLAIM}},
            return_document=True,
        )
        return _reminder(record) if record else None

    def try_again(self, reminder: Reminder, at: datetime) -> None:
        self._reminders.update_one({"_id": reminder.id}, {"$set": {"next_try_at": at}})

    def settle(self, reminder: Reminder, state: State, at: datetime, address_kind: str | None) -> None:
        settled = {"state": state.value, "settled_at": at, "address_kind": address_kind}
        self._reminders.update_one({"_id": reminder.id, "state": State.WAITING.value}, {"$set": settled})

    def log(
        self,
        campaign_id: str,
        day: date | None,
        state: State | None,
        agency_id: str | None,
        after: tuple[date, str] | None,
        limit: int,
    ) -> Sequence[Reminder]:
        # index "log"
        wanted: Record = {"campaign_id": campaign_id}
        for name, value in (
            ("day", stored_day(day) if day else None),
            ("state", state.value if state else None),
            ("agency_id", agency_id),
        ):
            if value is not None:
                wanted[name] = value
        if after is not None:
            last_day, last_id = stored_day(after[0]), after[1]
            wanted["$or"] = [{"day": {"$lt": last_day}}, {"day": last_day, "_id": {"$gt": last_id}}]
        found = self._reminders.find(wanted).sort([("day", -1), ("_id", 1)]).limit(limit)
        return [_reminder(each) for each in found]


def _round_id(campaign_id: str, day: date) -> str:
    return f"{campaign_id}/{stored_day(day)}"


def _record(reminder: Reminder, now: datetime) -> Record:
    return {
        "campaign_id": reminder.campaign_id,
        "day": stored_day(reminder.day),
        "agency_id": reminder.agency_id,
        "name_th": reminder.name_th,
        "obligations": [obligation.value for obligation in reminder.obligations],
        "number": reminder.number,
        "about": list(reminder.about),
        "above": reminder.above,
        "state": reminder.state.value,
        "address_kind": reminder.address_kind,
        "attempts": reminder.attempts,
        "next_try_at": now,
        "settled_at": reminder.settled_at,
    }


def _reminder(record: Record) -> Reminder:
    return Reminder(
        campaign_id=record["campaign_id"],
        day=day_from(record["day"]),
        agency_id=record["agency_id"],
        name_th=record["name_th"],
        obligations=tuple(Obligation(obligation) for obligation in record["obligations"]),
        number=record["number"],
        about=tuple(record.get("about", ())),
        above=record["above"],
        state=State(record["state"]),
        address_kind=record["address_kind"],
        attempts=record["attempts"],
        settled_at=record["settled_at"],
    )
