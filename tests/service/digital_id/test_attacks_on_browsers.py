"""Attacks by other sites and other people on a browser: forged forms, planted and stolen cookies, passed-on pages."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.builders.digital_id import PASSWORD
from tests.service.digital_id.attacks import left_a_trace, table

pytestmark = pytest.mark.backing("mongo")

SESSION, FORM, HALF_WAY = "__Host-digital-id", "__Host-digital-id-form", "__Host-digital-id-half-way"
SIGN_IN = {"username": "somchai", "password": PASSWORD}


def token_on(page) -> str:
    return re.search(r'name="csrf_token" value="(\w+)"', page.text)[1]


def forging(address, **fields):
    """Another site's form; the browser sends its cookies along (as an old browser would)."""
    return lambda victim, attacker: victim.post(address, fields)


def with_the_attackers_token(address, **fields):
    return lambda victim, attacker: victim.post(address, {**fields, "csrf_token": token_on(attacker.get("/register"))})


def with_an_empty_cookie(victim, attacker):
    victim.steal(FORM, "")
    return victim.post("/sign-in", {**SIGN_IN, "csrf_token": ""})


def with_the_cookie_as_token(victim, attacker):
    return victim.post("/sign-in", {**SIGN_IN, "csrf_token": victim.cookie(FORM)})


@table(
    ("that signs the victim in as the attacker", forging("/sign-in", **SIGN_IN), 400),
    ("the same with a token of the attacker's browser", with_the_attackers_token("/sign-in", **SIGN_IN), 400),
    ("the same without any cookie", with_an_empty_cookie, 400),
    ("the same with the cookie as the token", with_the_cookie_as_token, 400),
    ("that consents", forging("/consent", decision="allow"), 400),
    ("that registers", forging("/register"), 400),
    ("that signs out", forging("/sign-out"), 400),
    ("that signs out everywhere", forging("/account/sign-out-everywhere"), 400),
    ("that changes the password", forging("/account/password", current_password=PASSWORD), 400),
    ("that begins a second factor", forging("/account/second-factor/offer", password=PASSWORD), 400),
    ("that confirms a second factor", forging("/account/second-factor/confirm", code="000000"), 400),
    ("that switches the second factor off", forging("/account/second-factor/switch-off", password=PASSWORD), 400),
    ("that gives a code", forging("/sign-in/code", code="000000"), 400),
    ("that asks for a link", forging("/forgot", email="somchai@agency.example"), 400),
    ("that uses a link", forging("/reset", link="x", password=PASSWORD), 400),
)
def test_a_form_is_refused(browsers, client, logged, attack):
    victim, attacker = browsers(), browsers()
    victim.register("somchai")
    victim.sign_in(victim.get("/sign-in"))
    cookie = victim.cookie()
    page = attack.does(victim, attacker)
    assert (page.status, page.left_for) == (attack.refused_with, None)
    assert victim.cookie() == cookie
    assert victim.is_signed_in(client)
    assert left_a_trace(logged, "form_forged")


def test_consent_cannot_be_forged_for_an_open_request(browser, client, consent_page):
    page = browser.post(consent_page.address, {"decision": "allow"})
    assert (page.status, page.left_for) == (400, None)
    assert browser.get(client.address(prompt="none")).answer["error"] == "consent_required"


# Tickets: the pages of a sign-in that is under way


def passed_on(page_of):
    """The attacker begins, and has the victim open the page."""

    def does(victim, attacker, client):
        return victim.get(page_of(attacker, client))

    return does


def altered(victim, attacker, client):
    address = victim.get(client.address()).address
    # of the last letter some bits stand for nothing
    return victim.get(address[:-2] + ("x" if address[-2] != "x" else "y") + address[-1])


def late(victim, attacker, client):
    page = victim.get(client.address())
    client.app_clock.advance(hours=1)
    return victim.get(page.address)


@table(
    ("of another browser", passed_on(lambda attacker, client: attacker.get(client.address()).address), None),
    (
        "of another browser, on the consent page",
        passed_on(lambda attacker, client: attacker.get(client.address()).address.replace("/sign-in", "/consent")),
        None,
    ),
    (
        "of another browser, on the registration",
        passed_on(lambda attacker, client: attacker.get(client.address()).address.replace("/sign-in", "/register")),
        None,
    ),
    ("that was altered", altered, None),
    ("of an hour ago", late, None),
    ("that is empty", lambda victim, attacker, client: victim.get("/consent?ticket="), None),
    ("in other letters", lambda victim, attacker, client: victim.get("/consent?ticket=ก.ก.ก"), None),
    ("with a null byte", lambda victim, attacker, client: victim.get("/consent?ticket=%00"), None),
    ("without end", lambda victim, attacker, client: victim.get("/consent?ticket=" + "x" * 30_000), None),
)
def test_a_ticket_leads_nowhere(browsers, client, clock, logged, attack):
    client.app_clock = clock
    victim, attacker = browsers(), browsers()
    victim.register("somchai")
    victim.sign_in(victim.get("/sign-in"))
    page = attack.does(victim, attacker, client)
    assert (page.status, page.left_for) == (400, None)
    assert left_a_trace(logged, "ticket_refused")


