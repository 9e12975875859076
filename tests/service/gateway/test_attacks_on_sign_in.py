"""Attacks on signing in. Each is refused, opens no session, tells the attacker nothing, and is noted with a reason."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from chassis.config import Settings
from contracts.errors import ErrorCode
from contracts.rpc.identity.sessions import (
    CLOSE_SESSION,
    NOTE_SIGN_IN_REFUSED,
    OPEN_SESSION,
    Done,
)
from gateway.auth.digital_id import DigitalId
from tests.builders.gateway import an_opened_session
from tests.fakes import issuer as signing
from tests.fakes.issuer import NAME, FakeIssuer, answering
from tests.fakes.responder import Responder
from tests.service.gateway.conftest import eventually

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

GATEWAY = "https://gateway.example"
NEW_SESSION = "a-session-that-is-new"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


@pytest.fixture
def gateway_settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"rate_limit": 1000, "gateway_url": GATEWAY, "rpc_timeout": 5.0})


@pytest.fixture
def honest() -> FakeIssuer:
    """The issuer at which officers sign in; a test makes it lie when it plays an attacker that stands between."""
    return FakeIssuer()


@pytest.fixture
def other() -> FakeIssuer:
    """Another issuer that is configured, and in an attacker's hands."""
    return FakeIssuer("national", profile="national", host="other.example")


@pytest.fixture
async def internet(app: FastAPI, honest: FakeIssuer, other: FakeIssuer) -> AsyncIterator[None]:
    async with httpx.AsyncClient(transport=answering(honest, other)) as http:
        both = {each.config.key: DigitalId(http, each.config, GATEWAY) for each in (honest, other)}
        app.state.parts = dataclasses.replace(app.state.parts, digital_ids=both)
        yield


class Browser:
    """Somebody's browser, with cookies of its own."""

    def __init__(self, app: FastAPI) -> None:
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url=GATEWAY, headers={"User-Agent": WINDOWS}
        )

    async def begin(self, **query: str) -> str:
        """Where the Digital ID is to be found."""
        answer = await self.http.get("/auth/sign-in", params=query)
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    async def come_back(self, address: str, **changed: str | None) -> httpx.Response:
        """As the issuer has sent it, or with some parameters changed (None: left out)."""
        given = {**dict(parse_qsl(urlsplit(address).query)), **changed}
        query = urlencode({name: value for name, value in given.items() if value is not None})
        return await self.http.get(f"{urlsplit(address).path}?{query}")

    @property
    def has_session(self) -> bool:
        return "__Host-prakat-session" in self.http.cookies


@pytest.fixture
async def browser(app: FastAPI, internet: None, services: Responder) -> AsyncIterator[Browser]:
    services.answers(OPEN_SESSION, an_opened_session(NEW_SESSION))
    services.answers(NOTE_SIGN_IN_REFUSED, Done())
    services.answers(CLOSE_SESSION, Done())
    browser = Browser(app)
    async with browser.http:
        yield browser


async def is_turned_away(
    answer: httpx.Response, browser: Browser, services: Responder, reason: str, code: str = "sign_in_failed"
) -> None:
    """The one way in which every attack ends."""
    assert answer.status_code in (400, 403), answer.text
    assert answer.json()["code"] == code
    assert reason not in answer.json()["detail"]
    assert not services.requests(OPEN_SESSION)
    assert not browser.has_session
    assert "__Host-prakat-sign-in" not in browser.http.cookies
    await eventually(lambda: services.requests(NOTE_SIGN_IN_REFUSED))
    (noted,) = services.requests(NOTE_SIGN_IN_REFUSED)
    assert noted["reason"] == reason


async def test_an_honest_sign_in_opens_a_new_session(browser: Browser, honest: FakeIssuer, services: Responder) -> None:
    """So that the attacks below fail for their own reason."""
    answer = await browser.come_back(honest.authorize(await browser.begin(next="/profile")))

    assert (answer.status_code, answer.headers["location"]) == (303, "/profile")
    assert browser.http.cookies["__Host-prakat-session"] == NEW_SESSION
    (opened,) = services.requests(OPEN_SESSION)
    assert (opened["issuer"], opened["subject"], opened["name"]) == (honest.issuer, "person-1", NAME)
    assert opened["issuer_session"] == "session-at-the-issuer"
    assert opened["device"] == "Chrome, Windows"
    assert not services.requests(NOTE_SIGN_IN_REFUSED)


