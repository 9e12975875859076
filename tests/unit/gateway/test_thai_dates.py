"""Dates on pages and in forms."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.portal.thai_dates import DateTyped, read_date, shown_date, shown_instant


def test_a_date_is_shown_in_the_buddhist_era() -> None:
    assert shown_date(date(2023, 9, 22)) == "22 ก.ย. 2566"


def test_a_date_is_shown_in_the_christian_era_in_english() -> None:
    assert shown_date(date(2023, 9, 22), "en") == "22 Sep 2023"


def test_an_instant_is_shown_in_bangkok_where_it_may_be_the_next_day() -> None:
    assert shown_instant(datetime(2023, 12, 31, 18, 30, tzinfo=UTC)) == "1 ม.ค. 2567 01:30"


@pytest.mark.parametrize(
    "typed",
    ["2023-09-22", "2566-09-22", "22/09/2566", "22/9/2566", "22-09-2566", "๒๒/๐๙/๒๕๖๖", "22 ก.ย. 2566", " 22.9.2023 "],
)
def test_officers_type_dates_in_many_ways(typed: str) -> None:
    assert read_date(typed) == date(2023, 9, 22)


@pytest.mark.parametrize("typed", ["", "22/09/66", "31/02/2566", "22 Sept 2566", "2566", "22/13/2566", "วันนี้"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        read_date(typed)


@given(st.dates(date(1997, 1, 1), date(2200, 12, 31)))
def test_a_shown_date_can_be_typed_back(day: date) -> None:
    assert read_date(shown_date(day)) == day


@pytest.mark.parametrize(
    "typed",
    [
        ("22", "9", "2566"),
        ("๒๒", "๙", "๒๕๖๖"),
        ("22", "ก.ย.", "2566"),
        (" 22 ", "กันยายน", "2566"),
        ("22", "Sep", "2023"),
        ("22", "september", "2023"),
        ("22/09/2566", "", ""),
        ("22 กันยายน ๒๕๖๖", "", ""),
    ],
)
def test_a_date_is_read_from_three_fields_however_it_was_typed(typed: tuple[str, str, str]) -> None:
    assert DateTyped(*typed).read() == date(2023, 9, 22)


@pytest.mark.parametrize(
    "typed",
    [("22", "", "2566"), ("", "9", "2566"), ("31", "2", "2566"), ("22", "9", "66"), ("22", "กันยา", "2566"), ("x",)],
)
def test_what_is_no_date_in_three_fields_is_refused(typed: tuple[str, ...]) -> None:
    with pytest.raises(ValueError):
        DateTyped(*typed).read()


def test_nothing_typed_is_no_date() -> None:
    assert DateTyped(" ", "", "").read() is None


def test_a_date_is_put_back_into_its_fields_in_the_era_of_the_page() -> None:
    assert DateTyped.of(date(2024, 2, 29), "th") == DateTyped("29", "2", "2567")
    assert DateTyped.of(date(2024, 2, 29), "en") == DateTyped("29", "2", "2024")
