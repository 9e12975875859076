"""Questions about what stands below an agency on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.agencies.domain.listing import Position


@dataclass(frozen=True, kw_only=True)
class WantedBelow:
    """`agency_id` None: in the whole country. `today`: unless `hidden_too`, what is hidden on that day or on `day` is
    left out: what was public once and is hidden now stays hidden, whatever day is asked about."""

    agency_id: str | None
    day: date
    today: date
    hidden_too: bool
    direct: bool = False
    category: str | None = None
    lao_type: str | None = None
    level: str | None = None
    province_code: str | None = None


@dataclass(frozen=True)
class Below:
    """An agency as it was on the day; `depth` from 1, None when the whole country was asked about."""

    agency_id: str
    code: str
    name_th: str
    name_en: str | None
    parent_id: str | None
    level: str
    category: str | None
    lao_type: str | None
    province_code: str | None
    reporting_unit: bool
    depth: int | None


@dataclass(frozen=True)
class PageBelow:
    agencies: tuple[Below, ...]
    next: Position | None


@dataclass(frozen=True)
class Kind:
    """How many agencies are alike in all of these."""

    category: str | None
    lao_type: str | None
    level: str
    province_code: str | None
    reporting_unit: bool
    count: int


def summed(kinds: Iterable[Kind], by: str) -> dict[str, int]:
    """The counts by one of the kinds' fields; what is not stated is left out."""
    sums: dict[str, int] = {}
    for kind in kinds:
        value = getattr(kind, by)
        if value is not None:
            sums[value] = sums.get(value, 0) + kind.count
    return sums
