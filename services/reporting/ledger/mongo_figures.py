"""Figures, read from the tallies wherever there is a tally of those asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from services.reporting.domain.asking import Course, Figure, Grouping, Placed, Selection, Tally
from services.reporting.domain.obligations import EVERY_AGENCY
from services.reporting.domain.tallying import Dimension
from services.reporting.domain.terms import OWING, STATES, Series, State
from services.reporting.ledger.selecting import counted, counted_on, holding, selected
from services.reporting.store.days import day_from, stored_day
from services.reporting.store.editions import current
from services.reporting.store.groups import FIELDS
from services.reporting.store.records import THAI, Record
from services.reporting.store.tallies import EVERY_GROUP

EVERY_ENTRY = {"obligation": EVERY_AGENCY[0].value, "measure": EVERY_AGENCY[1].value}


MANY = 10_000  # in one answer of the database: of small things, each further answer costs more than they do


class MongoFigures:
    """Counts of agencies, a constant number of queries each."""

    def tallies(
        self, figure: Figure, dimension: Dimension, groups: Collection[str] | None = None
    ) -> Mapping[str, Tally]:
        """Agencies by state in each group of a dimension, or in these groups; groups of nobody may be left out."""
        # index "pages". Added up here, which takes the database longer.
        day, tallies = figure.day, current().tallies
        pages = _series(figure[:2], dimension)
        if groups is not None:
            pages["group"] = {"$in": list(groups)}
        if dimension is Dimension.NODE:
            years, sums = pages, {"group": 1, "net": 1}
        else:
            years, sums = {**pages, "dimension": EVERY_GROUP}, {f"groups.{dimension.value}": 1}
        later_months = {f"months.{month:02}": 1 for month in range(day.month + 1, 13)}
        what_came_later: list[Record] = [
            {"$match": {**pages, "year": day.year, "last": {"$gt": stored_day(day)}}},
            {"$project": {"_id": 0, "group": 1, **later_months, f"days.{day.month:02}": 1}},
        ]
        steps: list[Record] = [
            {"$match": {**years, "year": {"$lte": day.year}}},
            {"$project": {"_id": 0, **sums}},
            {"$unionWith": {"coll": tallies.name, "pipeline": what_came_later}},
        ]
        found: dict[str, dict[str, int]] = {}
        for page in tallies.aggregate(steps, batchSize=MANY):
            for group, counts, sign in _summands(page, day):
                sums_of_group = found.setdefault(group, {})
                for state, agencies in counts.items():
                    sums_of_group[state] = sums_of_group.get(state, 0) + sign * agencies
        return {group: {STATES[state]: n for state, n in counts.items()} for group, counts in found.items()}

    def counted(self, figure: Figure, selection: Selection, grouping: Grouping) -> Mapping[str | None, Tally]:
        """The same of those below an agency, by counting their entries. None is the group of those that have none."""
        # index "in_state_below": the entries of all below, of which those that hold the day are counted
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

    def children(self, below: str | None, day: date) -> Sequence[Placed]:
        """The agencies right below one that day, by Thai collation; None: those that stand under nothing."""
        # index "right_below"
        return self._placed({"parent_id": below}, day)

    def called(self, agency_id: str, day: date) -> Sequence[Placed]:
        """The agency, if it exists that day."""
        # index "agency"
        return self._placed({"agency_id": agency_id}, day)

    def at_level(self, level: str, day: date) -> Sequence[Placed]:
        """The ministries or the departments there are that day, by Thai collation."""
        # index "at_level"
        return self._placed({"level": level, "until": {"$gt": stored_day(day)}}, day)

    def _placed(self, which: Record, day: date) -> Sequence[Placed]:
        wanted = {**EVERY_ENTRY, **which, **holding(day)}
        shown = {"agency_id": 1, "name_th": 1, "name_en": 1, "reporting_unit": 1}
        found = current().entries.find(wanted, shown, batch_size=MANY)
        found = found.sort([("name_th", 1), ("agency_id", 1)]).collation(THAI)
        return [
            Placed(entry["agency_id"], entry["name_th"], entry["name_en"], entry["reporting_unit"]) for entry in found
        ]

    def own(self, figure: Figure, agency_ids: Collection[str]) -> Mapping[str, Tally]:
        """Each of these agencies by itself, as far as it owes it."""
        # index "agency"
        found = (
            current()
            .entries.find(
                {"agency_id": {"$in": list(agency_ids)}, **counted_on(figure)},
                {"agency_id": 1, "state": 1},
                batch_size=MANY,
            )
            .collation(THAI)
        )
        return {entry["agency_id"]: {State(entry["state"]): 1} for entry in found}

    def course(self, series: Series, dimension: Dimension, group: str, last: date) -> Course:
        """What changed in a group by days, up to the year of `last`."""
        # index "pages": those of one group
        wanted = {**_series(series, dimension), "group": group, "year": {"$lte": last.year}}
        course: dict[date, Counter[State]] = {}
        for page in current().tallies.find(wanted, {"year": 1, "days": 1}):
            for month, days in page["days"].items():
                for day, counts in days.items():
                    changes = course.setdefault(date(page["year"], int(month), int(day)), Counter())
                    changes.update({State(state): agencies for state, agencies in counts.items()})
        return course

    def course_of(self, series: Series, selection: Selection, last: date) -> Course:
        """What changed among the agencies of a selection, by days, up to `last` and beyond; from their entries."""
        # index "in_state_below": the entries of all that ever were below; without a node, "in_state"
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


def _summands(page: Record, day: date) -> Iterator[tuple[str, Mapping[str, int], int]]:
    """What a page adds to the agencies of groups on a day (1), or takes from them (-1): whole years up to the day's,
    and what came later in that one."""
    for groups in page.get("groups", {}).values():
        for group, counts in groups.items():
            yield group, counts, 1
    if "net" in page:
        yield page["group"], page["net"], 1
    for counts in page.get("months", {}).values():
        yield page["group"], counts, -1
    this = f"{day.day:02}"
    for days in page.get("days", {}).values():
        for number, counts in days.items():
            if number > this:
                yield page["group"], counts, -1
