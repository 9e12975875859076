"""Every agency behind figures, each with its state: the list that is frozen with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from services.reporting.domain.asking import Grouping, Selection
from services.reporting.domain.frozen import Counted
from services.reporting.domain.obligations import EVERY_AGENCY
from services.reporting.domain.terms import OWING, Series, State
from services.reporting.ledger.selecting import counted, holding, selected
from services.reporting.store.editions import current
from services.reporting.store.groups import group_of
from services.reporting.store.records import THAI

AT_A_TIME = 5000


class MongoRoll:
    """Implements usecases.freeze_figures.Roll."""

    def counted(self, series: Sequence[Series], day: date, below: str | None, grouping: Grouping) -> Iterator[Counted]:
        """The agencies that count that day at and below one (None: all), in any order. One query."""
        # index "in_state_below", without a node "in_state": the entries of the states of each obligation
        wanted = {
            "$or": [counted(*each) for each in {*series, EVERY_AGENCY}],
            "state": {"$in": [state.value for state in OWING]},
            **selected(Selection(below)),
            **holding(day),
        }
        place = ("name_th", "category", "lao_type", "province_code")
        found = current().entries.aggregate(
            [
                {"$match": wanted},
                {
                    "$group": {
                        "_id": "$agency_id",
                        **{name: {"$first": f"${name}"} for name in place},
                        "group": {"$first": group_of(grouping, below)},
                        "owed": {"$push": {"of": "$obligation", "by": "$measure", "state": "$state"}},
                    }
                },
            ],
            collation=THAI,
            allowDiskUse=True,
            batchSize=AT_A_TIME,
        )
        for each in found:
            owed = {(entry["of"], entry["by"]): State(entry["state"]) for entry in each["owed"]}
            states = tuple(owed.get((of.value, by.value), State.NOT_REQUIRED) for of, by in series)
            yield Counted(
                agency_id=each["_id"],
                name_th=each["name_th"],
                group=each["group"],
                category=each["category"],
                lao_type=each["lao_type"],
                province_code=each["province_code"],
                states=states,
            )
