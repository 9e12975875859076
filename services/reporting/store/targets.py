"""Which entries of the ledger are those of a target group's agencies on a day."""

from __future__ import annotations

from datetime import date

from services.reporting.domain.obligations import OWED_BY_ALL
from services.reporting.domain.targets import Target
from services.reporting.domain.terms import OWING, Measure
from services.reporting.store.days import stored_day
from services.reporting.store.records import Record


def matching(target: Target) -> Record:
    """The agencies that count and are in the group. For index "in_state" or "in_state_below"."""
    wanted: Record = {"reporting_unit": True}
    for field, values in (
        ("category", target.categories),
        ("lao_type", target.lao_types),
        ("province_code", target.province_codes),
        ("ancestor_ids", target.below),
    ):
        if values:
            wanted[field] = {"$in": list(values)}
    return wanted


def holding(day: date) -> Record:
    """The entries that hold on a day."""
    return {"first": {"$lte": stored_day(day)}, "end": {"$gt": stored_day(day)}}


def everybody(day: date) -> Record:
    """One entry for each agency that there is on a day, counted or not: that of what all owe."""
    return {
        "obligation": OWED_BY_ALL.value,
        "measure": Measure.UPLOADED.value,
        # any that owes it: named so that an index on it is walked from there on
        "state": {"$in": [state.value for state in OWING]},
        **holding(day),
    }
