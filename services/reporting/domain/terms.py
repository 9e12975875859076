"""The words of the rules. Their values are those of contracts.vocabulary, so each compares equal to its counterpart."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Obligation(StrEnum):
    """What the Act asks an agency to publish."""

    S10_NOTICE = "s10_notice"
    S13_1_NOTICE = "s13_1_notice"
    S13_2_CHANNEL = "s13_2_channel"
    S16_ORDER = "s16_order"


class Measure(StrEnum):
    """จัดทำแล้ว and ลงข้อมูลในระบบแล้ว: two measures, never mixed."""

    ISSUED = "issued"
    UPLOADED = "uploaded"


class State(StrEnum):
    """Of an agency, for an obligation and a measure, on a day."""

    NOT_REQUIRED = "not_required"
    DONE = "done"
    COVERED = "covered"
    MISSING = "missing"


Series = tuple[Obligation, Measure]  # what is counted, and by which measure

OWING: Sequence[State] = (State.DONE, State.COVERED, State.MISSING)
"""Whoever owes something is in one of these. Of what all owe: whoever is there that day."""

# By their values, for where very many are read: to call the class takes ten times as long.
OBLIGATIONS = {each.value: each for each in Obligation}
MEASURES = {each.value: each for each in Measure}
STATES = {each.value: each for each in State}
