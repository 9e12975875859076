"""Figures, read from the tallies wherever there is a tally of those asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from services.reporting.domain.asking import Course, Figure, Grouping, Named, Selection, Series, Tally
from services.reporting.domain.tallying import Dimension
from services.reporting.domain.terms import State
from services.reporting.ledger.selecting import EVERY_AGENCY, FIELDS, OWING, counted, counted_on, holding, selected
from services.reporting.store.days import day_from, stored_day
from services.reporting.store.editions import current
from services.reporting.store.records import THAI, Record
from services.reporting.store.tallies import MONTHS_FROM, month_of

EVERY_ENTRY = {"obligation": EVERY_AGENCY[0].value, "measure": EVERY_AGENCY[1].value}


class MongoFigures:
    """Counts of agencies, a constant number of queries each."""

    def tallies(
        self, figure: Figure, dimension: Dimension, groups: Collection[str] | None = None
    ) -> Mapping[str, Tally]:
        """Agencies by state in each group of a dimension, or in these groups; groups of nobody may be left out."""
        # index "figures": of each group a page for each year up to the day, and one for its month
        year, month = figure.day.year, month_of(figure.day)
        wanted = _series(figure[:2], dimension)
        wanted["$or"] = [{"period": {"$lte": year}}, {"period": month}]
        if groups is not None:
            wanted["group"] = {"$in": list(groups)}
        sums = {state.value: {"$sum": _up_to(figure.day, state)} for state in OWING}
        found = current().tallies.aggregate([{"$match": wanted}, {"$group": {"_id": "$group", **sums}}], hint="figures")
        return {record["_id"]: {state: record[state.value] for state in OWING} for record in found}

    def counted(self, figure: Figure, selection: Selection, grouping: Grouping) -> Mapping[str | None, Tally]:
        """The same of those below an agency, by counting their entries. None is the group of those that have none."""
        # index "lists_below": the entries of all below that hold the day, and no others
        entries = {**counted_on(figure), **selected(selection), "state": {"$in": [state.value for state in OWING]}}
        found = current().entries.aggregate(
            [
                {"$match": entries},
                {"$group": {"_id": {"group": f"${FIELDS[grouping]}", "state": "$state"}, "agencies": {"$sum": 1}}},
            ],
            collation=THAI,
        )
        tallies: dict[str | None, dict[State, int]] = {}
        for record in found:
            tallies.setdefault(record["_id"].get("group"), {})[State(record["_id"]["state"])] = record["agencies"]
        return dict(tallies)

    def children(self, below: str | None, day: date) -> Collection[str]:
        """The agencies right below one that day; None: those that stand under nothing."""
        # index "children"
        found = current().entries.find({**EVERY_ENTRY, "parent_id": below, **holding(day)}, {"agency_id": 1})
        return [entry["agency_id"] for entry in found]

    def in_order(self, agency_ids: Iterable[str], day: date, today: date) -> Mapping[str, Named]:
        """Those of these agencies that exist on a day, by Thai collation of their names."""
        # index "agency", with today's entries too: what is hidden today is hidden on every day
        found = (
            current()
            .entries.find(
                {**EVERY_ENTRY, "agency_id": {"$in": list(agency_ids)}, "$or": [holding(day), holding(today)]},
                {"agency_id": 1, "name_th": 1, "name_en": 1, "visible": 1, "first": 1, "end": 1},
            )
            .sort([("name_th", 1), ("agency_id", 1)])
            .collation(THAI)
        )
        entries = list(found)
        visible: dict[str, bool] = {entry["agency_id"]: entry["visible"] for entry in entries if _holds(entry, today)}
        return {
            entry["agency_id"]: Named(
                entry["name_th"], entry["name_en"], visible.get(entry["agency_id"], bool(entry["visible"]))
            )
            for entry in entries
            if _holds(entry, day)
        }

    def own(self, figure: Figure, agency_ids: Collection[str]) -> Mapping[str, Tally]:
        """Each of these agencies by itself, as far as it owes it."""
        # index "agency"
        found = (
            current()
            .entries.find({"agency_id": {"$in": list(agency_ids)}, **counted_on(figure)}, {"agency_id": 1, "state": 1})
            .collation(THAI)
        )
        return {entry["agency_id"]: {State(entry["state"]): 1} for entry in found}

    def course(self, series: Series, dimension: Dimension, group: str, first: date, last: date) -> Course:
        """What changed in a group, by days, up to `last`. What changed before the year of `first` may be told of any
        day before that year."""
        # index "figures": the pages of one group
        wanted = {**_series(series, dimension), "group": group}
        wanted["$or"] = [
            {"period": {"$lt": first.year}},
            {"period": {"$gte": month_of(date(first.year, 1, 1)), "$lte": month_of(last)}},
        ]
        course: dict[date, Counter[State]] = {}
        for page in current().tallies.find(wanted, {"period": 1, "net": 1, "parts": 1}).hint("figures"):
            for day, counts in _by_days(page):
                course.setdefault(day, Counter()).update({State(state): n for state, n in counts.items()})
        return course

    def course_of(self, series: Series, selection: Selection, last: date) -> Course:
        """What changed among the agencies of a selection, by days, up to `last` and beyond; from their entries."""
        # index "lists_below": the entries of all that ever were below; without a node, "lists"
        entries = {**counted(*series), **selected(selection), "state": {"$in": [state.value for state in OWING]}}
        borders = {
            border: [{"$group": {"_id": {"day": f"${border}", "state": "$state"}, "agencies": {"$sum": 1}}}]
            for border in ("first", "end")
        }
        steps = [{"$match": {**entries, "first": {"$lte": stored_day(last)}}}, {"$facet": borders}]
        (found,) = current().entries.aggregate(steps, collation=THAI)
        course: dict[date, Counter[State]] = {}
        for border, sign in (("first", 1), ("end", -1)):
            for change in found[border]:
                day, state = day_from(change["_id"]["day"]), State(change["_id"]["state"])
                course.setdefault(day, Counter())[state] += sign * change["agencies"]
        return course


def _series(series: Series, dimension: Dimension) -> Record:
    obligation, measure = series
    return {"obligation": obligation.value, "measure": measure.value, "dimension": dimension.value}


def _up_to(day: date, state: State) -> Record:
    """What a page has to say of the agencies in a state up to a day."""
    months = [f"$parts.{month:02}.{state}" for month in range(1, day.month)]
    days = [f"$parts.{number:02}.{state}" for number in range(1, day.day + 1)]
    branches = [
        {"case": {"$lt": ["$period", day.year]}, "then": f"$net.{state}"},
        {"case": {"$eq": ["$period", day.year]}, "then": {"$sum": months}},
    ]
    return {"$switch": {"branches": branches, "default": {"$sum": days}}}


def _by_days(page: Record) -> Iterator[tuple[date, Mapping[str, int]]]:
    period = page["period"]
    if period < MONTHS_FROM:
        yield date(period, 12, 31), page["net"]
    else:
        for day, counts in page["parts"].items():
            yield date(period // 100, period % 100, int(day)), counts


def _holds(entry: Record, day: date) -> bool:
    return bool(entry["first"] <= stored_day(day) < entry["end"])
