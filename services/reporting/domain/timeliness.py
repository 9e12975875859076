"""On time or late (domain section 6): the first day on which an obligation held, compared with a due date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from services.reporting.domain.counting import percent
from services.reporting.domain.targets import Target
from services.reporting.domain.terms import Obligation, State


class Timeliness(StrEnum):
    """Of an agency that owes something on the day asked for."""

    ON_TIME = "on_time"
    LATE = "late"
    PENDING = "pending"
    OVERDUE = "overdue"


# Agencies by timeliness; None: those that do not owe it.
TimelyTally = Mapping[Timeliness | None, int]


class Deadline(NamedTuple):
    """The agencies of a target group on a day, and how they keep a due date for an obligation."""

    obligation: Obligation
    day: date
    due_on: date
    target: Target

    @property
    def missed(self) -> Timeliness:
        """What those are that miss it on that day: the due day itself has not passed."""
        return Timeliness.PENDING if self.day <= self.due_on else Timeliness.OVERDUE


class Kept(NamedTuple):
    """An agency as a deadline's list has it. `first_held_on`: the first day on which it ever held, up to the day asked
    for; None: never."""

    agency_id: str
    name_th: str
    category: str | None
    province_code: str | None
    first_held_on: date | None


def percent_kept(tally: TimelyTally) -> str | None:
    """Those that comply, on time or late, of those that owe it: the one rule for percentages."""
    complying = tally.get(Timeliness.ON_TIME, 0) + tally.get(Timeliness.LATE, 0)
    missing = tally.get(Timeliness.PENDING, 0) + tally.get(Timeliness.OVERDUE, 0)
    return percent({State.DONE: complying, State.MISSING: missing})
