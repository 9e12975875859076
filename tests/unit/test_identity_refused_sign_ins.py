"""Which of many refused sign-ins are written down."""

from datetime import UTC, datetime

from services.identity.domain.refused_sign_ins import counted_since, is_written


def test_each_of_the_first_ten_is_written_down_then_every_doubling():
    assert [count for count in range(1, 200) if is_written(count)] == [*range(1, 11), 16, 32, 64, 128]


def test_a_million_in_an_hour_make_26_entries():
    assert sum(map(is_written, range(1, 1_000_001))) == 26


def test_they_are_counted_by_the_hour():
    assert counted_since(datetime(2026, 11, 20, 9, 59, 59, 999000, tzinfo=UTC)) == datetime(2026, 11, 20, 9, tzinfo=UTC)
