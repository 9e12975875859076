"""Counting the agencies behind figures: in all, by group, and over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from contracts.rpc.reporting.figures import Count
from services.reporting.domain.asking import (
    BY_AGENCIES,
    Chosen,
    Course,
    Figure,
    Grouping,
    Placed,
    Selection,
    Tally,
)
from services.reporting.domain.counting import percent
from services.reporting.domain.obligations import EVERY_AGENCY, is_owed_by_all_counted
from services.reporting.domain.tallying import EVERYBODY, Dimension, running
from services.reporting.domain.terms import Series, State
from services.reporting.usecases.asking import Numbers
from services.reporting.usecases.grouping import agencies_among

CountT = TypeVar("CountT", bound=Count)


class Parted(NamedTuple):
    """Agencies by state, in all and by group. Who is in no group is in the total only. `agencies`: those that are
    groups, as they are called that day."""

    total: Tally
    groups: Mapping[str, Tally]
    agencies: Mapping[str, Placed] = {}


def parted(figure: Figure, below: str | None, grouping: Grouping, numbers: Numbers) -> Parted:
    """The agencies of a figure by group. Groups without agencies are left out; those that are agencies are in order."""
    found = _parted(figure, below, grouping, numbers)
    if not is_owed_by_all_counted(figure.obligation):
        everybody = _parted(Figure(*EVERY_AGENCY, figure.day), below, grouping, numbers)
        found = Parted(
            _with_those_who_owe_nothing(found.total, everybody.total),
            {
                group: _with_those_who_owe_nothing(found.groups.get(group, {}), tally)
                for group, tally in everybody.groups.items()
            },
            everybody.agencies,
        )
    return found._replace(groups={group: tally for group, tally in found.groups.items() if any(tally.values())})


def counts_on(series: Series, selection: Selection, days: list[date], numbers: Numbers) -> list[Tally]:
    """The agencies of a selection by state on each of these days, which come in order."""
    owing = list(running(_course(series, selection, days[-1], numbers), days))
    if is_owed_by_all_counted(series[0]):
        return owing
    everybody = running(_course(EVERY_AGENCY, selection, days[-1], numbers), days)
    return [
        _with_those_who_owe_nothing(tally, all_of_them) for tally, all_of_them in zip(owing, everybody, strict=True)
    ]


def count(tally: Tally) -> Count:
    return count_as(Count, tally)


def count_as(kind: type[CountT], tally: Tally, **about: object) -> CountT:
    """The count of something; `about` are the fields that say of what."""
    return kind.model_validate(
        {
            **about,
            "done": tally.get(State.DONE, 0),
            "covered": tally.get(State.COVERED, 0),
            "missing": tally.get(State.MISSING, 0),
            "not_required": tally.get(State.NOT_REQUIRED, 0),
            "percent": percent(tally),
        }
    )


def _parted(figure: Figure, below: str | None, grouping: Grouping, numbers: Numbers) -> Parted:
    if grouping is Grouping.CHILDREN:
        return _by_children(figure, below, numbers)
    if below is not None:
        # Within a part of the tree nobody keeps tallies of groups: there are not that many to count.
        found = numbers.counted(figure, Selection(below), grouping)
        groups = {group: tally for group, tally in found.items() if group is not None}
        agencies = agencies_among(groups, below, figure.day, grouping, numbers)
        return Parted(_sum(found.values()), groups, agencies)
    if grouping in BY_AGENCIES:
        return _by_level(figure, grouping, numbers)
    return Parted(_country(figure, numbers), numbers.tallies(figure, Dimension(grouping)))


def _by_children(figure: Figure, below: str | None, numbers: Numbers) -> Parted:
    """Each child with all below it; the agency itself, which is below no child of its own, alone."""
    children = {child.agency_id: child for child in numbers.children(below, figure.day)}
    own, whole = _own_and_whole(figure, {*children, *([] if below is None else [below])}, numbers)
    groups = {id: whole[id] for id in children}
    if below is None:
        return Parted(_country(figure, numbers), groups, children)
    itself = {each.agency_id: each for each in numbers.called(below, figure.day)}
    return Parted(whole[below], {**groups, below: own.get(below, {})}, {**itself, **children})


def _by_level(figure: Figure, grouping: Grouping, numbers: Numbers) -> Parted:
    """Each ministry or department with all that belong to it."""
    agencies = {agency.agency_id: agency for agency in numbers.at_level(grouping, figure.day)}
    return Parted(_country(figure, numbers), numbers.tallies(figure, Dimension(grouping)), agencies)


def _own_and_whole(
    figure: Figure, agency_ids: Collection[str], numbers: Numbers
) -> tuple[Mapping[str, Tally], Mapping[str, Tally]]:
    """Each of these agencies by itself, and with all below it."""
    own = numbers.own(figure, agency_ids)
    under = numbers.tallies(figure, Dimension.NODE, agency_ids)
    return own, {id: _sum((own.get(id, {}), under.get(id, {}))) for id in agency_ids}


def _country(figure: Figure, numbers: Numbers) -> Tally:
    return numbers.tallies(figure, Dimension.COUNTRY).get(EVERYBODY, {})


def _course(series: Series, selection: Selection, last: date, numbers: Numbers) -> Course:
    """What changed among the agencies of a selection: from tallies where there is one of them, else from entries."""
    below, chosen = selection
    if chosen is not None and chosen.grouping is Grouping.CHILDREN and chosen.name != below:
        below, chosen = chosen.name, None
    if chosen is None:
        if below is None:
            return numbers.course(series, Dimension.COUNTRY, EVERYBODY, last)
        alone = Selection(below, Chosen(Grouping.CHILDREN, below))
        under = numbers.course(series, Dimension.NODE, below, last)
        return _joined((under, numbers.course_of(series, alone, last)))
    if below is None:
        return numbers.course(series, Dimension(chosen.grouping), chosen.name, last)
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
