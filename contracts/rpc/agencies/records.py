"""What was recorded of an agency, and what held of it when."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, Role


class RecordedChange(Reply):
    """A field from what to what, as on the officer's screen."""

    field: str
    before: str | bool | None
    after: str | bool | None


class AgencyHistoryEntry(Reply):
    """`type` is the event's (prakat.agencies.moved.v1); `at` when it was recorded, `effective_on` since when it holds.

    `version` is that of the agency after it, None for what left the agency as it was (a request to move).
    """

    id: str
    at: datetime
    type: str
    actor_name: str
    actor_role: Role | None
    grant_id: str | None
    effective_on: date | None
    reason: str | None
    changes: tuple[RecordedChange, ...]
    version: int | None
    reorganisation_id: str | None
    outcome: str | None = None


class ReadAgencyHistory(Request):
    """The newest first, `after` the cursor of the page before."""

    agency_id: str
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = None


class AgencyHistory(Reply):
    items: tuple[AgencyHistoryEntry, ...]
    next: str | None


class AgencyPeriod(Reply):
    """What held from `since` until before `until` (None: still, or from then on)."""

    since: date
    until: date | None
    name_th: str
    name_en: str | None
    parent_id: str | None
    parent_name_th: str | None


class AgencyGap(Reply):
    """It did not exist from `since` until before `until`; the successors answer for it meanwhile."""

    since: date
    until: date | None
    successor_ids: tuple[str, ...]


class ReadAgencyPeriods(Request):
    agency_id: str


class AgencyPeriods(Reply):
    """The public dated list of an agency's names, parents and successors, oldest first."""

    items: tuple[AgencyPeriod, ...]
    gaps: tuple[AgencyGap, ...]


READ_AGENCY_HISTORY = Operation(
    "agencies", "read_agency_history", ReadAgencyHistory, AgencyHistory, Action.READ_FILINGS
)
READ_AGENCY_PERIODS = Operation("agencies", "read_agency_periods", ReadAgencyPeriods, AgencyPeriods, Action.PUBLIC)
