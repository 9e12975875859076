"""What lies between two days: the agencies whose state changed, and how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.reporting.domain.asking import Changed, Difference, Position, Selection, Stood
from services.reporting.domain.obligations import EVERY_AGENCY, is_owed_by_all_counted
from services.reporting.domain.terms import Series, State
from services.reporting.ledger.selecting import counted, selected
from services.reporting.store.days import day_from, stored_day
from services.reporting.store.editions import current
from services.reporting.store.records import THAI, Record


class MongoComparison:
    """Implements usecases.compare_days.Comparer."""

    def between(
        self, series: Series, selection: Selection, days: tuple[date, date], after: Position | None, limit: int
    ) -> tuple[Sequence[Difference], Sequence[Changed]]:
        """How many agencies changed from what to what, and some of them, from `after` on, by Thai collation. One query.

        An agency whose entry holds both days stands as it did. So only entries that hold one of them are looked at:
        those that ended between, and those that began between.
        """
        # index "in_state_below", without a node "in_state"
        earlier, later = map(stored_day, days)
        about = [counted(*series)] if is_owed_by_all_counted(series[0]) else [counted(*series), counted(*EVERY_AGENCY)]
        one_of_them = [
            {"first": {"$lte": earlier}, "end": {"$gt": earlier, "$lte": later}},
            {"first": {"$gt": earlier, "$lte": later}, "end": {"$gt": later}},
        ]
        matched = {"$and": [{"$or": about}, {"$or": one_of_them}, selected(selection)]}
        (found,) = current().entries.aggregate(
            [
                {"$match": matched},
                {"$group": _standing(series, earlier)},
                {"$set": _what_it_means(series)},
                {"$match": {"$expr": {"$ne": ["$was.state", "$became.state"]}}},
                {
                    "$facet": {
                        "differences": [
                            {"$group": {"_id": ["$was.state", "$became.state"], "agencies": {"$sum": 1}}},
                            {"$sort": {"_id": 1}},
                        ],
                        "agencies": [
                            {"$match": _after(after)},
                            {"$sort": {"name_th": 1, "_id": 1}},
                            {"$limit": limit},
                        ],
                    }
                },
            ],
            collation=THAI,
            allowDiskUse=True,
        )
        differences = [
            Difference(_state(each["_id"][0]), _state(each["_id"][1]), each["agencies"])
            for each in found["differences"]
        ]
        return differences, [_changed(each) for each in found["agencies"]]


def _standing(series: Series, earlier: int) -> Record:
    """For each agency its entry on either day (`was`, `became`), and whether it was there at all (`left`, `came`)."""
    is_earlier = {"$lte": ["$first", earlier]}
    is_later = {"$gt": ["$first", earlier]}
    is_owed = {"$and": [{"$eq": ["$obligation", series[0].value]}, {"$eq": ["$measure", series[1].value]}]}
    stood = {"state": "$state", "since": "$since", "document_ids": "$document_ids"}

    def one(*conditions: Record, what: object) -> Record:
        return {"$max": {"$cond": [{"$and": list(conditions)}, what, None]}}

    return {
        "_id": "$agency_id",
        "was": one(is_earlier, is_owed, what=stood),
        "became": one(is_later, is_owed, what=stood),
        "left": one(is_earlier, {"$not": is_owed}, what=True),
        "came": one(is_later, {"$not": is_owed}, what=True),
        "name_before": one(is_earlier, what="$name_th"),
        "name_after": one(is_later, what="$name_th"),
    }


def _what_it_means(series: Series) -> Record:
    """Who owes nothing on a day is told from who is not among those asked about.

    Of what not all owe: an agency is there on a day if it has another entry that holds just that day; without any such
    entry on either day it is there on both, by one that holds both.
    """
    name = {"name_th": {"$ifNull": ["$name_after", "$name_before"]}}
    if is_owed_by_all_counted(series[0]):
        return name
    nothing: Record = {"state": State.NOT_REQUIRED.value, "since": None, "document_ids": []}
    was_there = {"$or": ["$left", {"$not": "$came"}]}
    is_there = {"$or": ["$came", {"$not": "$left"}]}
    return {
        **name,
        "was": {"$ifNull": ["$was", {"$cond": [was_there, nothing, None]}]},
        "became": {"$ifNull": ["$became", {"$cond": [is_there, nothing, None]}]},
    }


def _after(after: Position | None) -> Record:
    if after is None:
        return {}
    same_name = {"name_th": after.name_th, "_id": {"$gt": after.agency_id}}
    return {"$or": [{"name_th": {"$gt": after.name_th}}, same_name]}


def _changed(found: Record) -> Changed:
    return Changed(found["_id"], found["name_th"], _stood(found["was"]), _stood(found["became"]))


def _stood(found: Record | None) -> Stood | None:
    if found is None:
        return None
    since = day_from(found["since"]) if found["since"] else None
    return Stood(State(found["state"]), since, tuple(found["document_ids"]))


def _state(found: str | None) -> State | None:
    return None if found is None else State(found)
