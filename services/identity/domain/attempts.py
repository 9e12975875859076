"""Trying what does not work: a few tries are free, then the waiting doubles.

Failures with tokens are counted in three ways at once, because a guesser can change some of what they are known by:

- by account: 5 free, then 30 seconds, doubling up to a day. An account is a person with a Digital ID.
- by address: 20 free, then 30 seconds, doubling up to 15 minutes. An office shares an address, and one who guesses
  there must not keep the colleagues out for long; who changes accounts at one address has some 100 tries a day.
- by agency, for tries with what once was its token: 10 free, then 30 seconds, doubling up to 5 minutes, forgotten after
  an hour. The officers who hold the agency's new token wait that long as well, so it must be cheap for them and dear
  for the attacker: from the tenth try on the attacker's own account waits 16 minutes and more, and one account can keep
  an agency waiting for 3.5 minutes a day. Each further account is a further person with a Digital ID.

A guess hits one of some 50,000 live tokens among 10^14 numbers; no throttle is needed for that. It is there for whoever
knows a part of a number, and so that trying costs more than asking for a token.

Machine clients are counted by client and address together, so that nobody elsewhere can hold up an agency's system.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


class TooManyAttempts(Exception):
    """Whoever tries has to wait. Details: `retry_after`, whole seconds, at least 1."""

    code = "too_many_attempts"

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.details: dict[str, int] = {"retry_after": max(1, math.ceil(wait.total_seconds()))}


@dataclass(frozen=True)
class Patience:
    """How many failures are free and how long the waits are; failures are forgotten `remembered` after the last one."""

    free: int
    first_wait: timedelta
    longest_wait: timedelta
    remembered: timedelta


# Five are enough for a number that is read off paper wrongly or has been replaced meanwhile.
ACCOUNT = Patience(5, timedelta(seconds=30), timedelta(hours=24), timedelta(hours=24))
ADDRESS = Patience(20, timedelta(seconds=30), timedelta(minutes=15), timedelta(hours=1))
AGENCY = Patience(10, timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=1))
CLIENT = Patience(10, timedelta(seconds=10), timedelta(minutes=5), timedelta(hours=1))
CLIENT_ADDRESS = Patience(50, timedelta(seconds=10), timedelta(minutes=5), timedelta(hours=1))


@dataclass(frozen=True)
class Source:
    """Whose failures are counted together, under `key`."""

    key: str
    patience: Patience


def account(officer_id: str) -> Source:
    return Source(f"account:{officer_id}", ACCOUNT)


def address(veiled: str) -> Source:
    """`veiled`: the address's keyed hash."""
    return Source(f"address:{veiled}", ADDRESS)


def agency(agency_id: str) -> Source:
    return Source(f"agency:{agency_id}", AGENCY)


def client_at(client_id: str, veiled: str) -> Source:
    """A machine client as seen from one address."""
    return Source(f"client:{client_id}:{veiled}", CLIENT)


def clients_address(veiled: str) -> Source:
    """All machine clients that ask from one address."""
    return Source(f"clients-address:{veiled}", CLIENT_ADDRESS)


@dataclass(frozen=True)
class Attempts:
    """A source's failures since the last success.

    Tries made at the same moment may all pass before the first failure is counted, but each is counted: 20 at once cost
    an account a wait of 2^15 half minutes, so nothing is won by haste.
    """

    source: Source
    failures: int
    last_failed_at: datetime

    @property
    def wait(self) -> timedelta:
        """How long after the last failure the next try is heard."""
        patience = self.source.patience
        if self.failures < patience.free:
            return timedelta(0)
        doublings = min(self.failures - patience.free, 32)
        return min(patience.first_wait * (1 << doublings), patience.longest_wait)

    @property
    def until(self) -> datetime:
        """When the next try is heard."""
        return self.last_failed_at + self.wait


def ensure_may_try(before: Iterable[Attempts], now: datetime) -> None:
    """Raises TooManyAttempts with the longest wait. A try that is refused so is no failure and prolongs no wait."""
    until = max((attempts.until for attempts in before if attempts.wait), default=now)
    if now < until:
        raise TooManyAttempts(until - now)
