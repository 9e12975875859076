"""Which days count as published: those at whose end, in Bangkok, the publication is in effect."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from services.reporting.domain.days import FOREVER, Span, bangkok_day, days_published, joined

MIDNIGHT = datetime(2024, 10, 29, 17, 0, tzinfo=UTC)  # the first moment of 30 October in Bangkok
MOMENT = timedelta(milliseconds=1)


def test_the_day_changes_at_seventeen_hundred_utc() -> None:
    assert bangkok_day(MIDNIGHT - MOMENT) == date(2024, 10, 29)
    assert bangkok_day(MIDNIGHT) == date(2024, 10, 30)


def test_what_is_published_counts_from_that_day_on() -> None:
    assert days_published(MIDNIGHT - MOMENT, None) == Span(date(2024, 10, 29), FOREVER)


def test_the_day_of_a_suspension_no_longer_counts() -> None:
    assert days_published(MIDNIGHT, MIDNIGHT + timedelta(days=3, hours=12)) == Span(
        date(2024, 10, 30), date(2024, 11, 2)
    )


def test_a_day_in_effect_to_its_very_end_counts() -> None:
    assert days_published(MIDNIGHT - timedelta(hours=1), MIDNIGHT) == Span(date(2024, 10, 29), date(2024, 10, 30))


def test_what_is_taken_back_on_the_same_day_never_counted() -> None:
    assert days_published(MIDNIGHT, MIDNIGHT + timedelta(hours=23, minutes=59)) is None


def span(first: int, end: int) -> Span:
    return Span(date(2024, 1, first), date(2024, 1, end))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], ()),
        ([span(5, 7), span(1, 3)], (span(1, 3), span(5, 7))),
        ([span(1, 3), span(3, 5)], (span(1, 5),)),
        ([span(1, 9), span(2, 3)], (span(1, 9),)),
    ],
)
def test_joined_spans_neither_overlap_nor_touch(spans: list[Span], expected: tuple[Span, ...]) -> None:
    assert joined(spans) == expected


def test_spans_share_the_days_that_both_have() -> None:
    assert span(1, 5).within(span(3, 9)) == span(3, 5)
    assert span(1, 3).within(span(3, 9)) is None
