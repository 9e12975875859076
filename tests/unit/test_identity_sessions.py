"""How long a session lasts, and what is kept of its secret."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from services.identity.domain import sessions

MORNING = datetime(2024, 11, 1, 1, 0, tzinfo=UTC)


def session_of_the_morning():
    return sessions.begin("session", "officer", MORNING)


def test_it_ends_after_half_an_hour_of_nothing():
    assert session_of_the_morning().expires_at == MORNING + timedelta(minutes=30)


def test_being_there_moves_the_end_but_never_beyond_twelve_hours():
    late = MORNING + timedelta(hours=11, minutes=50)
    assert replace(session_of_the_morning(), last_seen_at=late).expires_at == MORNING + timedelta(hours=12)


def test_an_access_token_lasts_one_minute_and_never_beyond_the_session():
    session = session_of_the_morning()
    assert session.access_expires_at(MORNING) == MORNING + timedelta(minutes=1)
    assert session.access_expires_at(MORNING + timedelta(hours=11, minutes=59, seconds=30)) == MORNING + timedelta(
        hours=12
    )


def test_a_secret_is_made_of_32_bytes_and_kept_only_as_its_sha256():
    assert sessions.new_secret(lambda count: "x" * count) == "x" * 32
    kept = sessions.fingerprint("abc")
    assert kept == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
