"""The throttle on tokens that do not work."""

from datetime import UTC, datetime, timedelta

import pytest

from services.identity.domain.attempts import Attempts, TooManyAttempts

FAILED = datetime(2024, 11, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("failures", [1, 2, 3, 4])
def test_a_few_failures_are_free(failures):
    Attempts(failures, FAILED).ensure_may_try(FAILED)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(5, 30), (6, 60), (7, 120), (10, 960), (16, 61440), (17, 86400), (10**6, 86400)]
)
def test_from_the_fifth_failure_the_wait_doubles_up_to_a_day(failures, seconds):
    attempts = Attempts(failures, FAILED)
    with pytest.raises(TooManyAttempts) as refused:
        attempts.ensure_may_try(FAILED)
    assert refused.value.code == "too_many_attempts"
    assert refused.value.details == {"retry_after": seconds}
    attempts.ensure_may_try(FAILED + timedelta(seconds=seconds))


def test_the_wait_told_is_never_too_short():
    with pytest.raises(TooManyAttempts) as refused:
        Attempts(5, FAILED).ensure_may_try(FAILED + timedelta(seconds=29.999))
    assert refused.value.details == {"retry_after": 1}