async def test_the_other_issuer_has_a_callback_of_its_own(
    browser: Browser, other: FakeIssuer, services: Responder
) -> None:
    back = other.authorize(await browser.begin(issuer="national"))

    assert urlsplit(back).path == "/auth/callback/national"
    assert (await browser.come_back(back)).status_code == 303
    assert services.requests(OPEN_SESSION)[0]["issuer"] == other.issuer


NOW = int(time.time())
ID_TOKENS: list[tuple[str, dict[str, Any], signing.Sign, str]] = [
    ("unsigned (alg=none)", {}, signing.not_at_all, "signature"),
    ("signed with the public key as a secret (HS256)", {}, signing.with_the_public_key_as_a_secret, "signature"),
    ("signed with the client secret (HS256)", {}, signing.with_the_clients_secret, "signature"),
    ("signed with a foreign key of the same name", {}, signing.with_a_foreign_key, "signature"),
    ("signed with a key that it brings along", {}, signing.with_a_key_of_its_own_header, "signature"),
    ("altered after it was signed", {}, signing.and_altered_after, "signature"),
    ("of another issuer", {"iss": "https://evil.example"}, signing.properly, "iss"),
    ("of no issuer", {"iss": None}, signing.properly, "iss"),
    ("for another client", {"aud": "another-client"}, signing.properly, "aud"),
    ("for nobody in particular", {"aud": None}, signing.properly, "aud"),
    ("for several, authorized for none", {"aud": ["prakat at id.example", "x"]}, signing.properly, "azp"),
    ("authorized for another client", {"azp": "another-client"}, signing.properly, "azp"),
    ("expired", {"exp": NOW - 120}, signing.properly, "exp"),
    ("that never expires", {"exp": None}, signing.properly, "exp"),
    ("that expires in words", {"exp": "tomorrow"}, signing.properly, "exp"),
    ("from the future", {"iat": NOW + 3600}, signing.properly, "iat"),
    ("not valid yet", {"nbf": NOW + 3600}, signing.properly, "nbf"),
    ("of another sign-in (nonce)", {"nonce": "of-another-sign-in"}, signing.properly, "nonce"),
    ("without a nonce", {"nonce": None}, signing.properly, "nonce"),
    ("for another access token (at_hash)", {"at_hash": "of-another-token"}, signing.properly, "at_hash"),
    ("about nobody", {"sub": None}, signing.properly, "sub"),
    ("about somebody without a name", {"sub": ""}, signing.properly, "sub"),
    ("about somebody whose name is no text", {"sub": 1}, signing.properly, "sub"),
]


@pytest.mark.parametrize(("claims", "sign", "reason"), [c[1:] for c in ID_TOKENS], ids=[c[0] for c in ID_TOKENS])
async def test_an_id_token_is_refused_that_is(
    browser: Browser,
    honest: FakeIssuer,
    services: Responder,
    claims: dict[str, Any],
    sign: signing.Sign,
    reason: str,
) -> None:
    back = honest.authorize(await browser.begin())
    honest.claims, honest.sign = claims, sign

    await is_turned_away(await browser.come_back(back), browser, services, reason)


CALLBACKS: list[tuple[str, dict[str, str | None], str]] = [
    ("without a state", {"state": None}, "state"),
    ("with an empty state", {"state": ""}, "state"),
    ("with a state of somebody else's", {"state": "x" * 32}, "state"),
    ("without a code", {"code": None}, "no_code"),
    ("with a made-up code", {"code": "made-up"}, "code"),
    ("with an error of the issuer's", {"error": "server_error"}, "issuer_error"),
    ("from another issuer (iss, RFC 9207)", {"iss": "https://evil.example"}, "mix_up"),
    ("from an issuer that does not say who it is, as it said it would", {"iss": None}, "mix_up"),
]


@pytest.mark.parametrize(("changed", "reason"), [c[1:] for c in CALLBACKS], ids=[c[0] for c in CALLBACKS])
async def test_a_callback_is_refused(
    browser: Browser, honest: FakeIssuer, services: Responder, changed: dict[str, str | None], reason: str
) -> None:
    back = honest.authorize(await browser.begin())

    await is_turned_away(await browser.come_back(back, **changed), browser, services, reason)


async def test_a_parameter_that_comes_twice_is_refused(
    browser: Browser, honest: FakeIssuer, services: Responder
) -> None:
    back = honest.authorize(await browser.begin())

    answer = await browser.http.get(f"{back}&code=another")

    await is_turned_away(answer, browser, services, "repeated_parameter")


