"""On time or late, asked of the ledger: the first day on which an agency held what it owes, and a due date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pymongo.collection import Collection

from services.reporting.domain.asking import Grouping, Position, Selection
from services.reporting.domain.obligations import is_owed_by_all_counted
from services.reporting.domain.terms import OWING, Measure, State
from services.reporting.domain.timeliness import Deadline, Kept, Timeliness
from services.reporting.ledger.selecting import selected
from services.reporting.store.days import day_from, stored_day
from services.reporting.store.editions import current
from services.reporting.store.groups import group_of
from services.reporting.store.records import THAI, Record
from services.reporting.store.targets import everybody, holding, matching

Group = str | Record | None  # the expression for the group of an entry
COMPLYING = [State.DONE.value, State.COVERED.value]


class MongoTimeliness:
    """Implements usecases.campaigns.DeadlineReader."""

    @property
    def _entries(self) -> Collection[Record]:
        return current().entries

    def tallies(
        self, deadline: Deadline, below: str | None, grouping: Grouping | None
    ) -> Mapping[str | None, Mapping[Timeliness | None, int]]:
        """Agencies by timeliness in each group; None is the group of those that the grouping does not apply to."""
        group, among = group_of(grouping, below), selected(Selection(below))
        tallies: dict[str | None, dict[Timeliness | None, int]] = {}

        def add(group: str | None, kept: Timeliness | None, count: int) -> None:
            tally = tallies.setdefault(group, {})
            tally[kept] = tally.get(kept, 0) + count

        # Whose present entry began by the due date held by then. index "in_state" or "in_state_below"
        by_due_date = {"$lte": ["$first", stored_day(deadline.due_on)]}
        about = {"group": group, "complying": {"$in": ["$state", COMPLYING]}, "early": by_due_date}
        counted = {"$group": {"_id": about, "count": {"$sum": 1}}}
        owing: list[Record] = [{"$match": {"$and": [_owing(deadline), among]}}, counted]
        for each in self._entries.aggregate(owing, collation=THAI):
            found = each["_id"]
            kept = Timeliness.ON_TIME if found["early"] else Timeliness.LATE
            add(found.get("group"), kept if found["complying"] else deadline.missed, each["count"])
        for found_group, count in self._held_before(deadline, among, group):
            add(found_group, Timeliness.LATE, -count)
            add(found_group, Timeliness.ON_TIME, count)
        if not is_owed_by_all_counted(deadline.obligation):
            who_owe = {group: sum(tally.values()) for group, tally in tallies.items()}
            for found_group, count in self._everybody(deadline, among, group):
                add(found_group, None, count - who_owe.get(found_group, 0))
        return tallies

    def listed(
        self,
        deadline: Deadline,
        kept: Timeliness,
        selection: Selection,
        after: Position | None,
        limit: int,
    ) -> Sequence[Kept]:
        """A page of the agencies behind a number of `tallies`."""
        complying = kept in (Timeliness.ON_TIME, Timeliness.LATE)
        if not complying and kept is not deadline.missed:
            return []
        wanted: Record = {**_owing(deadline), "state": {"$in": COMPLYING if complying else [State.MISSING.value]}}
        among = selected(selection)
        conditions = [among]
        if after is not None:
            later_id = {"name_th": after.name_th, "agency_id": {"$gt": after.agency_id}}
            conditions.append({"$or": [{"name_th": {"$gt": after.name_th}}, later_id]})
        wanted["$and"] = conditions
        compared: list[Record] = []
        if complying:
            sign = "$lte" if kept is Timeliness.ON_TIME else "$gt"
            compared = [{"$match": {"first_held": {sign: stored_day(deadline.due_on)}}}]
        # index "in_state" or "in_state_below", its states merged in their common order; "agency" for the days each held
        found = self._entries.aggregate(
            [
                {"$match": wanted},
                {"$sort": {"name_th": 1, "agency_id": 1}},
                self._days_held(deadline, until=deadline.day),
                {"$set": {"first_held": {"$min": "$held.first"}}},
                *compared,
                {"$limit": limit},
                {"$project": {"agency_id": 1, "name_th": 1, "category": 1, "province_code": 1, "first_held": 1}},
            ],
            collation=THAI,
            hint="in_state_below" if "ancestor_ids" in among else "in_state",
        )
        return [
            Kept(
                each["agency_id"],
                each["name_th"],
                each["category"],
                each["province_code"],
                day_from(each["first_held"]) if each.get("first_held") else None,
            )
            for each in found
        ]

    def _held_before(self, deadline: Deadline, among: Record, group: Group) -> Sequence[tuple[str | None, int]]:
        """Of those whose present entry began after the due date: who held before, by another document or name."""
        found = self._entries.aggregate(
            [
                {
                    "$match": {
                        **_owing(deadline),
                        "state": {"$in": COMPLYING},
                        "first": {"$gt": stored_day(deadline.due_on), "$lte": stored_day(deadline.day)},
                        "$and": [among],
                    }
                },
                self._days_held(deadline, until=deadline.due_on),
                {"$match": {"held.0": {"$exists": True}}},
                {"$group": {"_id": group, "count": {"$sum": 1}}},
            ],
            collation=THAI,
        )
        return [(each["_id"], each["count"]) for each in found]

    def _days_held(self, deadline: Deadline, until: date) -> Record:
        """The agency's entries by which it complied, on some day up to that one. index "agency" """
        complied = {
            "obligation": deadline.obligation.value,
            "measure": Measure.UPLOADED.value,
            "state": {"$in": COMPLYING},
            "first": {"$lte": stored_day(until)},
        }
        return {
            "$lookup": {
                "from": self._entries.name,
                "localField": "agency_id",
                "foreignField": "agency_id",
                "pipeline": [{"$match": complied}, {"$project": {"_id": 0, "first": 1}}],
                "as": "held",
            }
        }

    def _everybody(self, deadline: Deadline, among: Record, group: Group) -> Sequence[tuple[str | None, int]]:
        counted = {"$group": {"_id": group, "count": {"$sum": 1}}}
        wanted = {**everybody(deadline.day), **matching(deadline.target), "$and": [among]}
        # index "in_state" or "in_state_below"
        found = self._entries.aggregate([{"$match": wanted}, counted], collation=THAI)
        return [(each["_id"], each["count"]) for each in found]


def _owing(deadline: Deadline) -> Record:
    return {
        "obligation": deadline.obligation.value,
        "measure": Measure.UPLOADED.value,
        "state": {"$in": [state.value for state in OWING]},
        **matching(deadline.target),
        **holding(deadline.day),
    }
