"""Trying tokens that do not work: a few tries are free, then the waiting doubles."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

# Enough for a number that is read off paper wrongly or has been replaced meanwhile.
FREE_FAILURES = 5
FIRST_WAIT = timedelta(seconds=30)
# The longest wait is also how long failures are remembered: who has waited that long starts afresh.
LONGEST_WAIT = timedelta(hours=24)


class TooManyAttempts(Exception):
    """The officer has to wait. Details: `retry_after`, whole seconds, at least 1."""

    code = "too_many_attempts"

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.details: dict[str, int] = {"retry_after": max(1, math.ceil(wait.total_seconds()))}


@dataclass(frozen=True)
class Attempts:
    """An officer's failures since the last success.

    Tries made at the same moment may all pass before the first failure is counted, but each is counted: 20 at once cost
    a wait of 2^15 half minutes, so nothing is won by haste.
    """

    failures: int
    last_failed_at: datetime

    @property
    def wait(self) -> timedelta:
        """How long after the last failure the next try is heard."""
        if self.failures < FREE_FAILURES:
            return timedelta(0)
        doublings = min(self.failures - FREE_FAILURES, 32)
        return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)

    def ensure_may_try(self, now: datetime) -> None:
        """Raises TooManyAttempts. A try that is refused so is not a failure and does not prolong the wait."""
        until = self.last_failed_at + self.wait
        if now < until:
            raise TooManyAttempts(until - now)
