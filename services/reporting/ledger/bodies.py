"""What the ledger says of the bodies below an office: the rows of its return, and the sums of many offices."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from pymongo.collection import Collection as Entries

from services.reporting.domain.returns import Body, Office, Totals
from services.reporting.domain.targets import Target
from services.reporting.domain.terms import Measure, Obligation, State
from services.reporting.store.editions import current
from services.reporting.store.records import THAI, Record
from services.reporting.store.targets import everybody, holding, matching

IN_THE_FORM = (Obligation.S10_NOTICE, Obligation.S16_ORDER)
_UPLOADED = [State.DONE.value, State.COVERED.value]


class MongoBodies:
    """Implements usecases.returns.BodyReader."""

    @property
    def _entries(self) -> Entries[Record]:
        return current().entries

    def bodies(self, target: Target, office_id: str, day: date) -> Sequence[Body]:
        """The target group's agencies at and below the office, in the order of every list."""
        # index "in_state_below"
        found = self._entries.aggregate(
            [
                {"$match": {"$and": [{"ancestor_ids": office_id}, _in_the_form(target, day)]}},
                {
                    "$group": {
                        "_id": "$agency_id",
                        "name_th": {"$first": "$name_th"},
                        "held": {"$push": {"about": _about("$obligation", "$measure"), "state": "$state"}},
                    }
                },
                {"$sort": {"name_th": 1, "_id": 1}},
            ],
            collation=THAI,
        )
        return [_body(each) for each in found]

    def totals(self, target: Target, office_ids: Collection[str], day: date) -> Mapping[str, Totals]:
        """The sums of the rows of each of these offices that has any; no agency stands below two of them."""
        # index "in_state_below"
        offices = list(office_ids)
        sums = {
            name: {"$sum": {"$cond": [{"$and": [{"$eq": ["$about", about]}, {"$in": ["$state", states]}]}, 1, 0]}}
            for name, about, states in (
                ("s10_issued", "s10_notice/issued", [State.DONE.value]),
                ("s10_uploaded", "s10_notice/uploaded", _UPLOADED),
                ("s16_issued", "s16_order/issued", [State.DONE.value]),
                ("s16_uploaded", "s16_order/uploaded", _UPLOADED),
            )
        }
        found = self._entries.aggregate(
            [
                {"$match": {"$and": [{"ancestor_ids": {"$in": offices}}, _in_the_form(target, day)]}},
                {
                    "$set": {
                        "office": {"$first": {"$setIntersection": ["$ancestor_ids", offices]}},
                        "about": _about("$obligation", "$measure"),
                    }
                },
                {
                    "$group": {
                        "_id": "$office",
                        "bodies": {"$sum": {"$cond": [{"$eq": ["$about", "s10_notice/uploaded"]}, 1, 0]}},
                        **sums,
                    }
                },
            ],
            collation=THAI,
        )
        return {
            each["_id"]: Totals(
                bodies=each["bodies"],
                s10_issued=each["s10_issued"],
                s10_system_issued=each["s10_issued"],
                s10_uploaded=each["s10_uploaded"],
                s16_issued=each["s16_issued"],
                s16_system_issued=each["s16_issued"],
                s16_uploaded=each["s16_uploaded"],
            )
            for each in found
        }

    def named(self, agency_ids: Collection[str], day: date) -> Sequence[Office]:
        """These agencies as they are called that day, in the order of every list; those that do not exist left out."""
        # index "agency"
        wanted = {**everybody(day), "agency_id": {"$in": list(agency_ids)}}
        found = self._entries.find(wanted).sort([("name_th", 1), ("agency_id", 1)]).collation(THAI)
        return [Office(each["agency_id"], each["name_th"], each["province_code"]) for each in found]


def _in_the_form(target: Target, day: date) -> Record:
    return {
        "obligation": {"$in": [each.value for each in IN_THE_FORM]},
        "measure": {"$in": [each.value for each in Measure]},
        "state": {"$in": [*_UPLOADED, State.MISSING.value]},
        **matching(target),
        **holding(day),
    }


def _about(obligation: str, measure: str) -> Record:
    return {"$concat": [obligation, "/", measure]}


def _body(found: Record) -> Body:
    states = {each["about"]: State(each["state"]) for each in found["held"]}

    def state(obligation: Obligation, measure: Measure) -> State:
        return states.get(f"{obligation}/{measure}", State.NOT_REQUIRED)

    return Body(
        agency_id=found["_id"],
        name_th=found["name_th"],
        s10_issued=state(Obligation.S10_NOTICE, Measure.ISSUED) is State.DONE,
        s10_uploaded=state(Obligation.S10_NOTICE, Measure.UPLOADED),
        s16_issued=state(Obligation.S16_ORDER, Measure.ISSUED) is State.DONE,
        s16_uploaded=state(Obligation.S16_ORDER, Measure.UPLOADED),
    )
