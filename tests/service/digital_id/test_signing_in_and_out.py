"""Signing in with username and password, the session that it opens, and signing out."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlencode

import pytest

from tests.builders.digital_id import PASSWORD

pytestmark = pytest.mark.backing("mongo")

WRONG = "ผิดแน่นอนครับผม"


def test_a_wrong_password_and_an_unknown_username_look_the_same(browser):
    browser.register("somchai")
    form = browser.get("/sign-in")
    wrong, unknown = browser.sign_in(form, "somchai", WRONG), browser.sign_in(form, "nobody", WRONG)
    assert wrong.status == unknown.status == 422
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in wrong.text
    assert wrong.text.replace("somchai", "nobody") == unknown.text


def test_a_username_may_be_typed_in_capitals(browser, settings):
    browser.register("somchai")
    assert browser.sign_in(browser.get("/sign-in"), " SomChai ").left_for == f"{settings.gateway_url}/"


@pytest.mark.parametrize("username", ["somchai", "nobody"])
def test_after_five_failures_even_the_right_password_has_to_wait(browser, clock, username):
    browser.register("somchai")
    form = browser.get("/sign-in")
    assert [browser.sign_in(form, username, WRONG).status for _ in range(5)] == [422] * 5
    page = browser.sign_in(form, username.upper(), PASSWORD)
    assert page.status == 429
    assert page.response.headers["Retry-After"] == "30"
    assert "30 วินาที" in page.text
    clock.advance(seconds=30)
    assert browser.sign_in(form, username, WRONG).status == 422
    assert browser.sign_in(form, username, WRONG).response.headers["Retry-After"] == "60"


def test_a_sign_in_makes_earlier_failures_forgotten(browser):
    browser.register("somchai")
    form = browser.get("/sign-in")
    for _ in range(3):
        for _ in range(4):
            assert browser.sign_in(form, "somchai", WRONG).status == 422
        assert browser.sign_in(form, "somchai").left_for


def test_many_guesses_at_the_same_moment_are_not_all_tried(browsers):
    browsers().register("somchai")
    everybody = [browsers() for _ in range(12)]
    forms = [browser.get("/sign-in") for browser in everybody]
    together = Barrier(12)

    def guess(browser, form):
        together.wait()
        return browser.sign_in(form, "somchai", WRONG).status

    with ThreadPoolExecutor(12) as threads:
        statuses = list(threads.map(guess, everybody, forms))
    assert sorted(statuses) == [422] * 5 + [429] * 7


def test_the_session_ends_after_half_an_hour_without_use(browser, client, code, clock):
    for _ in range(3):
        clock.advance(minutes=29)
        assert browser.is_signed_in(client)
    clock.advance(minutes=30)
    assert not browser.is_signed_in(client)


def test_the_session_ends_after_eight_hours_of_use(browser, client, code, clock):
    for _ in range(23):
        clock.advance(minutes=20)
        assert browser.is_signed_in(client)
    clock.advance(minutes=20)
    assert not browser.is_signed_in(client)


def test_a_new_sign_in_ends_the_session_before(browser, browsers, client, code):
    stolen = browser.cookie()
    browser.sign_in(browser.get("/sign-in"))
    assert browser.cookie() != stolen
    thief = browsers()
    thief.client.set_cookie("__Host-digital-id", stolen, domain="localhost")
    assert not thief.is_signed_in(client)


def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(browser):
    browser.register("somchai")
    form = browser.get("/sign-in")
    fields = {"csrf_token": re.search(r'name="csrf_token" value="(\w+)"', form.text)[1]}
    answer = browser.client.post(
        "/sign-in", data={**fields, "username": "somchai", "password": PASSWORD}, base_url=browser.origin
    )
    (cookie,) = (c for c in answer.headers.getlist("Set-Cookie") if c.startswith("__Host-digital-id="))
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


@pytest.fixture
def id_token(client, code) -> str:
    return client.exchange(code).json["id_token"]


def sign_out_address(client, id_token: str | None, **changed) -> str:
    parameters = {
        "id_token_hint": id_token,
        "post_logout_redirect_uri": f"{client.settings.gateway_url}/",
        "state": "bye",
        **changed,
    }
    return f"/connect/logout?{urlencode({k: v for k, v in parameters.items() if v is not None})}"


def test_the_client_signs_the_officer_out_and_gets_the_browser_back(browser, client, id_token, clock, settings):
    address = sign_out_address(client, id_token)
    clock.advance(minutes=20)
    assert browser.get(address).left_for == f"{settings.gateway_url}/?state=bye"
    assert not browser.is_signed_in(client)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "{gateway}.evil.example/",
        "{gateway}@evil.example/",
        "//evil.example/",
        "{gateway}",
    ],
)
def test_signing_out_never_sends_the_browser_elsewhere(browser, client, id_token, settings, elsewhere):
    wanted = elsewhere.format(gateway=settings.gateway_url)
    page = browser.get(sign_out_address(client, id_token, post_logout_redirect_uri=wanted))
    assert (page.status, page.left_for) == (200, None)
    assert not browser.is_signed_in(client)


def test_an_id_token_that_is_not_ours_signs_nobody_out(browser, client, code):
    for hint in ("x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", ""):
        page = browser.get(sign_out_address(client, hint))
        assert (hint, page.left_for) == (hint, None)
        assert browser.is_signed_in(client)


def test_without_an_id_token_the_officer_is_asked_and_then_sent_back(browser, client, code, settings):
    page = browser.get(sign_out_address(client, None, client_id="prakat-gateway"))
    assert browser.is_signed_in(client)
    assert browser.submit(page).left_for == f"{settings.gateway_url}/?state=bye"
    assert not browser.is_signed_in(client)


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": None},
        {"client_id": "another"},
        {"client_id": "prakat-gateway", "post_logout_redirect_uri": "https://evil.example/"},
    ],
)
def test_an_officer_who_confirms_is_sent_to_no_address_but_the_clients(browser, client, code, changed):
    page = browser.submit(browser.get(sign_out_address(client, None, **changed)))
    assert page.left_for is None
    assert "ออกจากระบบ Digital ID แล้ว" in page.text
    assert not browser.is_signed_in(client)


def test_an_expired_id_token_still_tells_who_is_to_be_signed_out(browser, client, id_token, clock, settings):
    for _ in range(15):
        clock.advance(minutes=29)
        assert browser.is_signed_in(client)
    assert browser.get(sign_out_address(client, id_token)).left_for == f"{settings.gateway_url}/?state=bye"
