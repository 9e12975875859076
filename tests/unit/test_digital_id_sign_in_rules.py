"""How long wrong passwords make one wait, and what an authorization request needs next."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from services.identity.digital_id.authorization_requests import (
    AuthorizationRequest,
    Known,
    RequestTooLong,
    Step,
    TicketInvalid,
    Tickets,
    next_step,
)
from services.identity.digital_id.model import Account, SignedIn
from services.identity.digital_id.throttle import Attempts, TooManyAttempts, after_another

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def attempts(count: int, start: datetime = NOON) -> tuple[Attempts, list[int]]:
    """That many attempts, each as soon as it may be made; and how long each of them had to wait, in seconds."""
    made, now, waits = None, start, []
    for _ in range(count):
        try:
            made = after_another(made, now)
            waits.append(0)
        except TooManyAttempts as too_many:
            now += timedelta(seconds=too_many.retry_after)
            made = after_another(made, now)
            waits.append(too_many.retry_after)
    return made, waits


def test_five_attempts_are_free_and_then_the_wait_doubles():
    assert attempts(9)[1] == [0, 0, 0, 0, 0, 30, 60, 120, 240]


def test_the_wait_is_never_longer_than_a_quarter_of_an_hour():
    assert max(attempts(20)[1]) == 900


def test_attempts_more_than_a_quarter_of_an_hour_apart_are_not_counted_together():
    made, _ = attempts(4)
    assert after_another(made, made.last_at + timedelta(minutes=15)).count == 1
    assert after_another(made, made.last_at + timedelta(minutes=14, seconds=59)).count == 5


def test_an_attempt_that_comes_too_early_is_told_how_long_to_wait():
    made, _ = attempts(5)
    with pytest.raises(TooManyAttempts) as too_many:
        after_another(made, made.last_at + timedelta(seconds=10.5))
    assert too_many.value.retry_after == 20


def asked(**parameters: str) -> AuthorizationRequest:
    return AuthorizationRequest(tuple(parameters.items()), NOON)


SOMCHAI = Account("somchai-id", "somchai", "สมชาย", "ใจดี", "somchai@agency.example", "hash")


def step(request: AuthorizationRequest, signed_in: timedelta | None, known: Known) -> Step:
    """The next step a minute after the request, for a sign-in that long before or (negative) after it."""
    session = None if signed_in is None else SignedIn(SOMCHAI, "session", NOON - signed_in, "AAL1", ("pwd",))
    return next_step(request, NOON + timedelta(minutes=1), session, known)


AN_HOUR_BEFORE = timedelta(hours=1)
SECONDS_AFTER = timedelta(seconds=-5)


@pytest.mark.parametrize(
    ("parameters", "signed_in", "consented", "expected"),
    [
        ({}, None, False, Step.SIGN_IN),
        ({}, AN_HOUR_BEFORE, False, Step.CONSENT),
        ({}, AN_HOUR_BEFORE, True, Step.ANSWER),
        ({"prompt": "login"}, AN_HOUR_BEFORE, True, Step.SIGN_IN),
        ({"prompt": "login"}, SECONDS_AFTER, True, Step.ANSWER),
        ({"prompt": "select_account"}, AN_HOUR_BEFORE, True, Step.SIGN_IN),
        ({"prompt": "consent"}, AN_HOUR_BEFORE, True, Step.CONSENT),
        ({"prompt": "login consent"}, AN_HOUR_BEFORE, True, Step.SIGN_IN),
        ({"prompt": "login consent"}, SECONDS_AFTER, True, Step.CONSENT),
        ({"max_age": "7200"}, AN_HOUR_BEFORE, True, Step.ANSWER),
        ({"max_age": "600"}, AN_HOUR_BEFORE, True, Step.SIGN_IN),
        ({"max_age": "0"}, AN_HOUR_BEFORE, True, Step.SIGN_IN),
        ({"max_age": "0"}, SECONDS_AFTER, True, Step.ANSWER),
    ],
)
def test_what_a_request_needs_next(parameters, signed_in, consented, expected):
    assert step(asked(**parameters), signed_in, Known(consented)) is expected


@pytest.mark.parametrize(
    ("signed_in", "subject", "expected"),
    [
        (AN_HOUR_BEFORE, "somchai-id", Step.ANSWER),
        (AN_HOUR_BEFORE, "napa-id", Step.SIGN_IN),
        (SECONDS_AFTER, "napa-id", Step.OTHER_PERSON),
        (None, "napa-id", Step.SIGN_IN),
    ],
)
def test_only_whom_the_client_expects_is_told_to_it(signed_in, subject, expected):
    assert step(asked(), signed_in, Known(consented=True, expected=subject)) is expected


def test_a_ticket_gives_back_the_request_for_an_hour():
    request = AuthorizationRequest((("state", "ก&=?"), ("state", "2")), NOON)
    tickets = Tickets(b"secret")
    ticket = tickets.issue(request, "browser")
    assert tickets.read(ticket, "browser", NOON + timedelta(minutes=59)) == request
    with pytest.raises(TicketInvalid):
        tickets.read(ticket, "browser", NOON + timedelta(hours=1))


def test_a_ticket_is_good_in_its_own_browser_only():
    tickets = Tickets(b"secret")
    ticket = tickets.issue(asked(state="x"), "browser")
    with pytest.raises(TicketInvalid):
        tickets.read(ticket, "another browser", NOON)


@pytest.mark.parametrize(
    "ticket", ["", "x", "e30.e30", Tickets(b"another secret").issue(asked(state="x"), "browser"), "ก"]
)
def test_a_ticket_that_is_not_ours_is_refused(ticket):
    with pytest.raises(TicketInvalid):
        Tickets(b"secret").read(ticket, "browser", NOON)


def test_a_request_too_long_for_an_address_gets_no_ticket():
    with pytest.raises(RequestTooLong):
        Tickets(b"secret").issue(asked(state=Random(1).randbytes(2000).hex()), "browser")
