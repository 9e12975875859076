"""Lists of agencies as they stand on a day, by Thai collation of their names, with whatever filters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from pymongo.collection import Collection as Entries

from services.reporting.domain.asking import Found, Listed, Position
from services.reporting.domain.obligations import EVERY_AGENCY
from services.reporting.domain.reports import Wanted, Who
from services.reporting.domain.terms import MEASURES, OBLIGATIONS, OWING, STATES
from services.reporting.ledger.selecting import holding, in_groups, selected
from services.reporting.store.days import day_from
from services.reporting.store.editions import current
from services.reporting.store.records import THAI, Record
from services.reporting.store.reports import REPORTS, ReportBook, has

# So few agencies are sorted by themselves; more are come across soon enough in the order of the list.
FEW = 2000
IN_ORDER = {"$sort": {"name_th": 1, "agency_id": 1}}
SHOWN = (
    "name_th",
    "name_en",
    "category",
    "lao_type",
    "province_code",
    "ministry_id",
    "department_id",
    "reporting_unit",
    "since",
    "document_ids",
)


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
        # index "in_state" or "in_state_below", walked in its order from the position on; "agency" for a few, sorted
        where = [*_base(wanted), *_after(after)]
        index = "in_state_below" if any("ancestor_ids" in condition for condition in where) else "in_state"
        if few is not None:
            where, index = [{"agency_id": {"$in": few}}, *where], "agency"
        stages: list[Record] = [{"$match": {"$and": where}}, IN_ORDER]
        if few is None and not wanted.kept.is_anything:
            stages.extend(_with_report(wanted))
        if not wanted.states:
            stages.extend(self._owing_none(wanted))
        stages.extend(_once_each(wanted, limit))
        found = self._entries.aggregate(stages, collation=THAI, hint=index)
        return [_listed(entry, tells_since=bool(wanted.states)) for entry in found]

    def standing(self, agency_ids: Collection[str], day: date) -> dict[str, list[Found]]:
        """What each of the agencies owes that day and how it stands. One query."""
        # index "agency"
        found = self._entries.find(
            {"agency_id": {"$in": list(agency_ids)}, **holding(day)},
            {"agency_id": 1, "obligation": 1, "measure": 1, "state": 1, "since": 1, "_id": 0},
            batch_size=20_000,
        ).collation(THAI)
        standing: dict[str, list[Found]] = {agency_id: [] for agency_id in agency_ids}
        for entry in found:
            standing[entry["agency_id"]].append(
                Found(
                    OBLIGATIONS[entry["obligation"]],
                    MEASURES[entry["measure"]],
                    STATES[entry["state"]],
                    day_from(entry["since"]),
                )
            )
        return standing

    def _owing_none(self, wanted: Wanted) -> list[Record]:
        owed = {
            "obligation": {"$in": [obligation.value for obligation in wanted.obligations]},
            "measure": wanted.measure.value,
            **holding(wanted.day),
        }
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


def _base(wanted: Wanted) -> list[Record]:
    """The entries to go through. Whoever owes nothing of it is found among all that there are that day."""
    obligations, measure = wanted.obligations, wanted.measure
    if not wanted.states:
        obligations, measure = (EVERY_AGENCY[0],), EVERY_AGENCY[1]
    about: Record = {
        "obligation": {"$in": [obligation.value for obligation in obligations]},
        "measure": measure.value,
        # named even where anything will do: between what the index begins with and its order nothing is left open
        "reporting_unit": {"$in": [True] if wanted.who is Who.COUNTED else [True, False]},
        "state": {"$in": [state.value for state in wanted.states or OWING]},
        **holding(wanted.day),
    }
    where = [about, *filter(None, (selected(wanted.selection), *in_groups(wanted.groups)))]
    if wanted.who is Who.PUBLIC:
        where.append({"$or": [{"reporting_unit": True}, {"visible": True}]})
    return where


def _once_each(wanted: Wanted, limit: int) -> list[Record]:
    """The first agencies. One that stands there for several obligations has its entries one after the other."""
    shown = {"_id": 0, "agency_id": 1, **dict.fromkeys(SHOWN, 1)}
    if len(wanted.obligations) == 1 or not wanted.states:
        return [{"$limit": limit}, {"$project": shown}]
    first = {field: {"$first": f"${field}"} for field in SHOWN}
    return [
        {"$limit": limit * len(wanted.obligations)},
        {"$group": {"_id": "$agency_id", "agency_id": {"$first": "$agency_id"}, **first}},
        {"$set": {"since": None, "document_ids": []}},
        IN_ORDER,
        {"$limit": limit},
        {"$project": shown},
    ]


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


def _after(after: Position | None) -> list[Record]:
    if after is None:
        return []
    same_name = {"name_th": after.name_th, "agency_id": {"$gt": after.agency_id}}
    # the first by itself: it is where the index is entered
    return [{"name_th": {"$gte": after.name_th}}, {"$or": [{"name_th": {"$gt": after.name_th}}, same_name]}]


def _listed(entry: Record, *, tells_since: bool) -> Listed:
    since = day_from(entry["since"]) if tells_since and entry["since"] else None
    return Listed(
        agency_id=entry["agency_id"],
        name_th=entry["name_th"],
        name_en=entry.get("name_en"),
        category=entry.get("category"),
        lao_type=entry.get("lao_type"),
        province_code=entry.get("province_code"),
        ministry_id=entry.get("ministry_id"),
        department_id=entry.get("department_id"),
        counted=entry["reporting_unit"],
        since=since,
        document_ids=tuple(entry["document_ids"]) if tells_since else (),
    )
