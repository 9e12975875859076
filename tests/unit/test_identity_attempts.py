"""How long somebody whose tries failed has to wait, and whom else that holds up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.identity.domain import attempts
from services.identity.domain.attempts import Attempts, Source, TooManyAttempts, ensure_may_try

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
SOURCES = {
    "account": attempts.account("o"),
    "address": attempts.address("a"),
    "agency": attempts.agency("g"),
    "client": attempts.client_at("c", "a"),
    "client's address": attempts.clients_address("a"),
}


@pytest.mark.parametrize(
    ("source", "failures", "seconds"),
    [
        ("account", 4, 0),
        ("account", 5, 30),
        ("account", 6, 60),
        ("account", 10, 960),
        ("account", 17, 86400),
        ("account", 10_000, 86400),
        ("address", 19, 0),
        ("address", 20, 30),
        ("address", 25, 900),
        ("agency", 9, 0),
        ("agency", 10, 30),
        ("agency", 14, 300),
        ("client", 9, 0),
        ("client", 10, 10),
        ("client", 15, 300),
        ("client's address", 49, 0),
        ("client's address", 50, 10),
    ],
)
def test_a_few_tries_are_free_then_the_wait_doubles_up_to_a_limit(source, failures, seconds):
    assert Attempts(SOURCES[source], failures, NOON).wait == timedelta(seconds=seconds)


def test_whoever_comes_too_early_is_told_how_long_to_wait():
    with pytest.raises(TooManyAttempts) as refused:
        ensure_may_try([Attempts(attempts.account("o"), 5, NOON)], NOON + timedelta(seconds=10.5))
    assert refused.value.details == {"retry_after": 20}


def test_of_several_waits_the_longest_counts():
    account, address = Attempts(SOURCES["account"], 5, NOON), Attempts(SOURCES["address"], 21, NOON)
    with pytest.raises(TooManyAttempts) as refused:
        ensure_may_try([account, address], NOON)
    assert refused.value.details == {"retry_after": 60}


def test_whoever_has_waited_or_never_failed_may_try():
    ensure_may_try([Attempts(attempts.account("o"), 5, NOON)], NOON + timedelta(seconds=30))
    ensure_may_try([], NOON)


def test_one_account_holds_up_an_agency_for_ten_and_a_half_minutes_in_a_week():
    """An attacker with a spent token of the agency tries it again as soon as the own account may, for a week."""
    account, agency = attempts.account("attacker"), attempts.agency("g")
    mine = theirs = Attempts(account, 0, NOON)
    now, held_up = NOON, timedelta(0)
    while now < NOON + timedelta(days=7):
        now = max(now, mine.until)
        mine, theirs = _one_more(mine, account, now), _one_more(theirs, agency, now)
        held_up += theirs.wait
    assert held_up == timedelta(minutes=10, seconds=30)


def _one_more(before: Attempts, source: Source, now: datetime) -> Attempts:
    is_remembered = now < before.last_failed_at + source.patience.remembered
    return Attempts(source, before.failures + 1 if is_remembered else 1, now)
