"""Which entries a question is about. Figures, lists, trends and comparisons all start here, so that they agree."""

from __future__ import annotations

from datetime import date

from services.reporting.domain.asking import BY_AGENCIES, Figure, Grouping, Selection
from services.reporting.domain.obligations import OWED_BY_ALL
from services.reporting.domain.terms import Measure, Obligation, Series, State
from services.reporting.store.days import stored_day
from services.reporting.store.records import Record

# The field of an entry that holds its group.
FIELDS = {
    Grouping.CATEGORY: "category",
    Grouping.MINISTRY: "ministry_id",
    Grouping.DEPARTMENT: "department_id",
    Grouping.PROVINCE: "province_code",
    Grouping.LAO_TYPE: "lao_type",
}
# What every agency owes, by one measure: its entries are one for each agency on a day.
EVERY_AGENCY: Series = (OWED_BY_ALL, Measure.UPLOADED)
OWING = (State.DONE, State.COVERED, State.MISSING)


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
    chosen = selection.group
    if chosen is not None and chosen.grouping is Grouping.CHILDREN:
        # An agency among its own children is that agency alone.
        alone = {"agency_id": chosen.name} if chosen.name == selection.below else {}
        return {"ancestor_ids": chosen.name, **alone}
    wanted: Record = {} if selection.below is None else {"ancestor_ids": selection.below}
    if chosen is not None:
        wanted[FIELDS[chosen.grouping]] = chosen.name
        if chosen.grouping in BY_AGENCIES and selection.below is None:
            wanted["ancestor_ids"] = chosen.name  # as they are below it too: for the index
    return wanted
