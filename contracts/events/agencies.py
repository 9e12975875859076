"""What `agencies` says. Each event carries the agency's whole timeline, which is what a directory keeps."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from contracts.events.envelope import Event, State
from contracts.vocabulary import Category, LaoType, Level


class AgencyFacts(State):
    """What holds of an agency from `effective_on` until the next facts (or for ever).

    `public_email` and `dga_email` are addresses of the office, to which reminders go; the second is not public.
    """

    effective_on: date
    parent_id: str | None
    level: Level
    category: Category | None
    lao_type: LaoType | None = None
    province_code: str | None = None
    reporting_unit: bool
    name_th: str
    name_en: str | None = None
    visible: bool = True
    public_email: str | None = None
    dga_email: str | None = None


class AgencyAbsence(State):
    """The agency does not exist from `start` until `end`, on which it exists again (None: not so far).

    `successor_ids` answer for it meanwhile.
    """

    start: date
    end: date | None = None
    successor_ids: tuple[str, ...] = ()


class AgencyState(State):
    """An agency with its past, present and announced future, oldest facts first. `version` counts its changes from 1.

    It exists from its first facts on but for its `absences`, which are in order and apart from one another.
    """

    id: str
    version: int
    code: str
    lao_code: str | None = None
    timeline: tuple[AgencyFacts, ...]
    absences: tuple[AgencyAbsence, ...] = ()

    def absence_on(self, day: date) -> AgencyAbsence | None:
        """The absence that holds on that day."""
        return next(
            (each for each in self.absences if each.start <= day and (each.end is None or day < each.end)), None
        )

    def shown_on(self, day: date) -> AgencyFacts:
        """What to show on that day: what holds, of an agency that has ended what held last, before its time what will
        hold first."""
        held = [facts for facts in self.timeline if facts.effective_on <= day]
        return held[-1] if held else self.timeline[0]

    def facts_on(self, day: date) -> AgencyFacts | None:
        """What holds on that day; None on days on which it does not exist."""
        if self.absence_on(day) is not None:
            return None
        return next((facts for facts in reversed(self.timeline) if facts.effective_on <= day), None)

    def days(self) -> tuple[date, ...]:
        """Every day on which something begins or ends to hold."""
        borders = (day for absence in self.absences for day in (absence.start, absence.end) if day is not None)
        return (*(facts.effective_on for facts in self.timeline), *borders)


class FieldChange(State):
    """A field of the officer's screens that is different from the event's `effective_on` on. Texts as shown there."""

    field: str
    before: str | bool | None
    after: str | bool | None


class OfAgency(Event):
    """Something happened to an agency: how it is now, from which day that holds, why, and which fields it changed.

    `reorganisation_id` is the same in the events of all agencies that one reorganisation touches.
    """

    agency: AgencyState
    effective_on: date | None = None
    reason: str | None = None
    changes: tuple[FieldChange, ...] = ()
    reorganisation_id: str | None = None


class AgencyRegistered(OfAgency):
    TYPE: ClassVar[str] = "prakat.agencies.registered.v1"


class AgencyChanged(OfAgency):
    TYPE: ClassVar[str] = "prakat.agencies.changed.v1"


class AgencyMoved(OfAgency):
    """It stands under another parent."""

    TYPE: ClassVar[str] = "prakat.agencies.moved.v1"


class AgencyMerged(OfAgency):
    """It ends, and one successor answers for it."""

    TYPE: ClassVar[str] = "prakat.agencies.merged.v1"


class AgencySplit(OfAgency):
    """It ends, and several successors answer for it."""

    TYPE: ClassVar[str] = "prakat.agencies.split.v1"


class AgencyDissolved(OfAgency):
    """It ends, and nobody answers for it."""

    TYPE: ClassVar[str] = "prakat.agencies.dissolved.v1"


class AgencyReopened(OfAgency):
    """It exists again."""

    TYPE: ClassVar[str] = "prakat.agencies.reopened.v1"


class AgencyAnnouncementWithdrawn(OfAgency):
    """What had been announced for `effective_on` is not going to hold."""

    TYPE: ClassVar[str] = "prakat.agencies.announcement_withdrawn.v1"


# Everything after which an agency is different. Whoever keeps agencies hears all of these.
AGENCY_EVENTS: tuple[type[OfAgency], ...] = (
    AgencyRegistered,
    AgencyChanged,
    AgencyMoved,
    AgencyMerged,
    AgencySplit,
    AgencyDissolved,
    AgencyReopened,
    AgencyAnnouncementWithdrawn,
)


class MoveRequestState(State):
    """A request that an agency move, waiting for the authority on the other side (domain section 3)."""

    id: str
    agency_id: str
    from_parent_id: str | None
    to_parent_id: str
    effective_on: date
    asked_by_giving_side: bool


class MoveRequested(Event):
    TYPE: ClassVar[str] = "prakat.agencies.move_requested.v1"
    PUBLIC: ClassVar[str | None] = "the history; nothing moves until the other side accepts"
    request: MoveRequestState
    reason: str


class MoveRequestSettled(Event):
    """Accepted, refused or withdrawn."""

    TYPE: ClassVar[str] = "prakat.agencies.move_request_settled.v1"
    PUBLIC: ClassVar[str | None] = "the history; an accepted move is an event of its own"
    request: MoveRequestState
    outcome: str
    reason: str | None = None
