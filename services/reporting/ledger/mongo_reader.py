"""What is asked of the ledger. `_counted` says which entries a figure counts; the lists behind it start from it too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.reporting.domain.asking import Figure, Found, Listed, Position, Tally
from services.reporting.domain.obligations import OWED_BY_ALL
from services.reporting.domain.terms import Measure, Obligation, State
from services.reporting.store.days import day_from, stored_day
from services.reporting.store.ledger import AccountDocument, EntryDocument
from services.reporting.store.records import THAI, Record

# What figures can be grouped by, and the field of an entry that holds it.
OWING = (State.DONE, State.COVERED, State.MISSING)
GROUPINGS = {"category": "category", "province": "province_code", "lao_type": "lao_type"}


class MongoReader:
    """Questions to the ledger, one query each."""

    def __init__(self) -> None:
        self._accounts = AccountDocument._get_collection()
        self._entries = EntryDocument._get_collection()

    def tallies(self, figure: Figure, group_by: str) -> dict[str | None, Tally]:
        """Agencies by state in each group; None is the group of those that the grouping does not apply to."""
        # index "figures", which has every field that is read here: no entry itself is touched
        groups = self._entries.aggregate(
            [
                {"$match": _counted(figure)},
                {"$group": {"_id": {"group": f"${GROUPINGS[group_by]}", "state": "$state"}, "agencies": {"$sum": 1}}},
            ],
            hint="figures",
        )
        tallies: dict[str | None, dict[State, int]] = {}
        for found in groups:
            tallies.setdefault(found["_id"].get("group"), {})[State(found["_id"]["state"])] = found["agencies"]
        return dict(tallies)

    def listed(
        self, figure: Figure, state: State, group: tuple[str, str] | None, after: Position | None, limit: int
    ) -> Sequence[Listed]:
        """The agencies of a figure that are in a state, from `after` on, by Thai collation of their names.

        `group` is a grouping and a group of it.
        """
        # index "lists", walked in its order from the position on
        found = (
            self._entries.find(
                {**_page(figure, group, after), "state": state.value},
                {"agency_id": 1, "name_th": 1, "since": 1, "document_ids": 1},
            )
            .sort([("name_th", 1), ("agency_id", 1)])
            .collation(THAI)
            .hint("lists")
            .limit(limit)
        )
        return [
            Listed(entry["agency_id"], entry["name_th"], day_from(entry["since"]), tuple(entry["document_ids"]))
            for entry in found
        ]

    def listed_without(
        self, figure: Figure, group: tuple[str, str] | None, after: Position | None, limit: int
    ) -> Sequence[Listed]:
        """The agencies that count that day and have no entry for the figure's obligation, as `listed`."""
        # index "lists" for everybody there is, its states merged in their common order; "agency" for what each owes
        everybody = Figure(OWED_BY_ALL, Measure.UPLOADED, figure.day)
        owed = {"obligation": figure.obligation.value, "measure": figure.measure.value, **_holding(figure.day)}
        found = self._entries.aggregate(
            [
                {"$match": {**_page(everybody, group, after), "state": {"$in": [state.value for state in OWING]}}},
                {"$sort": {"name_th": 1, "agency_id": 1}},
                {
                    "$lookup": {
                        "from": self._entries.name,
                        "localField": "agency_id",
                        "foreignField": "agency_id",
                        "pipeline": [{"$match": owed}, {"$limit": 1}, {"$project": {"_id": 1}}],
                        "as": "owed",
                    }
                },
                {"$match": {"owed": []}},
                {"$limit": limit},
                {"$project": {"agency_id": 1, "name_th": 1}},
            ],
            collation=THAI,
            hint="lists",
        )
        return [Listed(entry["agency_id"], entry["name_th"], None, ()) for entry in found]

    def of_agency(self, agency_id: str, day: date) -> Sequence[Found]:
        """What holds of an agency on a day, for each obligation and measure that it owes."""
        # index "agency"
        found = self._entries.find({"agency_id": agency_id, **_holding(day)}).collation(THAI)
        return [
            Found(
                Obligation(entry["obligation"]),
                Measure(entry["measure"]),
                State(entry["state"]),
                day_from(entry["since"]),
            )
            for entry in found
        ]

    def knows(self, agency_id: str) -> bool:
        """Whether the agency tree has been heard to have such an agency, on whatever days."""
        return self._accounts.find_one({"_id": agency_id, "version": {"$gt": 0}}, {"_id": 1}) is not None


def _counted(figure: Figure) -> Record:
    return {
        "obligation": figure.obligation.value,
        "measure": figure.measure.value,
        "reporting_unit": True,
        **_holding(figure.day),
    }


def _page(figure: Figure, group: tuple[str, str] | None, after: Position | None) -> Record:
    wanted = _counted(figure)
    if group is not None:
        wanted[GROUPINGS[group[0]]] = group[1]
    if after is not None:
        wanted["$or"] = [
            {"name_th": {"$gt": after.name_th}},
            {"name_th": after.name_th, "agency_id": {"$gt": after.agency_id}},
        ]
    return wanted


def _holding(day: date) -> Record:
    return {"first": {"$lte": stored_day(day)}, "end": {"$gt": stored_day(day)}}
