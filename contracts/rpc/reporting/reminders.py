"""The reminders of a campaign (section 22: every 15 days): who would be reminded, and who has been."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, Obligation


class AddressKind(StrEnum):
    """To which of the office's addresses: อีเมลที่ลงทะเบียนกับ สพร., or อีเมลสำหรับประชาชนติดต่อ where there is none."""

    DGA = "dga"
    PUBLIC = "public"


class ReminderState(StrEnum):
    """`waiting` to be sent, or to be tried again; `sent`; `answered`: done before it went out; `no_address`; `given_up`
    after many tries; `withdrawn`: the campaign was closed before it went out."""

    WAITING = "waiting"
    SENT = "sent"
    ANSWERED = "answered"
    NO_ADDRESS = "no_address"
    GIVEN_UP = "given_up"
    WITHDRAWN = "withdrawn"


class PreviewReminders(Request):
    """What reminding today would do, without doing it. The mails of `for_agency_id`, or of the first agency, as they
    would be sent."""

    campaign_id: str
    for_agency_id: str | None = Field(None, max_length=64)


class Letter(Reply):
    agency_id: str
    subject: str
    text: str


class PlannedReminder(Reply):
    """`number`: the how manieth in a row; `escalated_to`: the agencies above that would be told too, the nearest
    first."""

    agency_id: str
    name_th: str
    obligations: tuple[Obligation, ...]
    number: int
    escalated_to: tuple[str, ...]
    address: AddressKind | None


class ReminderPreview(Reply):
    """`agencies` would be reminded, of which so many have no address. `letter` is what the agency gets,
    `letter_above` what the agency above it gets when it is told too."""

    campaign_id: str
    day: date
    next_reminder_on: date | None
    agencies: int
    without_address: int
    letter: Letter | None
    letter_above: Letter | None


class ListPlannedReminders(Request):
    """Whom reminding today would reach. `after` is the cursor of the page before."""

    campaign_id: str
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, max_length=64)


class PlannedReminders(Reply):
    items: tuple[PlannedReminder, ...]
    next: str | None


class ListReminders(Request):
    """The log of a campaign's reminders, the latest day first. `after` is the cursor of the page before."""

    campaign_id: str
    day: date | None = None
    state: ReminderState | None = None
    to_agency: str | None = Field(None, max_length=64)
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, max_length=200)


class Reminder(Reply):
    """To an agency about itself (`about` is empty, `number` the how manieth in a row), or about agencies below it.
    No address is kept, only which of the office's it was."""

    id: str
    day: date
    agency_id: str
    name_th: str
    obligations: tuple[Obligation, ...]
    number: int
    about: tuple[str, ...]
    state: ReminderState
    address: AddressKind | None
    attempts: int
    settled_at: datetime | None


class Reminders(Reply):
    items: tuple[Reminder, ...]
    next: str | None


PREVIEW_REMINDERS = Operation("reporting", "preview_reminders", PreviewReminders, ReminderPreview, Action.FOLLOW_UP)
LIST_PLANNED_REMINDERS = Operation(
    "reporting", "list_planned_reminders", ListPlannedReminders, PlannedReminders, Action.FOLLOW_UP
)
LIST_REMINDERS = Operation("reporting", "list_reminders", ListReminders, Reminders, Action.FOLLOW_UP)
