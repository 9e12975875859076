"""Why a figure is another one than before."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from contracts.operations import Operation, Reply
from contracts.rpc.reporting.figures import Count, Selection
from contracts.vocabulary import Action, ComplianceState, Measure, Obligation


class DaysCompared(Selection):
    """Two days (`later` None: today in Bangkok)."""

    obligation: Obligation
    measure: Measure = Measure.UPLOADED
    earlier: date
    later: date | None = None


class CompareDays(DaysCompared):
    """Their figures and the agencies that make the difference, by Thai collation of their names, `after` the cursor of
    the page before."""

    page_size: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, max_length=1000)


class DayCount(Count):
    day: date


class Difference(Reply):
    """So many agencies were in the state `was` on the earlier day and in `became` on the later one. None: not among
    those asked about that day (it did not exist, did not count, or stood elsewhere)."""

    was: ComplianceState | None
    became: ComplianceState | None
    agencies: int


class Standing(Reply):
    """How an agency stood on one of the days: its state, since when, and the documents that say so."""

    state: ComplianceState
    since: date | None
    document_ids: tuple[str, ...]


class ChangedAgency(Reply):
    """`name_th`: of the later day, or of the earlier one when it is not there on the later."""

    agency_id: str
    name_th: str
    was: Standing | None
    became: Standing | None


class Comparison(Reply):
    """`differences` and `items` hold only agencies whose state differs, so that the one count and the differences give
    the other count."""

    obligation: Obligation
    measure: Measure
    earlier: DayCount
    later: DayCount
    differences: tuple[Difference, ...]
    items: tuple[ChangedAgency, ...]
    next: str | None


COMPARE_DAYS = Operation("reporting", "compare_days", CompareDays, Comparison, Action.PUBLIC)
