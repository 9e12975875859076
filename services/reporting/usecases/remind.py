"""Agencies that miss something are reminded on the days that their campaign names, and those above them told after
some time (section 22)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import NamedTuple, Protocol, TypeVar

from contracts.calls import Call
from contracts.events.envelope import History
from contracts.events.reporting import ReminderDue
from contracts.vocabulary import Obligation as Section
from services.reporting.domain.campaigns import Campaign
from services.reporting.domain.days import BANGKOK, bangkok_day
from services.reporting.domain.reminders import (
    Address,
    Missing,
    Reminder,
    Round,
    State,
    is_hour_of_writing,
    pause_after,
)
from services.reporting.domain.targets import Target
from services.reporting.domain.terms import Obligation
from services.reporting.usecases.campaigns import CampaignBook

T = TypeVar("T")
# In one transaction, or in one turn: so that a turn ends before it is taken for that of a dead process.
AT_A_TIME = 200
# A mail server that is away takes its time to say so.
MOST_FAILURES = 20


class MissingReader(Protocol):
    """Who misses what, from the ledger."""

    def page(
        self, target: Target, obligations: Sequence[Obligation], day: date, after: str | None, limit: int
    ) -> Sequence[Missing]: ...

    def of(
        self, agency_ids: Collection[str], target: Target, obligations: Sequence[Obligation], day: date
    ) -> Mapping[str, Missing]: ...


class ReminderBook(Protocol):
    """Rounds of reminding, and the reminders with what came of each."""

    def round(self, campaign_id: str, day: date) -> Round: ...
    def go_on(self, done: Round) -> None: ...
    def numbers(self, campaign_id: str, before: date, agency_ids: Collection[str]) -> Mapping[str, int]: ...
    def plan(self, reminders: Sequence[Reminder], now: datetime) -> None: ...
    def let_go(self, round: Round) -> None: ...
    def waiting(self, now: datetime, limit: int) -> Sequence[Reminder]: ...
    def claim(self, reminder_id: str, now: datetime) -> Reminder | None: ...
    def try_again(self, reminder: Reminder, at: datetime) -> None: ...
    def settle(self, reminder: Reminder, state: State, at: datetime, address_kind: str | None) -> None: ...
    def log(
        self,
        campaign_id: str,
        day: date | None,
        state: State | None,
        agency_id: str | None,
        after: tuple[date, str] | None,
        limit: int,
    ) -> Sequence[Reminder]: ...


class Offices(Protocol):
    """Where agencies are written to, and who is above them, by what is known of the tree."""

    def addresses(self, agency_ids: Collection[str], on: date) -> Mapping[str, Address]: ...

    def names(self, agency_ids: Collection[str], on: date) -> Mapping[str, str]: ...

    def paths(self, agency_ids: Collection[str], on: date | None = None) -> Mapping[str, tuple[str, ...]]:
        """The agencies above each, the root first."""


class Letters(Protocol):
    """What reminders say: subject and text."""

    def to_agency(
        self, campaign: Campaign, missing: Missing, number: int, told_above: bool, today: date
    ) -> tuple[str, str]: ...

    def to_agency_above(
        self, campaign: Campaign, name_th: str, missing: Sequence[Missing], today: date
    ) -> tuple[str, str]: ...


class Mailer(Protocol):
    def send(self, to: str, subject: str, text: str, mail_id: str) -> bool:
        """Whether the mail was handed over."""


class Together(Protocol):
    def __call__(self, function: Callable[[], T], /) -> T:
        """Run it in one transaction."""


class Planned(NamedTuple):
    """An agency's reminder, and the agencies above it that are told too, the nearest first."""

    reminder: Reminder
    escalated_to: tuple[str, ...]


