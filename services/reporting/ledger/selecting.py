"""Which entries a question is about. Figures, lists, trends and comparisons all start here, so that they agree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.reporting.domain.asking import BY_AGENCIES, Chosen, Figure, Grouping, Selection
from services.reporting.domain.terms import Measure, Obligation
from services.reporting.store.days import stored_day
from services.reporting.store.groups import FIELDS
from services.reporting.store.records import Record


def counted(obligation: Obligation, measure: Measure) -> Record:
    """The entries that figures of an obligation and a measure are made of."""
    return {"obligation": obligation.value, "measure": measure.value, "reporting_unit": True}


def counted_on(figure: Figure) -> Record:
    """Those of them that hold on the figure's day: one for each agency that owes it then."""
    return {**counted(figure.obligation, figure.measure), **holding(figure.day)}


def holding(day: date) -> Record:
    """The entries that hold on a day."""
    return {"first": {"$lte": stored_day(day)}, "end": {"$gt": stored_day(day)}}


def selected(selection: Selection) -> Record:
    """The entries of these agencies (on the days on which they are among them)."""
    below, chosen = selection
    if below is None:
        return {} if chosen is None else _in_group(chosen)
    if chosen is None:
        return {"ancestor_ids": below}
    if chosen == Chosen(Grouping.CHILDREN, below):
        # An agency among its own children is that agency alone.
        return {"ancestor_ids": below, "agency_id": below}
    if chosen.grouping is Grouping.CHILDREN:
        return {"ancestor_ids": {"$all": [chosen.name, below]}}
    return {"ancestor_ids": below, FIELDS[chosen.grouping]: chosen.name}


def in_groups(groups: Iterable[Chosen]) -> list[Record]:
    """The entries of agencies that are in each of these groups, a condition for each."""
    return [_in_group(group) for group in groups]


def _in_group(group: Chosen) -> Record:
    if group.grouping is Grouping.CHILDREN:
        return {"ancestor_ids": group.name}
    wanted: Record = {FIELDS[group.grouping]: group.name}
    if group.grouping in BY_AGENCIES:
        wanted["ancestor_ids"] = group.name  # as they are below it too: for the index
    return wanted
