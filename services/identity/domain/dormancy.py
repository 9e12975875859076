"""An account that nobody uses: its officer is told, and after some time what it holds rests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Awake:
    """Since when an account has not been used: the last sign-in, or reactivation, and what has been done about it
    since.

    `warned_at`: when its officer was to be told; `told_at`: when the notice had gone out, or could not for too long.
    """

    since: datetime
    warned_at: datetime | None = None
    told_at: datetime | None = None


@dataclass(frozen=True)
class DormancyRule:
    """Accounts rest `after` not having been used for so long; their officers are told `notice` before."""

    after: timedelta
    notice: timedelta

    def warn_if_unused_since(self, now: datetime) -> datetime:
        """Who has not been there since this instant is to be warned by now."""
        return now - self.after + self.notice

    def suspend_if_unused_since(self, now: datetime) -> datetime:
        return now - self.after

    def suspend_if_told_by(self, now: datetime) -> datetime:
        """Nobody is suspended who was not told `notice` ago: not by a rule that is new, nor when mails were held up."""
        return now - self.notice

    def warns(self, account: Awake, now: datetime) -> bool:
        return account.warned_at is None and account.since <= self.warn_if_unused_since(now)

    def gives_up_telling(self, account: Awake, now: datetime) -> bool:
        """Mails that could not be sent for as long as the notice: the address is one of somebody who has left."""
        return account.warned_at is not None and account.warned_at + self.notice <= now

    def suspends(self, account: Awake, now: datetime) -> bool:
        return (
            account.told_at is not None
            and account.told_at <= self.suspend_if_told_by(now)
            and account.since <= self.suspend_if_unused_since(now)
        )

    def suspends_on(self, account: Awake, now: datetime) -> datetime:
        """When the account is going to rest if its officer is told now and nobody uses it."""
        return max(account.since + self.after, now + self.notice)


def rule(after_days: int, notice_days: int) -> DormancyRule | None:
    """The rule that the settings make; None when accounts never rest (0 days). A notice is never longer than the time
    itself."""
    if after_days == 0:
        return None
    return DormancyRule(timedelta(days=after_days), timedelta(days=min(notice_days, after_days)))
