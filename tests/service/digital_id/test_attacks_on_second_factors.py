"""Attacks on the codes from an authenticator app by somebody who knows the password."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.builders.digital_id import PASSWORD, a_registration
from tests.service.digital_id.attacks import left_a_trace, table

pytestmark = pytest.mark.backing("mongo")


@pytest.fixture
def asked_for_code(browsers, authenticator, clock):
    """A thief who knows the password, before the page that asks for the code."""
    clock.advance(minutes=2)
    thief = browsers()
    return thief, thief.sign_in(thief.get("/sign-in"))


def seen_over_the_shoulder(thief, page, app, officer, clock):
    code = app.code()
    assert officer.sign_in_with_code(officer.get("/sign-in"), code).left_for
    return thief.submit(page, code=code)


def older_than_one_that_was_used(thief, page, app, officer, clock):
    assert officer.sign_in_with_code(officer.get("/sign-in"), app.code()).left_for
    return thief.submit(page, code=app.code(-1))


def used_for_enrolment(thief, page, app, officer, clock):
    return thief.submit(page, code=app.code(-4))


@table(
    ("that the officer has just used", seen_over_the_shoulder, 422),
    ("older than one that was used", older_than_one_that_was_used, 422),
    ("by which the app was confirmed", used_for_enrolment, 422),
    ("of a minute ago", lambda thief, page, app, *_: thief.submit(page, code=app.code(-2)), 422),
    ("of the minute to come", lambda thief, page, app, *_: thief.submit(page, code=app.code(2)), 422),
    ("that is a guess", lambda thief, page, app, *_: thief.submit(page, code="000000"), 422),
    ("that is empty", lambda thief, page, app, *_: thief.submit(page, code=""), 422),
    ("that is missing", lambda thief, page, app, *_: thief.submit(page), 422),
    ("that is cut short", lambda thief, page, app, *_: thief.submit(page, code=app.code()[:5]), 422),
    ("with a null byte", lambda thief, page, app, *_: thief.submit(page, code=app.code() + "\x00"), 422),
    ("that is a made-up recovery code", lambda thief, page, app, *_: thief.submit(page, code="aaaaa-aaaaa"), 422),
)
def test_nobody_gets_in_with_a_code(browsers, client, authenticator, asked_for_code, clock, logged, attack):
    thief, page = asked_for_code
    refused = attack.does(thief, page, authenticator, browsers(), clock)
    assert (refused.status, refused.left_for) == (attack.refused_with, None)
    assert not thief.is_signed_in(client)
    assert left_a_trace(logged, "code_refused")


def test_codes_are_guessed_as_slowly_as_passwords(browsers, browser, authenticator, asked_for_code):
    thief, page = asked_for_code
    assert [thief.submit(page, code=f"{number:06}").status for number in range(6)] == [422] * 5 + [429]
    again = browsers()  # signing in anew does not start the count anew
    page = again.sign_in(again.get("/sign-in"))
    assert again.submit(page, code="000000").status == 429
    assert browser.get("/account").text.count("รหัสจากแอปผิดหรือใช้ซ้ำ") == 5


def test_of_two_who_use_a_code_at_the_same_moment_one_is_refused(browsers, authenticator, clock):
    clock.advance(minutes=1)
    both = [browsers(), browsers()]
    pages = [browser.sign_in(browser.get("/sign-in")) for browser in both]
    together, code = Barrier(2), authenticator.code()

    def use(number):
        together.wait()
        return both[number].submit(pages[number], code=code).left_for is not None

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(use, range(2))) == [False, True]


def test_nothing_secret_is_logged(browsers, client, settings, mailbox, authenticator, clock, logged):
    clock.advance(minutes=1)
    browser = browsers()
    browser.register("napa", citizen_id="3100600445635", mobile="0812345678")
    browser.submit(browser.get("/forgot"), email="napa@agency.example")
    link = mailbox.link(2)
    page = browsers().sign_in(browsers().get("/sign-in"))
    other = browsers()
    code = authenticator.code()
    page = other.sign_in_with_code(other.get(client.address()), code)
    authorization = other.submit(page, decision="allow").answer["code"]
    tokens = client.exchange(authorization).json
    secrets = (
        PASSWORD,
        "3100600445635",
        "0812345678",
        "napa@agency.example",
        link.partition("=")[2],
        authorization,
        tokens["access_token"],
        tokens["id_token"],
        other.cookie(),
        a_registration()["family_name"],
    )
    assert len(logged) > 5
    for secret in secrets:
        assert secret not in repr(logged)