@dataclass(frozen=True)
class Reminding:
    """First all reminders of a day are planned, each with its event, in transactions that go on where the last one
    ended; then they are sent one by one. Neither does anything twice when a process dies, but for one thing: a mail is
    no part of a transaction. It is taken up, sent, and settled; who dies in between leaves a mail that is sent again,
    under the same Message-ID, so that whoever receives it can tell (docs/decisions/0040).
    """

    campaigns: CampaignBook
    book: ReminderBook
    reader: MissingReader
    offices: Offices
    letters: Letters
    mailer: Mailer
    history: History
    together: Together
    clock: Callable[[], datetime]

    def remind(self, trace_id: str) -> None:
        now = self.clock()
        if not is_hour_of_writing(now.astimezone(BANGKOK).hour):
            return
        call = Call(now=now, trace_id=trace_id)
        for campaign in self.campaigns.all(include_closed=False):
            day = campaign.reminds_on(bangkok_day(now))
            while day is not None and not self.together(partial(self._plan_some, campaign, day, call)):
                pass
        self._send_some()

    def planned(self, campaign: Campaign, missing: Sequence[Missing], day: date, on: date) -> Sequence[Planned]:
        """The reminders of these agencies on a day of reminding, with whom else to tell by the tree of `on`."""
        plan = campaign.details.reminders
        ids = [each.agency_id for each in missing]
        before = self.book.numbers(campaign.id, day, ids)
        numbers = {id: before.get(id, 0) + 1 for id in ids}
        steps = {id: plan.steps_up(number) if plan else 0 for id, number in numbers.items()}
        paths = self.offices.paths([id for id in ids if steps[id]], on)
        return [
            Planned(
                Reminder(campaign.id, day, id, name_th, obligations, numbers[id]),
                tuple(reversed(paths.get(id, ())))[: steps[id]],
            )
            for id, name_th, obligations in missing
        ]

    def _plan_some(self, campaign: Campaign, day: date, call: Call) -> bool:
        """Whether all are planned."""
        begun = self.book.round(campaign.id, day)
        if begun.planned:
            return True
        today, details = bangkok_day(call.now), campaign.details
        missing = self.reader.page(details.target, details.obligations, today, begun.after, AT_A_TIME)
        planned = self.planned(campaign, missing, day, today)
        self.book.plan([each.reminder for each in planned], call.now)
        self.book.plan(self._to_those_above(campaign.id, day, planned, today), call.now)
        self._say(planned, today, call)
        is_last = len(missing) < AT_A_TIME
        done = replace(begun, after=missing[-1].agency_id if missing else begun.after, planned=is_last)
        if is_last:
            self.book.let_go(done)
        self.book.go_on(done)
        return is_last

    def _to_those_above(
        self, campaign_id: str, day: date, planned: Sequence[Planned], today: date
    ) -> Sequence[Reminder]:
        """One to each agency above, about all below it; not complete before the whole round is planned."""
        about: dict[str, list[str]] = {}
        for each in planned:
            for higher in each.escalated_to:
                about.setdefault(higher, []).append(each.reminder.agency_id)
        names = self.offices.names(about, today)
        return [
            Reminder(campaign_id, day, id, names.get(id, ""), about=tuple(below), above=True, state=State.PLANNED)
            for id, below in about.items()
        ]

    def _say(self, planned: Sequence[Planned], today: date, call: Call) -> None:
        addresses = self.offices.addresses([each.reminder.agency_id for each in planned], today)
        for reminder, escalated_to in planned:
            event = ReminderDue(
                campaign_id=reminder.campaign_id,
                agency_id=reminder.agency_id,
                day=reminder.day,
                obligations=tuple(Section(obligation) for obligation in reminder.obligations),
                number=reminder.number,
                escalated_to=escalated_to,
                has_address=reminder.agency_id in addresses,
            )
            self.history.record(reminder.agency_id, event, call)

    def _send_some(self) -> None:
        failures = 0
        for waiting in self.book.waiting(self.clock(), AT_A_TIME):
            taken = self.book.claim(waiting.id, self.clock())
            if taken is not None and not self._send(taken):
                failures += 1
            if failures == MOST_FAILURES:
                break

    def _send(self, reminder: Reminder) -> bool:
        """Whether nothing stood in the way. Who has done it meanwhile is left alone."""
        now = self.clock()
        today = bangkok_day(now)
        campaign = self.campaigns.get(reminder.campaign_id)
        if campaign is None or campaign.closed_on is not None:
            self.book.settle(reminder, State.WITHDRAWN, now, None)
            return True
        details = campaign.details
        about = reminder.about if reminder.above else (reminder.agency_id,)
        missing = self.reader.of(about, details.target, details.obligations, today)
        if not missing:
            self.book.settle(reminder, State.ANSWERED, now, None)
            return True
        address = self.offices.addresses([reminder.agency_id], today).get(reminder.agency_id)
        if address is None:
            self.book.settle(reminder, State.NO_ADDRESS, now, None)
            return True
        subject, text = self._letter(campaign, reminder, missing, today)
        if self.mailer.send(address.email, subject, text, reminder.mail_id):
            self.book.settle(reminder, State.SENT, self.clock(), address.kind)
            return True
        pause = pause_after(reminder.attempts)
        if pause is None:
            self.book.settle(reminder, State.GIVEN_UP, self.clock(), address.kind)
        else:
            self.book.try_again(reminder, self.clock() + pause)
        return False

    def _letter(
        self, campaign: Campaign, reminder: Reminder, missing: Mapping[str, Missing], today: date
    ) -> tuple[str, str]:
        if reminder.above:
            listed = [missing[id] for id in reminder.about if id in missing]
            return self.letters.to_agency_above(campaign, reminder.name_th, listed, today)
        plan = campaign.details.reminders
        told_above = plan is not None and plan.steps_up(reminder.number) > 0
        return self.letters.to_agency(campaign, missing[reminder.agency_id], reminder.number, told_above, today)
