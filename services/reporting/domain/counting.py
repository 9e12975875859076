"""Counting agencies by state, and the one rule for percentages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from services.reporting.domain.terms import State

HUNDREDTH = Decimal("0.01")


def percent(counts: Mapping[State, int]) -> str | None:
    """(done + covered) / (done + covered + missing), in percent to two decimals, half up; None when nobody owes.

    5,842 of 7,850 is "74.42" and 5,797 is "73.85" (the letters of November 2567).
    """
    complying = counts.get(State.DONE, 0) + counts.get(State.COVERED, 0)
    owing = complying + counts.get(State.MISSING, 0)
    if owing == 0:
        return None
    return str((Decimal(complying * 100) / Decimal(owing)).quantize(HUNDREDTH, ROUND_HALF_UP))
