"""The lists behind figures, and how one agency stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from services.reporting.domain.account import Standing
from services.reporting.domain.asking import Figure, Found, Listed, Position, Selection
from services.reporting.domain.obligations import OWED_BY_ALL
from services.reporting.domain.terms import Measure, Obligation, State
from services.reporting.ledger.selecting import OWING, counted_on, holding, selected
from services.reporting.store.days import day_from
from services.reporting.store.editions import current
from services.reporting.store.ledger import standings_from
from services.reporting.store.records import THAI, Record


class MongoReader:
    """Questions to the ledger, a constant number of queries each."""

    def listed(
        self, figure: Figure, state: State, selection: Selection, after: Position | None, limit: int
    ) -> Sequence[Listed]:
        """The agencies of a figure that are in a state, from `after` on, by Thai collation of their names."""
        # index "lists" or "lists_below", walked in its order from the position on
        found = (
            current()
            .entries.find(
                {**_page(figure, selection, after), "state": state.value},
                {"agency_id": 1, "name_th": 1, "since": 1, "document_ids": 1},
            )
            .sort([("name_th", 1), ("agency_id", 1)])
            .collation(THAI)
            .hint(_in_order(selection))
            .limit(limit)
        )
        return [
            Listed(entry["agency_id"], entry["name_th"], day_from(entry["since"]), tuple(entry["document_ids"]))
            for entry in found
        ]

    def listed_without(
        self, figure: Figure, selection: Selection, after: Position | None, limit: int
    ) -> Sequence[Listed]:
        """The agencies that count that day and have no entry for the figure's obligation, as `listed`."""
        # index "lists" or "lists_below" for everybody there is, its states merged in their common order; "agency" for
        # what each owes
        everybody = Figure(OWED_BY_ALL, Measure.UPLOADED, figure.day)
        owed = {"obligation": figure.obligation.value, "measure": figure.measure.value, **holding(figure.day)}
        entries = current().entries
        found = entries.aggregate(
            [
                {"$match": {**_page(everybody, selection, after), "state": {"$in": [state.value for state in OWING]}}},
                {"$sort": {"name_th": 1, "agency_id": 1}},
                {
                    "$lookup": {
                        "from": entries.name,
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
            hint=_in_order(selection),
        )
        return [Listed(entry["agency_id"], entry["name_th"], None, ()) for entry in found]

    def of_agency(self, agency_id: str, day: date) -> Sequence[Found]:
        """What holds of an agency on a day, for each obligation and measure that it owes."""
        # index "agency"
        found = current().entries.find({"agency_id": agency_id, **holding(day)}).collation(THAI)
        return [
            Found(
                Obligation(entry["obligation"]),
                Measure(entry["measure"]),
                State(entry["state"]),
                day_from(entry["since"]),
            )
            for entry in found
        ]

    def seen(self, agency_ids: Collection[str], today: date) -> frozenset[str]:
        """Those of these agencies that the agency tree has been heard to have, and the public sees today."""
        # by _id
        found = current().accounts.find(
            {"_id": {"$in": list(agency_ids)}, "version": {"$gt": 0}}, {"standings": 1}, batch_size=10_000
        )
        known = {record["_id"]: standings_from(record) for record in found}
        return frozenset(
            id for id, standings in known.items() if standings and _shown_on(standings, today).place.visible
        )


def _shown_on(standings: Sequence[Standing], day: date) -> Standing:
    """What holds, of an agency that has ended what held last, before its time what will hold first."""
    return next((standing for standing in reversed(standings) if standing.span.first <= day), standings[0])


def _in_order(selection: Selection) -> str:
    return "lists_below" if "ancestor_ids" in selected(selection) else "lists"


def _page(figure: Figure, selection: Selection, after: Position | None) -> Record:
    wanted = {**counted_on(figure), **selected(selection)}
    if after is not None:
        wanted["$or"] = [
            {"name_th": {"$gt": after.name_th}},
            {"name_th": after.name_th, "agency_id": {"$gt": after.agency_id}},
        ]
    return wanted
