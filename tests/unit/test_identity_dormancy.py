"""When somebody is told that nobody uses their account, and when what they hold rests."""

from datetime import UTC, datetime, timedelta

import pytest

from services.identity.domain.dormancy import Awake, rule

LAST_SEEN = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
HALF_A_YEAR = rule(after_days=180, notice_days=14)


def after(**time: float) -> datetime:
    return LAST_SEEN + timedelta(**time)


@pytest.mark.parametrize(("days", "warned"), [(165.9, False), (166, True), (500, True)])
def test_the_officer_is_told_a_fortnight_before_half_a_year_has_passed(days, warned):
    assert HALF_A_YEAR.warns(Awake(LAST_SEEN), after(days=days)) == warned


def test_nobody_is_told_twice():
    assert not HALF_A_YEAR.warns(Awake(LAST_SEEN, warned_at=after(days=166)), after(days=170))


@pytest.mark.parametrize(("days", "suspended"), [(179.9, False), (180, True)])
def test_it_rests_after_half_a_year(days, suspended):
    told = Awake(LAST_SEEN, warned_at=after(days=166), told_at=after(days=166))
    assert HALF_A_YEAR.suspends(told, after(days=days)) == suspended


def test_nobody_rests_who_was_not_told_a_fortnight_ago_however_long_they_have_been_away():
    away = Awake(LAST_SEEN, warned_at=after(days=900))
    assert not HALF_A_YEAR.suspends(Awake(LAST_SEEN), after(days=1000))
    assert not HALF_A_YEAR.suspends(away, after(days=1000))
    told = Awake(LAST_SEEN, away.warned_at, told_at=after(days=901))
    assert not HALF_A_YEAR.suspends(told, after(days=914.9))
    assert HALF_A_YEAR.suspends(told, after(days=915))


def test_the_day_that_is_announced_is_the_day_on_which_it_rests():
    for days in (166, 300):
        told = after(days=days)
        on = HALF_A_YEAR.suspends_on(Awake(LAST_SEEN), told)
        account = Awake(LAST_SEEN, told, told)
        assert not HALF_A_YEAR.suspends(account, on - timedelta(seconds=1))
        assert HALF_A_YEAR.suspends(account, on)


def test_zero_days_is_never():
    assert rule(after_days=0, notice_days=14) is None


def test_a_notice_is_never_longer_than_the_time_itself():
    assert not rule(after_days=5, notice_days=14).warns(Awake(LAST_SEEN), after(days=-1))
