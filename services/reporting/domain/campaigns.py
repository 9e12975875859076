"""A campaign (การเร่งรัดติดตาม): who is to have done what by when, and whom to remind until then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from services.reporting.domain.problems import Invalid, Problem
from services.reporting.domain.targets import Target
from services.reporting.domain.terms import Obligation
from services.reporting.domain.texts import tidied

_PROVINCE = re.compile(r"^\d{2}$")
LOCAL = "local"


class CampaignUnknown(Exception):
    code = "campaign_unknown"


class CampaignIsClosed(Exception):
    code = "campaign_closed"


@dataclass(frozen=True)
class ReminderPlan:
    """From `first_on` and every so many days. `escalate_after`: reminders in a row after which the next agency above is
    told too; None: never."""

    first_on: date
    every_days: int
    escalate_after: int | None
    note: str | None

    def last_by(self, day: date) -> date | None:
        """The latest day of reminding up to that day; None before the first."""
        if day < self.first_on:
            return None
        passed = (day - self.first_on).days // self.every_days
        return self.first_on + timedelta(days=passed * self.every_days)

    def next_after(self, day: date) -> date:
        last = self.last_by(day)
        return self.first_on if last is None else last + timedelta(days=self.every_days)

    def steps_up(self, number: int) -> int:
        """How many agencies above are told of somebody's reminder that is the `number`th in a row."""
        return 0 if self.escalate_after is None else (number - 1) // self.escalate_after


@dataclass(frozen=True)
class ReturnPlan:
    """The offices right below `collected_by` return the form until `due_on`."""

    collected_by: str
    due_on: date


@dataclass(frozen=True)
class Details:
    """What an officer decides about a campaign."""

    name_th: str
    obligations: tuple[Obligation, ...]
    target: Target
    opens_on: date
    due_on: date
    returns: ReturnPlan | None
    reminders: ReminderPlan | None

    def tidied(self) -> Details:
        """As it is kept. Raises Invalid."""
        name = " ".join((tidied(self.name_th) or "").split())
        plan = self.reminders
        kept = replace(
            self,
            name_th=name,
            obligations=tuple(obligation for obligation in Obligation if obligation in self.obligations),
            reminders=replace(plan, note=tidied(plan.note)) if plan else None,
        )
        if problems := tuple(kept._problems()):
            raise Invalid(problems)
        return kept

    def _problems(self) -> Iterator[Problem]:
        if not self.name_th:
            yield Problem("name_th", "ต้องระบุชื่อ", "Give it a name.")
        if self.due_on < self.opens_on:
            yield Problem("due_on", "ต้องไม่ก่อนวันเริ่มต้น", "Not before the day on which it opens.")
        if self.returns and self.returns.due_on < self.opens_on:
            yield Problem("returns.due_on", "ต้องไม่ก่อนวันเริ่มต้น", "Not before the day on which it opens.")
        if self.reminders and self.reminders.first_on < self.opens_on:
            yield Problem("reminders.first_on", "ต้องไม่ก่อนวันเริ่มต้น", "Not before the day on which it opens.")
        if self.target.lao_types and self.target.categories and LOCAL not in self.target.categories:
            yield Problem("target.lao_types", "ใช้กับองค์กรปกครองส่วนท้องถิ่นเท่านั้น", "Only local bodies have such a type.")
        for place, code in enumerate(self.target.province_codes):
            if not _PROVINCE.match(code):
                yield Problem(f"target.province_codes.{place}", "ต้องเป็นรหัสจังหวัด 2 หลัก", "Two digits.")


@dataclass(frozen=True)
class Campaign:
    """`closed_on`: the day from which nobody is reminded any more and no return is taken."""

    id: str
    version: int
    details: Details
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str
    closed_on: date | None = None

    def changed(self, details: Details, at: datetime, by: str) -> Campaign:
        """With other details; the very same when nothing changes. Raises Invalid, CampaignIsClosed."""
        self.need_open()
        kept = details.tidied()
        if kept == self.details:
            return self
        return replace(self, version=self.version + 1, details=kept, changed_at=at, changed_by=by)

    def closed(self, on: date, at: datetime, by: str) -> Campaign:
        """Raises CampaignIsClosed."""
        self.need_open()
        return replace(self, version=self.version + 1, closed_on=on, changed_at=at, changed_by=by)

    def need_open(self) -> None:
        if self.closed_on is not None:
            raise CampaignIsClosed

    def reminds_on(self, today: date) -> date | None:
        """The latest day of reminding that has come; None: nobody is to be reminded."""
        plan = self.details.reminders
        return plan.last_by(today) if plan and self.closed_on is None else None
