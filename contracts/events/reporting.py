"""What `reporting` says."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from contracts.events.envelope import Event, State
from contracts.vocabulary import Category, ComplianceState, LaoType, Measure, Obligation


class ComplianceChanged(Event):
    """The state that holds of an agency from `effective_on`, where it differs from what was last said.

    Only said of changes from today on; what a migration says about the past is found by asking.
    """

    TYPE: ClassVar[str] = "prakat.reporting.compliance_changed.v1"
    PUBLIC: ClassVar[str | None] = "for supervising bodies' own systems"
    agency_id: str
    obligation: Obligation
    measure: Measure
    state: ComplianceState
    effective_on: date


class CampaignState(State):
    """A campaign: what is due by when from whom (empty lists: from everybody), who returns the form to whom, and who is
    reminded from when on. `closed_on`: the day from which it is over."""

    id: str
    version: int
    name_th: str
    obligations: tuple[Obligation, ...]
    categories: tuple[Category, ...] = ()
    lao_types: tuple[LaoType, ...] = ()
    province_codes: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    opens_on: date
    due_on: date
    returns_to: str | None = None
    returns_due_on: date | None = None
    reminders_from: date | None = None
    reminders_every_days: int | None = None
    reminders_escalate_after: int | None = None
    reminders_note: str | None = None
    closed_on: date | None = None


class CampaignCreated(Event):
    TYPE: ClassVar[str] = "prakat.reporting.campaign_created.v1"
    PUBLIC: ClassVar[str | None] = "for supervising bodies' own systems"
    campaign: CampaignState


class CampaignChanged(Event):
    TYPE: ClassVar[str] = "prakat.reporting.campaign_changed.v1"
    PUBLIC: ClassVar[str | None] = "for supervising bodies' own systems"
    campaign: CampaignState


class CampaignClosed(Event):
    TYPE: ClassVar[str] = "prakat.reporting.campaign_closed.v1"
    PUBLIC: ClassVar[str | None] = "for supervising bodies' own systems"
    campaign: CampaignState
    reason: str


class ReturnMark(State):
    """What an office says of a local body's having issued, beside what the ledger says. None: as the ledger has it."""

    agency_id: str
    s10_issued: bool | None = None
    s16_issued: bool | None = None
    note: str | None = None


class ReturnDraft(State):
    """What an office has added to its return."""

    as_of: date | None = None
    marks: tuple[ReturnMark, ...] = ()
    obstacles: str | None = None
    suggestions: str | None = None
    signer_name: str | None = None
    signer_position: str | None = None


class OfReturn(Event):
    """Something happened to the return of an office (`agency_id`) for a campaign. `version` counts its changes."""

    campaign_id: str
    agency_id: str
    version: int


class ReturnSaved(OfReturn):
    TYPE: ClassVar[str] = "prakat.reporting.return_saved.v1"
    PUBLIC: ClassVar[str | None] = "the history; a draft is nobody else's yet"
    draft: ReturnDraft


class ReturnSubmitted(OfReturn):
    """The office's form as of a day, with its totals (local bodies) as the form says them. `sha256` is over the content
    that is kept; `late`: its first submission came after the campaign's due date for returns."""

    TYPE: ClassVar[str] = "prakat.reporting.return_submitted.v1"
    PUBLIC: ClassVar[str | None] = "for supervising bodies' own systems"
    as_of: date
    bodies: int
    s10_issued: int
    s10_uploaded: int
    s16_issued: int
    s16_uploaded: int
    sha256: str
    late: bool


class ReturnReopened(OfReturn):
    TYPE: ClassVar[str] = "prakat.reporting.return_reopened.v1"
    PUBLIC: ClassVar[str | None] = "for supervising bodies' own systems"
    reason: str


class ReminderDue(Event):
    """An agency that misses something of a campaign is reminded on that day, for the `number`th time in a row.

    `escalated_to` are the agencies above it that are told too, the nearest first. `has_address`: whether there is an
    e-mail address to which the reminder can go.
    """

    TYPE: ClassVar[str] = "prakat.reporting.reminder_due.v1"
    PUBLIC: ClassVar[str | None] = "for supervising bodies' own systems"
    campaign_id: str
    agency_id: str
    day: date
    obligations: tuple[Obligation, ...]
    number: int
    escalated_to: tuple[str, ...] = ()
    has_address: bool


class CabinetReportMade(Event):
    """The report under section 22 as of a day is made and kept; `sha256` is over its content."""

    TYPE: ClassVar[str] = "prakat.reporting.cabinet_report_made.v1"
    PUBLIC: ClassVar[str | None] = "for supervising bodies' own systems"
    report_id: str
    as_of: date
    made_at: datetime
    sha256: str


class FiguresFrozen(Event):
    """A set of figures as of a day is kept for ever: those of the agencies at and below `agency_id` (None: of all that
    count), by a measure, parted by `group_by`. `sha256` is over the figures, `list_sha256` over the list of the
    `agencies` behind them (docs/open-data.md says over which bytes)."""

    TYPE: ClassVar[str] = "prakat.reporting.figures_frozen.v1"
    PUBLIC: ClassVar[str | None] = "the history, by which a set is proved to be what was frozen"
    frozen_id: str
    title: str
    as_of: date
    obligations: tuple[Obligation, ...]
    measure: Measure
    group_by: str
    agency_id: str | None
    agencies: int
    frozen_at: datetime
    sha256: str
    list_sha256: str


class FrozenFiguresPublished(Event):
    """From now on everybody may see this set, for good."""

    TYPE: ClassVar[str] = "prakat.reporting.frozen_figures_published.v1"
    PUBLIC: ClassVar[str | None] = "the history, and open data's users"
    frozen_id: str
    published_at: datetime


class ExportMade(Event):
    """An officer had a whole table written as a file: so many rows as of a day. `agency_id`: of the list of reports, at
    and below which agency (None: in the whole country, or another table)."""

    TYPE: ClassVar[str] = "prakat.reporting.export_made.v1"
    PUBLIC: ClassVar[str | None] = "the history: who has taken what away"
    export_id: str
    table: str
    agency_id: str | None
    as_of: date
    format: str
    rows: int
    sha256: str
