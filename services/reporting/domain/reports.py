"""The reports of agencies (แบบฟอร์มรายงาน): since when each is there, and the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

from services.reporting.domain.asking import Chosen, Selection
from services.reporting.domain.terms import Measure, Obligation, State


class Trace(NamedTuple):
    """What a change of an agency's filing tells of its report: it was there at `created_at`, and changed at
    `edited_at`."""

    agency_id: str
    created_at: datetime
    edited_at: datetime

    def and_of(self, other: Trace) -> Trace:
        """What both together tell, of the same agency."""
        return Trace(self.agency_id, min(self.created_at, other.created_at), max(self.edited_at, other.edited_at))


class Names(NamedTuple):
    """All names that an agency has or had, folded (see searching), as its facts of that version have them."""

    agency_id: str
    version: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What an agency must have kept of it. None, or no words: anything will do.

    `created_from`, `created_before`: when its report was begun, the second excluded.
    """

    words: tuple[str, ...] = ()
    filed: bool | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None

    @property
    def is_anything(self) -> bool:
        return self == Kept()


class Who(Enum):
    """Those that count in the published figures; these and the others that the public sees; everybody there is."""

    COUNTED = "counted"
    PUBLIC = "public"
    EVERYBODY = "everybody"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which agencies to list as they stand on a day: those that are in one of `states` for one of `obligations` by the
    measure, or, if `states` is none, those that owe none of these.

    Of them the ones in the selection, and in each of the `groups` too.
    """

    obligations: Sequence[Obligation]
    measure: Measure
    day: date
    states: Sequence[State]
    who: Who
    selection: Selection = Selection()
    groups: Sequence[Chosen] = ()
    kept: Kept = Kept()


class Begun(NamedTuple):
    """When an agency's report was begun and last changed."""

    created_at: datetime
    edited_at: datetime
