"""Every agency behind figures, each with its state: the list that is frozen with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from services.reporting.domain.asking import Grouping, Selection
from services.reporting.domain.frozen import Counted
from services.reporting.domain.terms import Series, State
from services.reporting.ledger.selecting import EVERY_AGENCY, FIELDS, OWING, counted, holding, selected
from services.reporting.store.editions import current
from services.reporting.store.records import THAI, Record

AT_A_TIME = 5000


class MongoRoll:
    """Implements usecases.freeze_figures.Roll."""

    def counted(self, series: Sequence[Series], day: date, below: str | None, grouping: Grouping) -> Iterator[Counted]:
        """The agencies that count that day at and below one (None: all), in any order. One query."""
        # index "lists_below", without a node "lists": the entries of the states of each obligation
        wanted = {
            "$or": [counted(*each) for each in {*series, EVERY_AGENCY}],
            "state": {"$in": [state.value for state in OWING]},
            **selected(Selection(below)),
            **holding(day),
        }
        place = ("name_th", "category", "lao_type", "province_code")
        field = FIELDS.get(grouping, "ancestor_ids")
        found = current().entries.aggregate(
            [
                {"$match": wanted},
                {
                    "$group": {
                        "_id": "$agency_id",
                        **{name: {"$first": f"${name}"} for name in {*place, field}},
                        "owed": {"$push": {"of": "$obligation", "by": "$measure", "state": "$state"}},
                    }
                },
            ],
            collation=THAI,
            allowDiskUse=True,
            batchSize=AT_A_TIME,
        )
        group_of = _group_of(grouping, below)
        for each in found:
            owed = {(entry["of"], entry["by"]): State(entry["state"]) for entry in each["owed"]}
            states = tuple(owed.get((of.value, by.value), State.NOT_REQUIRED) for of, by in series)
            yield Counted(
                agency_id=each["_id"],
                name_th=each["name_th"],
                group=group_of(each),
                category=each["category"],
                lao_type=each["lao_type"],
                province_code=each["province_code"],
                states=states,
            )


def _group_of(grouping: Grouping, below: str | None) -> Callable[[Record], str | None]:
    """The group in which figures count an agency."""
    if grouping is not Grouping.CHILDREN:
        return lambda found: found[FIELDS[grouping]]

    def child(found: Record) -> str:
        """The one right below `below` under which it stands; that agency itself is a group alone."""
        line: list[str] = found["ancestor_ids"]
        at = line.index(below) + 1 if below is not None else 0
        return line[min(at, len(line) - 1)]

    return child