async def test_a_callback_that_this_browser_did_not_begin_is_refused(
    app: FastAPI, browser: Browser, honest: FakeIssuer, services: Responder
) -> None:
    """Login CSRF: the attacker has their own sign-in completed in the victim's browser, to be signed in as them."""
    attacker = Browser(app)
    back = honest.authorize(await attacker.begin())
    await attacker.http.aclose()

    await is_turned_away(await browser.come_back(back), browser, services, "no_sign_in")


async def test_a_callback_of_somebody_elses_is_refused_in_the_middle_of_ones_own_sign_in(
    app: FastAPI, browser: Browser, honest: FakeIssuer, services: Responder
) -> None:
    attacker = Browser(app)
    back = honest.authorize(await attacker.begin())
    await attacker.http.aclose()
    await browser.begin()

    await is_turned_away(await browser.come_back(back), browser, services, "state")


async def test_a_stolen_code_is_worth_nothing_without_the_verifier_of_its_sign_in(
    app: FastAPI, browser: Browser, honest: FakeIssuer, services: Responder
) -> None:
    victim = Browser(app)
    stolen = dict(parse_qsl(urlsplit(honest.authorize(await victim.begin())).query))["code"]
    await victim.http.aclose()
    back = honest.authorize(await browser.begin())

    await is_turned_away(await browser.come_back(back, code=stolen), browser, services, "code")


async def test_a_callback_counts_once(browser: Browser, honest: FakeIssuer, services: Responder) -> None:
    back = honest.authorize(await browser.begin())
    await browser.come_back(back)

    again = await browser.come_back(back)

    assert (again.status_code, again.json()["code"]) == (400, "sign_in_failed")
    assert len(services.requests(OPEN_SESSION)) == 1
    assert honest.asked_at_token_endpoint == 1


async def test_a_state_that_failed_does_not_count_a_second_time(
    browser: Browser, honest: FakeIssuer, services: Responder
) -> None:
    back = honest.authorize(await browser.begin())
    await browser.come_back(back, state="guessed")

    await browser.come_back(back)

    assert not services.requests(OPEN_SESSION)
    assert honest.asked_at_token_endpoint == 0


async def test_the_state_in_the_cookie_cannot_be_made_up(
    browser: Browser, honest: FakeIssuer, services: Responder
) -> None:
    back = honest.authorize(await browser.begin())
    value = browser.http.cookies["__Host-prakat-sign-in"]
    browser.http.cookies.clear()
    # Not its last character: of that one, base64 has bits to spare, and what differs in those alone is the same.
    forged = f"{value[:-10]}{'A' if value[-10] != 'A' else 'B'}{value[-9:]}"
    browser.http.headers["Cookie"] = f"__Host-prakat-sign-in={forged}"

    answer = await browser.come_back(back)

    assert (answer.status_code, answer.json()["code"]) == (400, "sign_in_failed")
    assert not services.requests(OPEN_SESSION)


async def test_a_code_of_one_issuer_is_never_taken_to_another(
    browser: Browser, honest: FakeIssuer, other: FakeIssuer, services: Responder
) -> None:
    """Mix-up (RFC 9700 4.4): the attacker's issuer sends the browser on to the honest one, in the hope that the gateway
    brings the honest one's code to the attacker."""
    at_other = await browser.begin(issuer="national")
    asked = dict(parse_qsl(urlsplit(at_other).query))
    at_honest = urlencode({**asked, "client_id": honest.config.client_id, "redirect_uri": f"{GATEWAY}/auth/callback"})
    back = honest.authorize(f"{honest.issuer}/connect/authorize?{at_honest}")

    await is_turned_away(await browser.come_back(back), browser, services, "mix_up")
    assert other.asked_at_token_endpoint == 0


async def test_an_issuer_cannot_pass_for_another_by_calling_back_at_its_address(
    browser: Browser, honest: FakeIssuer, other: FakeIssuer, services: Responder
) -> None:
    back = other.authorize(await browser.begin(issuer="national"))
    elsewhere = back.replace("/auth/callback/national", "/auth/callback")

    await is_turned_away(await browser.come_back(elsewhere), browser, services, "mix_up")
    assert (honest.asked_at_token_endpoint, other.asked_at_token_endpoint) == (0, 0)


async def test_an_issuer_cannot_vouch_for_people_of_another(
    browser: Browser, honest: FakeIssuer, other: FakeIssuer, services: Responder
) -> None:
    other.claims = {"iss": honest.issuer}
    back = other.authorize(await browser.begin(issuer="national"))

    await is_turned_away(await browser.come_back(back), browser, services, "iss")


