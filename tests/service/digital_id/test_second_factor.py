"""Signing in with a password and a code from an authenticator app."""

import re

import pymongo
import pytest

from tests.builders.digital_id import PASSWORD, Authenticator

pytestmark = pytest.mark.backing("mongo")

WRONG = "000000"


def recovery_codes(page) -> list[str]:
    return re.findall(r"<li><code>(\w{5}-\w{5})</code></li>", page.text)


@pytest.fixture
def enrolment(browser):
    """The page with the key, for an officer who has asked for it."""
    browser.register()
    browser.sign_in(browser.get("/sign-in?to=account"))
    return browser.submit(browser.get("/account/second-factor"), password=PASSWORD)


def test_the_key_is_shown_as_a_picture_and_as_text(enrolment):
    assert "<svg" in enrolment.text
    assert re.search(r"<code>([A-Z2-7]{4} ){7}[A-Z2-7]{4}</code>", enrolment.text)


def test_the_key_is_shown_to_nobody_who_does_not_know_the_password(browser):
    browser.register()
    browser.sign_in(browser.get("/sign-in?to=account"))
    page = browser.submit(browser.get("/account/second-factor"), password="wrong")
    assert page.status == 422
    assert "<svg" not in page.text


def test_sign_ins_ask_for_a_code_only_once_it_was_confirmed(browser, browsers, enrolment, clock, settings):
    other = browsers()
    assert other.sign_in(other.get("/sign-in")).left_for == f"{settings.gateway_url}/"
    app = Authenticator(clock, enrolment)
    assert browser.submit(enrolment, code=WRONG).status == 422
    confirmed = browser.submit(browser.get("/account/second-factor"), code=app.code())
    assert len(recovery_codes(confirmed)) == 10
    other = browsers()
    asked = other.sign_in(other.get("/sign-in"))
    assert (asked.status, asked.left_for) == (200, None)
    assert 'autocomplete="one-time-code"' in asked.text


def test_a_key_that_is_not_confirmed_in_a_quarter_of_an_hour_is_worth_nothing(browser, enrolment, clock):
    app = Authenticator(clock, enrolment)
    clock.advance(minutes=15)
    assert browser.submit(enrolment, code=app.code()).status == 422


def test_switching_on_signs_out_all_other_browsers_and_tells_the_officer(browsers, client, clock, mailbox):
    browser, other = browsers(), browsers()
    browser.register()
    for each in (browser, other):
        each.sign_in(each.get("/sign-in?to=account"))
    enrolment = browser.submit(browser.get("/account/second-factor"), password=PASSWORD)
    browser.submit(enrolment, code=Authenticator(clock, enrolment).code())
    assert browser.is_signed_in(client)
    assert not other.is_signed_in(client)
    assert "เปิดการยืนยันสองขั้นตอนแล้ว" in mailbox.wait_for(1).subject


def test_the_client_learns_that_two_factors_were_used(browsers, client, authenticator, clock):
    clock.advance(minutes=1)
    browser = browsers()
    page = browser.sign_in_with_code(browser.get(client.address()), authenticator.code())
    tokens = client.exchange(browser.submit(page, decision="allow").answer["code"]).json
    claims = client.id_token(tokens["id_token"]).claims
    assert (claims["acr"], claims["amr"]) == ("AAL2", ["pwd", "otp", "mfa"])
    assert claims["auth_time"] == int(clock.now.timestamp())


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_may_be_half_a_minute_old_or_early(browsers, authenticator, clock, settings, steps):
    clock.advance(minutes=2)
    browser = browsers()
    page = browser.sign_in_with_code(browser.get("/sign-in"), authenticator.code(steps))
    assert page.left_for == f"{settings.gateway_url}/"


def test_a_code_may_be_typed_in_thai_digits_and_groups(browsers, authenticator, clock):
    clock.advance(minutes=2)
    code = authenticator.code().translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    browser = browsers()
    assert browser.sign_in_with_code(browser.get("/sign-in"), f" {code[:3]} {code[3:]}").left_for


def test_a_recovery_code_stands_in_for_the_telephone_once(browsers, client, enrolment, browser, clock):
    codes = recovery_codes(browser.submit(enrolment, code=Authenticator(clock, enrolment).code()))
    other = browsers()
    page = other.sign_in_with_code(other.get(client.address()), codes[3].upper().replace("-", " "))
    claims = client.id_token(
        client.exchange(other.submit(page, decision="allow").answer["code"]).json["id_token"]
    ).claims
    assert (claims["acr"], claims["amr"]) == ("AAL2", ["pwd", "mfa"])
    assert "รหัสกู้คืนเหลือ 9 รหัส" in other.get("/account").text
    again = browsers()
    assert again.sign_in_with_code(again.get("/sign-in"), codes[3]).status == 422
    assert again.sign_in_with_code(again.get("/sign-in"), codes[4]).left_for


def test_switching_off_takes_the_password_and_a_code(browser, browsers, authenticator, clock, mailbox, settings):
    clock.advance(minutes=1)
    page = browser.get("/account/second-factor")
    for fields in (
        {"password": PASSWORD, "code": WRONG},
        {"password": "wrong", "code": authenticator.code()},
        {"password": PASSWORD, "code": ""},
    ):
        assert browser.submit(page, **fields).status == 422
    off = browser.submit(page, password=PASSWORD, code=authenticator.code())
    assert "ปิดการยืนยันสองขั้นตอนแล้ว" in off.text
    assert "ปิดการยืนยันสองขั้นตอนแล้ว" in mailbox.wait_for(2).subject
    other = browsers()
    assert other.sign_in(other.get("/sign-in")).left_for == f"{settings.gateway_url}/"


def test_the_code_has_to_come_within_five_minutes_of_the_password(browsers, authenticator, clock):
    clock.advance(minutes=1)
    browser = browsers()
    page = browser.sign_in(browser.get("/sign-in"))
    clock.advance(minutes=5)
    late = browser.submit(page, code=authenticator.code())
    assert 'id="password"' in late.text


def test_neither_the_key_nor_the_recovery_codes_are_stored_as_they_are(browser, enrolment, clock, settings):
    codes = recovery_codes(browser.submit(enrolment, code=Authenticator(clock, enrolment).code()))
    key = re.search(r"<code>([A-Z2-7 ]{39})</code>", enrolment.text)[1].replace(" ", "")
    with pymongo.MongoClient(settings.need("mongo_url")) as mongo:
        (stored,) = mongo[f"{settings.mongo_prefix}_digital_id"]["second_factors"].find()
    assert len(stored["recovery"]) == 10
    for secret in (key, *codes, *(code.replace("-", "") for code in codes)):
        assert secret not in repr(stored)
