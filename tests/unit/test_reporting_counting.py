"""The one rule for percentages (domain section 6)."""

from __future__ import annotations

import pytest

from services.reporting.domain.counting import percent
from services.reporting.domain.terms import State


@pytest.mark.parametrize(
    ("complying", "owing", "expected"),
    [
        (5842, 7850, "74.42"),  # the letters of November 2567
        (5797, 7850, "73.85"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 800, "0.13"),  # 0.125 exactly: half up, where rounding to even would give 0.12
        (3, 800, "0.38"),  # 0.375 exactly
        (0, 7850, "0.00"),
        (7850, 7850, "100.00"),
    ],
)
def test_percentages_have_two_decimals_half_up(complying: int, owing: int, expected: str) -> None:
    assert percent({State.DONE: complying, State.MISSING: owing - complying}) == expected


def test_covered_agencies_comply() -> None:
    assert percent({State.DONE: 1, State.COVERED: 2, State.MISSING: 1}) == "75.00"


def test_agencies_that_do_not_owe_are_left_out_of_the_percentage() -> None:
    assert percent({State.DONE: 1, State.MISSING: 1, State.NOT_REQUIRED: 98}) == "50.00"


@pytest.mark.parametrize("counts", [{}, {State.NOT_REQUIRED: 8294}])
def test_there_is_no_percentage_when_nobody_owes(counts: dict[State, int]) -> None:
    assert percent(counts) is None
