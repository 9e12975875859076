"""Lists of agencies as they stand on a day, by Thai collation of their names, with whatever filters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from pymongo.collection import Collection as Entries

from services.reporting.domain.asking import Figure, Found, Listed, Position
from services.reporting.domain.obligations import OWED_BY_ALL
from services.reporting.domain.reports import Wanted
from services.reporting.domain.terms import Measure, Obligation, State
from services.reporting.store.days import day_from, stored_day
from services.reporting.store.editions import current
from services.reporting.store.records import THAI, Record
from services.reporting.store.reports import REPORTS, ReportBook, has

OWING = (State.DONE, State.COVERED, State.MISSING)
# So few agencies are sorted by themselves; more are come across soon enough in the order of the list.
FEW = 2000


class MongoListing:
    """Questions about lists, each a constant number of queries."""

    def __init__(self, reports: ReportBook) -> None:
        self._reports = reports

    @property
    def _entries(self) -> Entries[Record]:
        return current().entries

    def page(self, wanted: Wanted, after: Position | None, limit: int) -> Sequence[Listed]:
        """The agencies wanted, from `after` on. Two queries at most."""
        few = None if wanted.kept.is_anything else self._reports.few_with(wanted.kept, FEW)
        if few == []:
            return []
        # index "lists" or "lists_below", walked in its order from the position on; "agency" for a few, which are sorted
        matched = {**_base(wanted), **_after(after)}
        stages: list[Record] = [
            {"$match": matched if few is None else {"$and": [{"agency_id": {"$in": few}}, matched]}}
        ]
        stages.append({"$sort": {"name_th": 1, "agency_id": 1}})
        if few is None and not wanted.kept.is_anything:
            stages.extend(_with_report(wanted))
        if not wanted.states:
            stages.extend(self._not_owing(wanted.figure))
        shown = {"agency_id": 1, "name_th": 1, "since": 1, "document_ids": 1}
        found = self._entries.aggregate(
            [*stages, {"$limit": limit}, {"$project": shown}],
            collation=THAI,
            hint="agency" if few is not None else "lists" if wanted.below is None else "lists_below",
        )
        return [_listed(entry, owing=bool(wanted.states)) for entry in found]

    def standing(self, agency_ids: Collection[str], day: date) -> dict[str, list[Found]]:
        """What each of the agencies owes that day and how it stands. One query."""
        # index "agency"
        found = self._entries.find(
            {"agency_id": {"$in": list(agency_ids)}, **_holding(day)},
            {"agency_id": 1, "obligation": 1, "measure": 1, "state": 1, "since": 1},
        ).collation(THAI)
        standing: dict[str, list[Found]] = {agency_id: [] for agency_id in agency_ids}
        for entry in found:
            standing[entry["agency_id"]].append(
                Found(
                    Obligation(entry["obligation"]),
                    Measure(entry["measure"]),
                    State(entry["state"]),
                    day_from(entry["since"]),
                )
            )
        return standing

    def _not_owing(self, figure: Figure) -> list[Record]:
        owed = {"obligation": figure.obligation.value, "measure": figure.measure.value, **_holding(figure.day)}
        # index "agency"
        return [
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
        ]


def _base(wanted: Wanted) -> Record:
    """The entries to go through. Whoever owes nothing of a figure is found among all that there are that day."""
    figure = wanted.figure if wanted.states else Figure(OWED_BY_ALL, Measure.UPLOADED, wanted.figure.day)
    base: Record = {
        "obligation": figure.obligation.value,
        "measure": figure.measure.value,
        "reporting_unit": True if wanted.counted else {"$in": [True, False]},
        "state": {"$in": [state.value for state in wanted.states or OWING]},
        **_holding(figure.day),
    }
    for field, value in (
        ("category", wanted.category),
        ("province_code", wanted.province),
        ("lao_type", wanted.lao_type),
    ):
        if value is not None:
            base[field] = value
    if wanted.below is not None:
        base["ancestor_ids"] = wanted.below
    if wanted.alone:
        base["agency_id"] = wanted.below
    return base


def _with_report(wanted: Wanted) -> list[Record]:
    # index "of_listed" of the reports
    return [
        {
            "$lookup": {
                "from": REPORTS,
                "localField": "agency_id",
                "foreignField": "_id",
                "pipeline": [{"$match": has(wanted.kept)}, {"$project": {"_id": 1}}],
                "as": "report",
            }
        },
        {"$match": {"report": {"$ne": []}}},
    ]


def _after(after: Position | None) -> Record:
    if after is None:
        return {}
    return {
        "$or": [
            {"name_th": {"$gt": after.name_th}},
            {"name_th": after.name_th, "agency_id": {"$gt": after.agency_id}},
        ]
    }


def _holding(day: date) -> Record:
    return {"first": {"$lte": stored_day(day)}, "end": {"$gt": stored_day(day)}}


def _listed(entry: Record, *, owing: bool) -> Listed:
    since = day_from(entry["since"]) if owing else None
    return Listed(entry["agency_id"], entry["name_th"], since, tuple(entry["document_ids"]) if owing else ())
