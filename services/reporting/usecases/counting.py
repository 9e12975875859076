"""Counting the agencies behind figures: in all, by group, and over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from contracts.rpc.reporting.figures import Count
from services.reporting.domain.asking import Chosen, Course, Figure, Grouping, Selection, Series, Tally
from services.reporting.domain.counting import percent
from services.reporting.domain.obligations import OWED_BY_ALL, is_owed_by_all_counted
from services.reporting.domain.tallying import EVERYBODY, Dimension, running
from services.reporting.domain.terms import Measure, State
from services.reporting.usecases.asking import Numbers

EVERY_AGENCY: Series = (OWED_BY_ALL, Measure.UPLOADED)


class Parted(NamedTuple):
    """Agencies by state, in all and by group. Who is in no group is in the total only."""

    total: Tally
    groups: Mapping[str, Tally]


def parted(figure: Figure, below: str | None, grouping: Grouping, numbers: Numbers) -> Parted:
    """The agencies of a figure by group. Groups without agencies are left out."""
    count = _count_children if grouping is Grouping.CHILDREN else _count_groups
    found = count(figure, below, grouping, numbers)
    if not is_owed_by_all_counted(figure.obligation):
        everybody = count(Figure(*EVERY_AGENCY, figure.day), below, grouping, numbers)
        found = Parted(
            _with_those_who_owe_nothing(found.total, everybody.total),
            {
                group: _with_those_who_owe_nothing(found.groups.get(group, {}), tally)
                for group, tally in everybody.groups.items()
            },
        )
    return Parted(found.total, {group: tally for group, tally in found.groups.items() if any(tally.values())})


def counts_on(series: Series, selection: Selection, days: list[date], numbers: Numbers) -> list[Tally]:
    """The agencies of a selection by state on each of these days, which come in order."""
    owing = list(running(_course(series, selection, days, numbers), days))
    if is_owed_by_all_counted(series[0]):
        return owing
    everybody = running(_course(EVERY_AGENCY, selection, days, numbers), days)
    return [
        _with_those_who_owe_nothing(tally, all_of_them) for tally, all_of_them in zip(owing, everybody, strict=True)
    ]


def count(tally: Tally) -> Count:
    return Count(
        done=tally.get(State.DONE, 0),
        covered=tally.get(State.COVERED, 0),
        missing=tally.get(State.MISSING, 0),
        not_required=tally.get(State.NOT_REQUIRED, 0),
        percent=percent(tally),
    )


def _count_groups(figure: Figure, below: str | None, grouping: Grouping, numbers: Numbers) -> Parted:
    if below is None:
        total = numbers.tallies(figure, Dimension.COUNTRY).get(EVERYBODY, {})
        return Parted(total, numbers.tallies(figure, Dimension(grouping)))
    # Within a part of the tree nobody keeps tallies of groups: there are not that many to count.
    found = numbers.counted(figure, Selection(below), grouping)
    return Parted(_sum(found.values()), {group: tally for group, tally in found.items() if group is not None})


def _count_children(figure: Figure, below: str | None, grouping: Grouping, numbers: Numbers) -> Parted:
    """Each child with all below it; the agency itself, which is below no child of its own, alone."""
    children = set(numbers.children(below, figure.day))
    everyone = children if below is None else {*children, below}
    own = numbers.own(figure, everyone)
    under = numbers.tallies(figure, Dimension.NODE, everyone)
    groups = {id: _sum((own.get(id, {}), under.get(id, {}))) for id in children}
    if below is None:
        return Parted(numbers.tallies(figure, Dimension.COUNTRY).get(EVERYBODY, {}), groups)
    total = _sum((own.get(below, {}), under.get(below, {})))
    return Parted(total, {**groups, below: own.get(below, {})})


def _course(series: Series, selection: Selection, days: list[date], numbers: Numbers) -> Course:
    first, last = days[0], days[-1]
    below, chosen = selection

    def tally(dimension: Dimension, group: str) -> Course:
        return numbers.course(series, dimension, group, first, last)

    if chosen is not None and chosen.grouping is Grouping.CHILDREN:
        if chosen.name == below:
            return numbers.course_of(series, selection, last)
        below, chosen = chosen.name, None
    if below is None:
        return tally(Dimension.COUNTRY, EVERYBODY) if chosen is None else tally(Dimension(chosen.grouping), chosen.name)
    if chosen is None:
        alone = numbers.course_of(series, Selection(below, Chosen(Grouping.CHILDREN, below)), last)
        return _joined((tally(Dimension.NODE, below), alone))
    return numbers.course_of(series, selection, last)


def _joined(courses: Iterable[Course]) -> Course:
    joined: dict[date, Counter[State]] = {}
    for course in courses:
        for day, changes in course.items():
            joined.setdefault(day, Counter()).update(changes)
    return joined


def _sum(tallies: Iterable[Tally]) -> Tally:
    total: Counter[State] = Counter()
    for tally in tallies:
        total.update(tally)
    return total


def _with_those_who_owe_nothing(owing: Tally, everybody: Tally) -> Tally:
    """The ledger holds what is owed: who is in none of its states, but is there, is `not_required`."""
    return {**owing, State.NOT_REQUIRED: sum(everybody.values()) - sum(owing.values())}