def test_a_ticket_of_before_a_sign_out_asks_for_a_sign_in(browser, client, consent_page):
    browser.submit(browser.get("/sign-out"))
    page = browser.get(consent_page.address)
    assert 'id="password"' in page.text
    assert page.left_for is None


# Cookies


def fixed(victim, thief):
    """The attacker plants a session of a value that he knows, and waits for the victim to sign in."""
    victim.steal(SESSION, "planted-by-the-attacker")
    victim.sign_in(victim.get("/sign-in"))
    return "planted-by-the-attacker"


def of_before_another_sign_in(victim, thief):
    victim.sign_in(victim.get("/sign-in"))
    stolen = victim.cookie()
    victim.sign_in(victim.get("/sign-in"))
    return stolen


def of_before_the_sign_out(victim, thief):
    victim.sign_in(victim.get("/sign-in"))
    stolen = victim.cookie()
    victim.submit(victim.get("/sign-out"))
    return stolen


def of_before_a_new_password(victim, thief):
    victim.sign_in(victim.get("/sign-in"))
    stolen, new = victim.cookie(), "หิ่งห้อยริมคลอง-2567"
    fields = {"current_password": PASSWORD, "password": new, "password_again": new}
    victim.submit(victim.get("/account"), "/account/password", **fields)
    return stolen


@table(
    ("that the attacker has planted", fixed, None),
    ("of before another sign-in", of_before_another_sign_in, None),
    ("of before the sign-out", of_before_the_sign_out, None),
    ("of before a new password", of_before_a_new_password, None),
    ("that is empty", lambda victim, thief: "", None),
    ("that is made up", lambda victim, thief: "x" * 43, None),
    ("as long as cookies can be", lambda victim, thief: "x" * 4_000, None),
)
def test_nobody_is_signed_in_by_a_cookie(browsers, client, attack):
    victim, thief = browsers(), browsers()
    victim.register("somchai")
    thief.steal(SESSION, attack.does(victim, thief))
    assert not thief.is_signed_in(client)


def test_a_password_without_the_code_is_no_sign_in(browsers, client, authenticator, clock):
    thief = browsers()
    thief.sign_in(thief.get("/sign-in"))
    assert thief.cookie(HALF_WAY)
    assert not thief.is_signed_in(client)
    thief.steal(SESSION, thief.cookie(HALF_WAY))
    assert not thief.is_signed_in(client)


def test_a_half_finished_sign_in_is_good_once_and_in_its_own_browser(browsers, authenticator, clock):
    clock.advance(minutes=1)
    officer, stranger = browsers(), browsers()
    page = officer.sign_in(officer.get("/sign-in"))
    half_way = officer.cookie(HALF_WAY)
    assert 'id="password"' in stranger.get("/sign-in/code").text
    assert officer.submit(page, code=authenticator.code()).left_for
    stranger.steal(HALF_WAY, half_way)
    assert 'id="password"' in stranger.get("/sign-in/code").text


def test_every_cookie_is_out_of_reach_for_scripts_and_other_sites(browser, authenticator):
    answers = [browser.get("/sign-in?lang=en"), browser.get("/sign-out")]
    cookies = [cookie for page in answers for cookie in page.response.headers.getlist("Set-Cookie")]
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


# Where a page leads


ELSEWHERE = ("https://evil.example/", "//evil.example", "/\\evil.example", "account\x00", "javascript:x")


@pytest.mark.parametrize("to", ELSEWHERE)
def test_a_sign_in_leads_nowhere_but_to_our_own_pages(browser, settings, to):
    browser.register()
    page = browser.get(f"/sign-in?{urlencode({'to': to, 'next': to})}")
    assert browser.sign_in(page).left_for == f"{settings.gateway_url}/"


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded"])
def test_a_foreign_host_name_changes_no_address(app, settings, header):
    attacker = app.test_client()
    value = {"X-Forwarded-Proto": "gopher", "Forwarded": "host=evil.example"}.get(header, "evil.example")
    for path in ("/.well-known/openid-configuration", "/sign-in", "/connect/authorize", "/", "/account"):
        answer = attacker.get(path, headers={header: value}, base_url=settings.digital_id_url)
        assert "evil" not in answer.get_data(as_text=True) + answer.headers.get("Location", "")
        assert "gopher" not in answer.get_data(as_text=True) + answer.headers.get("Location", "")


def test_a_hint_for_the_username_is_shown_as_text(browser, client):
    page = browser.get(client.address(login_hint='"><script>alert(1)</script>' + "x" * 1000))
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text
    assert parse_qs(urlsplit(page.address).query)["ticket"]


@pytest.mark.parametrize(
    "fields",
    [
        {"username": "x" * 70_000, "password": "x"},
        {"username": "somchai", "password": "x" * 70_000},
        {f"field{number}": "x" for number in range(10_000)},
    ],
    ids=["an endless username", "an endless password", "endless fields"],
)
def test_an_endless_form_is_not_read(browser, logged, fields):
    form = browser.get("/sign-in")
    assert browser.submit(form, **fields).status == 413
    assert left_a_trace(logged, "request_refused")