async def test_an_issuer_that_nobody_configured_is_not_gone_to(browser: Browser) -> None:
    answer = await browser.http.get("/auth/sign-in", params={"issuer": "https://evil.example"})

    assert answer.status_code == 404


async def test_refusing_consent_really_stops(browser: Browser, honest: FakeIssuer, services: Responder) -> None:
    back = honest.authorize(await browser.begin())

    answer = await browser.come_back(back, error="access_denied")

    await is_turned_away(answer, browser, services, "consent", "consent_refused")
    assert honest.asked_at_token_endpoint == 0


ELSEWHERE = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\r\nLocation: https://evil.example",
    "/\x00/evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "@evil.example",
    ".evil.example",
    "%2F%2Fevil.example",
    "/%09/evil.example\n",
    "//gateway.example@evil.example",
]


@pytest.mark.parametrize("target", ELSEWHERE)
async def test_a_sign_in_leads_to_no_other_site(browser: Browser, honest: FakeIssuer, target: str) -> None:
    answer = await browser.come_back(honest.authorize(await browser.begin(next=target)))

    assert (answer.status_code, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize("target", ELSEWHERE)
async def test_the_sign_in_page_passes_on_no_other_site(browser: Browser, target: str) -> None:
    page = await browser.http.get("/sign-in", params={"next": target})

    assert 'next=/"' in page.text.replace("&#34;", '"')
    assert "evil" not in page.text.replace("lang=", "").split("<main")[1]


async def test_a_session_that_was_planted_is_not_the_one_that_signing_in_opens(
    browser: Browser, honest: FakeIssuer, services: Responder
) -> None:
    """Fixation: whoever planted it knows it still, so it is ended and another one is opened."""
    browser.http.cookies.set("__Host-prakat-session", "planted-by-the-attacker", domain="gateway.example")

    answer = await browser.come_back(honest.authorize(await browser.begin()))

    assert NEW_SESSION in answer.headers["set-cookie"]
    assert "planted-by-the-attacker" not in answer.headers["set-cookie"]
    assert services.requests(CLOSE_SESSION) == [{"session": "planted-by-the-attacker"}]


async def test_the_history_is_not_filled_by_failing_on_purpose(browser: Browser, services: Responder) -> None:
    for _ in range(150):
        await browser.http.get("/auth/callback?state=x&code=y")

    await eventually(lambda: len(services.requests(NOTE_SIGN_IN_REFUSED)) >= 120)
    assert len(services.requests(NOTE_SIGN_IN_REFUSED)) <= 125


async def test_a_refusal_is_shown_also_when_nobody_can_note_it(
    browser: Browser, services: Responder, honest: FakeIssuer
) -> None:
    services.answers(NOTE_SIGN_IN_REFUSED, ErrorCode.INTERNAL)

    answer = await browser.http.get("/auth/callback?state=x&code=y", headers={"Accept": "text/html"})

    assert answer.status_code == 400
    assert "เข้าสู่ระบบไม่สำเร็จ" in answer.text


async def test_without_a_role_the_first_page_is_the_one_for_the_token(
    browser: Browser, honest: FakeIssuer, services: Responder
) -> None:
    services.answers(OPEN_SESSION, an_opened_session(NEW_SESSION, grants=[], acting=None))

    answer = await browser.come_back(honest.authorize(await browser.begin(next="/profile")))

    assert answer.headers["location"] == "/token"


async def test_signing_out_ends_the_session_at_the_issuer_of_the_sign_in(
    browser: Browser, honest: FakeIssuer, services: Responder
) -> None:
    await browser.come_back(honest.authorize(await browser.begin()))
    token = (await browser.http.get("/api/v1/me")).json()["csrf_token"]

    answer = await browser.http.post("/auth/sign-out", data={"csrf_token": token})

    url = httpx.URL(answer.headers["location"])
    assert str(url).startswith(f"{honest.issuer}/connect/logout?")
    assert url.params["id_token_hint"].count(".") == 2
    assert url.params["post_logout_redirect_uri"] == f"{GATEWAY}/"
    assert not browser.has_session


async def test_the_sign_in_page_lets_choose_among_several(browser: Browser) -> None:
    page = await browser.http.get("/sign-in", headers={"Accept-Language": "en"})

    assert "default ID" in page.text
    assert "national ID" in page.text
    assert "issuer=national" in page.text
