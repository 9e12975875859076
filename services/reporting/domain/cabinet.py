"""The report to the cabinet (section 22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from services.reporting.domain.terms import Obligation

EVERY = timedelta(days=60)


class ReportUnknown(Exception):
    code = "report_unknown"


@dataclass(frozen=True)
class CabinetReport:
    """A report that was made. `percents` are those of its tables by their rows ("s10_notice/uploaded/local", the whole
    under "…/all"), for the next report to compare with."""

    id: str
    as_of: date
    previous_as_of: date | None
    made_at: datetime
    made_by: str
    sha256: str
    non_compliers: int
    percents: Mapping[str, str | None]


class NonComplier(NamedTuple):
    """An agency that misses what it owes to have uploaded, with its place that day."""

    agency_id: str
    name_th: str
    category: str | None
    province_code: str | None
    obligations: tuple[Obligation, ...]


def next_due(last: date | None) -> date | None:
    """The day of the report after the one of that day; None: there was none, it is due now."""
    return last + EVERY if last else None


def points(now: str | None, before: str | None) -> str | None:
    """The difference of two percentages, in points with their sign; None where there is nothing to compare."""
    return None if now is None or before is None else f"{Decimal(now) - Decimal(before):+.2f}"
