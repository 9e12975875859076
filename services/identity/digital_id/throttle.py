"""How long to wait after wrong passwords and codes: so that guessing one takes longer than anybody lives."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_ATTEMPTS = 5
# From one address on the network, behind which a whole agency may sit.
FREE_FROM_ADDRESS = 50
WINDOW = timedelta(minutes=15)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


class TooManyAttempts(Exception):
    """Wait `retry_after` whole seconds."""

    code = "too_many_attempts"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"retry after {retry_after} s")
        self.details = {"retry_after": retry_after}

    @property
    def retry_after(self) -> int:
        return self.details["retry_after"]


@dataclass(frozen=True)
class Attempts:
    """Attempts on one thing that have not (yet) succeeded, each within WINDOW of the one before."""

    count: int
    last_at: datetime
    blocked_until: datetime

    @property
    def forget_at(self) -> datetime:
        return max(self.last_at + WINDOW, self.blocked_until)


def after_another(earlier: Attempts | None, now: datetime, free: int = FREE_ATTEMPTS) -> Attempts:
    """The attempts including one made now, before it is known whether it succeeds.

    Counting first means that many guesses at the same moment are not all free. From the attempt number `free` on, each
    makes the next one wait twice as long as the one before, up to LONGEST_WAIT.

    Raises TooManyAttempts when it is too early.
    """
    refuse_early(earlier, now)
    count = 1 if earlier is None or now >= earlier.forget_at else earlier.count + 1
    return Attempts(count, now, now + _wait(count, free))


def refuse_early(earlier: Attempts | None, now: datetime) -> None:
    """Raises TooManyAttempts when the next attempt may not be made yet."""
    if earlier is not None and now < earlier.blocked_until:
        raise TooManyAttempts(math.ceil((earlier.blocked_until - now).total_seconds()))


def _wait(count: int, free: int) -> timedelta:
    if count < free:
        return timedelta()
    doublings = min(count - free, 16)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
