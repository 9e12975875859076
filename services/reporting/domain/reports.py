"""The reports of agencies (แบบฟอร์มรายงาน): since when each is there, and the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from services.reporting.domain.asking import Figure
from services.reporting.domain.terms import State


class Trace(NamedTuple):
    """What a change of an agency's filing tells of its report: it was there at `created_at`, and changed at
    `edited_at`."""

    agency_id: str
    created_at: datetime
    edited_at: datetime


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


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which agencies to list: those of a figure in one of `states`, or those that do not owe it at all if that is none.

    `counted`: only those that count in the published figures. `below`: the agency and all that stands below it that
    day; `alone`: only the agency itself. Other fields: None for any.
    """

    figure: Figure
    states: Sequence[State]
    counted: bool
    below: str | None = None
    alone: bool = False
    category: str | None = None
    province: str | None = None
    lao_type: str | None = None
    kept: Kept = Kept()


class Begun(NamedTuple):
    """When an agency's report was begun and last changed."""

    created_at: datetime
    edited_at: datetime
