"""Reminders (section 22): who is reminded of what, who above is told, and how long a mail is tried."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from services.reporting.domain.terms import Obligation

# Nobody is written to in the night.
FROM_HOUR = 8
# How long to wait after each try that failed. After the last the mail is given up: the next reminder is near.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
)
# Longer than any conversation with a mail server. Who has taken a mail and not settled it by then has died.
CLAIM = timedelta(minutes=5)


class State(StrEnum):
    """`planned`: not complete yet, its round is still being planned."""

    PLANNED = "planned"
    WAITING = "waiting"
    SENT = "sent"
    ANSWERED = "answered"
    NO_ADDRESS = "no_address"
    GIVEN_UP = "given_up"
    WITHDRAWN = "withdrawn"


class Missing(NamedTuple):
    """An agency that misses something of what is asked, on a day."""

    agency_id: str
    name_th: str
    obligations: tuple[Obligation, ...]


class Address(NamedTuple):
    """`kind`: "dga" or "public"."""

    kind: str
    email: str


@dataclass(frozen=True)
class Round:
    """One day of reminding of a campaign. `after`: the last agency that has been planned for; `planned`: all have."""

    campaign_id: str
    day: date
    after: str | None = None
    planned: bool = False


@dataclass(frozen=True)
class Reminder:
    """To an agency about itself, or about agencies below it (`about`). `attempts` were begun so far."""

    campaign_id: str
    day: date
    agency_id: str
    name_th: str
    obligations: tuple[Obligation, ...] = ()
    number: int = 1
    about: tuple[str, ...] = ()
    above: bool = False
    state: State = State.WAITING
    address_kind: str | None = None
    attempts: int = 0
    settled_at: datetime | None = None

    @property
    def id(self) -> str:
        """The same for the same agency and day, whoever plans it how often: there is one of it."""
        kind = "above" if self.above else "own"
        return f"{self.campaign_id}/{self.day:%Y%m%d}/{kind}/{self.agency_id}"

    @property
    def mail_id(self) -> str:
        """Under which its mail goes out, every time that it is tried: what receives it twice knows it for one."""
        return f"reminder-{hashlib.sha256(self.id.encode()).hexdigest()[:32]}"


def is_hour_of_writing(bangkok_hour: int) -> bool:
    return bangkok_hour >= FROM_HOUR


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after so many tries; None: it is given up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
