"""Accounts that nobody uses: their officers are told, and later what they hold rests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from contracts.calls import Call
from contracts.events.envelope import History
from contracts.events.identity import DormancyWarned
from services.identity.domain.dormancy import DormancyRule
from services.identity.domain.granting import LastAdministrator
from services.identity.usecases.dormancy_notice import notice
from services.identity.usecases.grant_changes import GrantChanges
from services.identity.usecases.ports import UnusedAccounts

T = TypeVar("T")
# In one go, so that a turn ends before it is taken for that of a dead process; the rest comes with the next.
AT_A_TIME = 200
# A mail server that is away takes its time to say so.
MOST_FAILURES = 20


class Mailer(Protocol):
    def send(self, to: str, subject: str, text: str) -> bool:
        """Whether the mail was handed over."""


class Together(Protocol):
    def __call__(self, function: Callable[[], T], /) -> T:
        """Run it in one transaction."""


@dataclass(frozen=True)
class Resting:
    """One account after the other, each step in a transaction of its own that looks whether it is still to be taken:
    who signs in meanwhile is left alone, and whoever goes on after a crash finds what is left to do.

    Only a mail is no part of a transaction. It is sent before it is noted: a crash in between sends it twice, never
    not.
    """

    accounts: UnusedAccounts
    changes: GrantChanges
    history: History
    mailer: Mailer
    together: Together
    rule: DormancyRule | None
    gateway_url: str

    def rest(self, now: datetime, trace_id: str) -> None:
        if self.rule is None:
            return
        call = Call(now=now, trace_id=trace_id)
        for officer_id in self.accounts.to_warn(self.rule, now, AT_A_TIME):
            self._in_one(self._warn, officer_id, self.rule, call)
        self._tell_all(self.rule, now)
        for officer_id in self.accounts.to_suspend(self.rule, now, AT_A_TIME):
            self._in_one(self._suspend, officer_id, self.rule, call)

    def _in_one(
        self, step: Callable[[str, DormancyRule, Call], None], who: str, rule: DormancyRule, call: Call
    ) -> None:
        self.together(lambda: step(who, rule, call))

    def _warn(self, officer_id: str, rule: DormancyRule, call: Call) -> None:
        account = self.accounts.awake(officer_id)
        if account is None or not rule.warns(account, call.now):
            return
        self.accounts.warn(officer_id, call.now)
        on = rule.suspends_on(account, call.now)
        self.history.record(
            officer_id, DormancyWarned(officer_id=officer_id, unused_since=account.since, suspends_on=on), call
        )

    def _tell_all(self, rule: DormancyRule, now: datetime) -> None:
        failures = 0
        for officer_id in self.accounts.to_tell(rule, now, AT_A_TIME):
            failures += not self._tell(officer_id, rule, now)
            if failures == MOST_FAILURES:
                break

    def _tell(self, officer_id: str, rule: DormancyRule, now: datetime) -> bool:
        """Whether nothing stood in the way. Who cannot be written to has the time of the notice all the same."""
        officer, account = self.accounts.get(officer_id), self.accounts.awake(officer_id)
        if officer is None or account is None or account.warned_at is None or account.told_at is not None:
            return True
        if officer.email is not None:
            subject, text = notice(officer.name, rule.suspends_on(account, now), self.gateway_url)
            if not self.mailer.send(officer.email, subject, text) and not rule.gives_up_telling(account, now):
                self.accounts.note_not_told(officer_id, now)
                return False
        self.accounts.note_told(officer_id, now)
        return True

    def _suspend(self, officer_id: str, rule: DormancyRule, call: Call) -> None:
        account = self.accounts.awake(officer_id)
        if account is None or not rule.suspends(account, call.now):
            return
        try:
            self.changes.suspend(officer_id, call)
        except LastAdministrator:
            return  # somebody has to be able to let others in; looked at again with every turn
