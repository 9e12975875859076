"""What is asked of the ledger, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from services.reporting.domain.terms import Measure, Obligation, State

Tally = Mapping[State, int]  # agencies by state


class Figure(NamedTuple):
    """The agencies that count on a day (reporting units of that day), for an obligation and a measure."""

    obligation: Obligation
    measure: Measure
    day: date


class Listed(NamedTuple):
    """An agency behind a figure: its name that day, since when it is in its state (None for `not_required`), and the
    documents that say so."""

    agency_id: str
    name_th: str
    since: date | None
    document_ids: tuple[str, ...]


class Position(NamedTuple):
    """A place in a list: right after this agency."""

    name_th: str
    agency_id: str


class Found(NamedTuple):
    """A state of what an agency owes on the day asked for, and since when without a break."""

    obligation: Obligation
    measure: Measure
    state: State
    since: date
