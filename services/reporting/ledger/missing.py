"""Who misses what, asked of the ledger agency by agency."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from pymongo.collection import Collection as Entries

from contracts.vocabulary import Category
from services.reporting.domain.cabinet import NonComplier
from services.reporting.domain.reminders import Missing
from services.reporting.domain.targets import EVERYBODY, Target
from services.reporting.domain.terms import Measure, Obligation, State
from services.reporting.store.editions import current
from services.reporting.store.records import THAI, Record
from services.reporting.store.targets import everybody, holding, matching

PUBLISHED: Mapping[str | None, int] = {category.value: place for place, category in enumerate(Category)}


class MongoMissing:
    """Implements usecases.remind.MissingReader and usecases.cabinet.NonComplierReader."""

    @property
    def _entries(self) -> Entries[Record]:
        return current().entries

    def page(
        self, target: Target, obligations: Sequence[Obligation], day: date, after: str | None, limit: int
    ) -> Sequence[Missing]:
        """The target group's agencies that miss any of it, in the order of their ids, after one of them."""
        # index "in_state"
        wanted = {**_missing(obligations, day), **matching(target)}
        if after is not None:
            wanted["agency_id"] = {"$gt": after}
        stages = [{"$match": wanted}, _by_agency(), {"$sort": {"_id": 1}}, {"$limit": limit}]
        found = self._entries.aggregate(stages, collation=THAI)
        return [_told(each) for each in found]

    def of(
        self, agency_ids: Collection[str], target: Target, obligations: Sequence[Obligation], day: date
    ) -> Mapping[str, Missing]:
        """What these agencies miss of it; those that miss nothing, or are not in the target group, are left out."""
        # index "agency"
        wanted = {**_missing(obligations, day), **matching(target), "agency_id": {"$in": list(agency_ids)}}
        found = self._entries.aggregate([{"$match": wanted}, _by_agency()], collation=THAI)
        return {each["_id"]: _told(each) for each in found}

    def everywhere(self, day: date) -> Sequence[NonComplier]:
        """Who misses anything: by category in the order of the published lists, then by province and Thai collation."""
        # index "in_state"
        wanted = {**_missing(tuple(Obligation), day), **matching(EVERYBODY)}
        by_agency = _by_agency()
        for field in ("category", "province_code"):
            by_agency["$group"][field] = {"$first": f"${field}"}
        in_order = {"$sort": {"province_code": 1, "name_th": 1, "_id": 1}}
        found = self._entries.aggregate([{"$match": wanted}, by_agency, in_order], collation=THAI)
        listed = [
            NonComplier(
                missing.agency_id, missing.name_th, each["category"], each["province_code"], missing.obligations
            )
            for each in found
            if (missing := _told(each))
        ]
        return sorted(listed, key=lambda each: PUBLISHED.get(each.category, len(PUBLISHED)))

    def provinces(self, day: date) -> Mapping[str, str]:
        """The names of the provinces (those of the agencies that are provinces), by their codes."""
        # index "in_state"
        wanted = {**everybody(day), "reporting_unit": True, "category": Category.PROVINCE.value}
        found = self._entries.find(wanted, {"province_code": 1, "name_th": 1}).collation(THAI)
        return {each["province_code"]: each["name_th"] for each in found if each["province_code"]}


def _missing(obligations: Sequence[Obligation], day: date) -> Record:
    return {
        "obligation": {"$in": [obligation.value for obligation in obligations]},
        "measure": Measure.UPLOADED.value,
        "state": State.MISSING.value,
        **holding(day),
    }


def _by_agency() -> Record:
    return {
        "$group": {
            "_id": "$agency_id",
            "name_th": {"$first": "$name_th"},
            "obligations": {"$addToSet": "$obligation"},
        }
    }


def _told(found: Record) -> Missing:
    missed = frozenset(found["obligations"])
    return Missing(found["_id"], found["name_th"], tuple(each for each in Obligation if each.value in missed))
