"""Attacks on those who are signed in: another site's requests, tampered and stolen cookies, tokens where they do not
belong, and lies about where a request comes from."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from chassis.config import Settings
from contracts.errors import ErrorCode
from contracts.rpc.agencies import GET_AGENCY
from contracts.rpc.documents.filing import LIST_DOCUMENTS, Documents
from contracts.rpc.identity.clients import CLIENT_ACCESS, OPEN_CLIENT_ACCESS
from contracts.rpc.identity.sessions import CLOSE_SESSION, RENEW_ACCESS, Done, GrantView
from contracts.rpc.identity.tokens import REDEEM_TOKEN
from gateway.app import create_app
from gateway.auth.guards import CLIENT_ITSELF, OFFICER_FORM
from gateway.routes import GuardedRoute
from tests.builders.gateway import AGENCY, a_client_access, an_access, an_agency
from tests.fakes.responder import Responder
from tests.service.gateway.conftest import ORIGIN, SESSION

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

COOKIE = {"Cookie": f"__Host-prakat-session={SESSION}"}
FILINGS = f"/api/v1/agencies/{AGENCY}/filings"
KEY = {"Idempotency-Key": "key-of-the-test-1"}
BEARER = {"Authorization": "Bearer token-of-a-client"}

FROM_ELSEWHERE: list[tuple[str, dict[str, str]]] = [
    ("a page of another site", {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}),
    ("a page of another site in an old browser", {"Origin": "https://evil.example"}),
    ("another host of the same domain", {"Sec-Fetch-Site": "same-site", "Origin": "http://evil.gateway.example"}),
    ("another port of this host", {"Origin": f"{ORIGIN}:8080"}),
    ("a sandboxed frame", {"Origin": "null"}),
    ("a typed address or a bookmark", {"Sec-Fetch-Site": "none"}),
    ("somebody who only says that it is ours", {"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN}),
    ("a program without the token", {}),
    ("a program with a made-up token", {"X-CSRF-Token": "made-up"}),
    ("one of our pages with a made-up token", {"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": "made-up"}),
]


def changes(app: FastAPI) -> list[GuardedRoute]:
    """Every route that changes something in the name of whoever is signed in."""
    return [
        route
        for route in app.routes
        if isinstance(route, GuardedRoute) and route.methods - {"GET"} and route.guard is not CLIENT_ITSELF
    ]


@pytest.mark.parametrize("headers", [case[1] for case in FROM_ELSEWHERE], ids=[case[0] for case in FROM_ELSEWHERE])
async def test_no_change_is_made_for(
    app: FastAPI, citizen: httpx.AsyncClient, services: Responder, headers: dict[str, str]
) -> None:
    """Cross-site request forgery, on every route and every form there is."""
    routes = changes(app)
    assert len(routes) > 25
    for route in routes:
        (method,) = route.methods
        address = re.sub(r"{\w+}", "x", route.path)
        # Those who get so far are held to the form's own token.
        form = {"data": {"csrf_token": "made-up"}} if route.guard is OFFICER_FORM else {}

        refused = await citizen.request(method, address, headers={**COOKIE, **KEY, **headers}, **form)

        assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed"), (method, address)
    assert {message.routing_key for message in services.asked} <= {RENEW_ACCESS.routing_key}


async def test_no_form_is_taken_that_carries_the_token_of_another_session(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(REDEEM_TOKEN, GrantView.model_validate({"id": "g", "role": "monitor", "agency_id": AGENCY}))
    other = {"Cookie": "__Host-prakat-session=another-session"}
    token = (await citizen.get("/api/v1/me", headers=other)).json()["csrf_token"]

    refused = await citizen.post("/token", data={"csrf_token": token, "token": "1" * 15}, headers=COOKIE)

    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    assert not services.requests(REDEEM_TOKEN)


NOT_A_SESSION: list[tuple[str, str]] = [
    ("by another name", f"prakat-session={SESSION}"),
    ("by a name that another host of the domain may set", f"__Secure-prakat-session={SESSION}"),
    ("by a name in other letters", f"__host-prakat-session={SESSION}"),
    ("empty", "__Host-prakat-session="),
    ("longer than any that we give", f"__Host-prakat-session={'s' * 513}"),
    ("as long as a server takes", f"__Host-prakat-session={'s' * 7000}"),
    ("that is a sign-in", "__Host-prakat-sign-in=x"),
]


@pytest.mark.parametrize("cookie", [case[1] for case in NOT_A_SESSION], ids=[case[0] for case in NOT_A_SESSION])
async def test_no_session_is_one(citizen: httpx.AsyncClient, services: Responder, cookie: str) -> None:
    refused = await citizen.get(FILINGS, headers={"Cookie": cookie})

    assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")
    assert not services.asked


async def test_a_tampered_session_is_told_nothing(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(RENEW_ACCESS, ErrorCode.UNAUTHENTICATED)

    refused = await citizen.get(FILINGS, headers={"Cookie": f"__Host-prakat-session={SESSION[:-1]}X"})

    assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")
    assert SESSION[:-1] not in refused.text


async def test_a_cookie_from_before_signing_out_opens_nothing_any_more(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(CLOSE_SESSION, Done())
    services.answers(LIST_DOCUMENTS, Documents(items=()))
    token = (await officer.get("/api/v1/me")).json()["csrf_token"]
    services.answers(RENEW_ACCESS, an_access(), ErrorCode.UNAUTHENTICATED)
    await officer.post("/auth/sign-out", data={"csrf_token": token})

    again = await officer.get(FILINGS)

    assert again.status_code == 401
    assert not services.requests(LIST_DOCUMENTS)


async def test_signing_out_clears_the_cookies_in_the_browser(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(CLOSE_SESSION, Done())
    token = (await officer.get("/api/v1/me")).json()["csrf_token"]

    answer = await officer.post("/auth/sign-out", data={"csrf_token": token})

    cleared = answer.headers.get_list("set-cookie")
    assert any(header.startswith('__Host-prakat-session=""; ') and "Max-Age=0" in header for header in cleared)
    assert any(header.startswith('__Secure-prakat-id-token=""; ') for header in cleared)


# Bearer tokens of machine clients


async def test_a_client_acts_by_its_token_without_any_csrf_token(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    """So that the refusals below are for their own reason."""
    services.answers(CLIENT_ACCESS, a_client_access())
    services.answers(LIST_DOCUMENTS, Documents(items=()))

    answer = await citizen.get(FILINGS, headers=BEARER)

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-cache"
    assert services.requests(CLIENT_ACCESS) == [{"token": "token-of-a-client", "address": "127.0.0.1"}]
    assert services.asked[-1].headers["nameko.access_token"] == "access-token-of-the-client"
    assert not services.requests(RENEW_ACCESS)


NO_BEARER: list[tuple[str, str]] = [
    ("empty", "Bearer "),
    ("without a space", "Bearer"),
    ("several", "Bearer one two"),
    ("longer than any that we give", f"Bearer {'t' * 513}"),
    ("with other characters", "Bearer tök€n".encode().decode("latin-1")),
    ("a session's secret in quotes", f'Bearer "{SESSION}"'),
]


@pytest.mark.parametrize("header", [case[1] for case in NO_BEARER], ids=[case[0] for case in NO_BEARER])
async def test_no_token_is_one(citizen: httpx.AsyncClient, services: Responder, header: str) -> None:
    refused = await citizen.get(FILINGS, headers=[(b"Authorization", header.encode("latin-1"))])

    assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")
    assert "invalid_token" in refused.headers["www-authenticate"]
    assert not services.asked


async def test_a_token_that_ended_or_comes_from_elsewhere_is_told_nothing(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(CLIENT_ACCESS, ErrorCode.CLIENT_REFUSED)

    refused = await citizen.get(FILINGS, headers=BEARER)

    assert refused.status_code == 401
    assert not services.requests(LIST_DOCUMENTS)


async def test_a_token_beside_a_cookie_is_refused(citizen: httpx.AsyncClient, services: Responder) -> None:
    refused = await citizen.get(FILINGS, headers={**COOKIE, **BEARER})

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_request")
    assert refused.json()["fields"][0]["field"] == "authorization"
    assert not services.asked


@pytest.mark.parametrize("address", ["/api/v1/me", "/api/v1/me/sessions", "/api/v1/me/history"])
async def test_a_client_has_no_account(citizen: httpx.AsyncClient, services: Responder, address: str) -> None:
    services.answers(CLIENT_ACCESS, a_client_access())

    refused = await citizen.get(address, headers=BEARER)

    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


async def test_a_client_redeems_no_token(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(CLIENT_ACCESS, a_client_access())

    refused = await citizen.post("/api/v1/token-redemptions", json={"token": "1" * 15}, headers={**BEARER, **KEY})

    assert refused.status_code == 403
    assert not services.requests(REDEEM_TOKEN)


@pytest.mark.parametrize("address", ["/profile", "/token", f"/agencies/{AGENCY}/filing"])
async def test_pages_are_for_people(citizen: httpx.AsyncClient, services: Responder, address: str) -> None:
    refused = await citizen.get(address, headers=BEARER)

    assert refused.status_code == 401
    assert not services.asked


async def test_an_answer_for_a_client_is_kept_for_nobody(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(CLIENT_ACCESS, a_client_access())
    services.answers(GET_AGENCY, an_agency(), an_agency(dga_email=None))

    own = await citizen.get(f"/api/v1/agencies/{AGENCY}", headers=BEARER)
    anybodys = await citizen.get(f"/api/v1/agencies/{AGENCY}")

    assert own.json()["dga_email"]
    assert anybodys.json()["dga_email"] is None


async def test_a_bad_token_gets_no_answer_that_is_for_everybody(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(CLIENT_ACCESS, ErrorCode.UNAUTHENTICATED)
    services.answers(GET_AGENCY, an_agency())

    assert (await citizen.get(f"/api/v1/agencies/{AGENCY}", headers=BEARER)).status_code == 401


# Where a request says that it comes from


SPOOFED: list[tuple[str, str, dict[str, str], str]] = [
    ("a stranger", "", {"X-Forwarded-For": "10.0.0.1"}, "192.0.2.1"),
    ("a stranger, in other headers", "", {"Forwarded": "for=10.0.0.1", "X-Real-IP": "10.0.0.1"}, "192.0.2.1"),
    ("a stranger where another one is trusted", "198.51.100.1", {"X-Forwarded-For": "10.0.0.1"}, "192.0.2.1"),
    ("a client of our proxy", "192.0.2.1", {"X-Forwarded-For": "10.0.0.1, 203.0.113.9"}, "203.0.113.9"),
    ("our proxy", "192.0.2.0/24", {"X-Forwarded-For": "203.0.113.9"}, "203.0.113.9"),
]


@pytest.mark.parametrize(("trusted", "headers", "seen"), [c[1:] for c in SPOOFED], ids=[c[0] for c in SPOOFED])
async def test_the_address_that_throttles_and_allow_lists_see_is_not_made_up_by(
    gateway_settings: Settings, services: Responder, trusted: str, headers: dict[str, str], seen: str
) -> None:
    services.answers(CLIENT_ACCESS, a_client_access())
    services.answers(LIST_DOCUMENTS, Documents(items=()))
    app = create_app(gateway_settings.model_copy(update={"trusted_proxies": trusted}))
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, client=("192.0.2.1", 1))
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            await client.get(FILINGS, headers={**BEARER, **headers})

    assert services.requests(CLIENT_ACCESS)[0]["address"] == seen


@pytest.fixture
async def hasty(gateway_settings: Settings, services: Responder) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody at one address, who may ask twice a minute."""
    app = create_app(gateway_settings.model_copy(update={"rate_limit": 2}))
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, client=("192.0.2.1", 1))
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            yield client


async def test_a_limit_is_not_escaped_by_naming_other_addresses(hasty: httpx.AsyncClient) -> None:
    answers = [
        await hasty.get("/problems/conflict", headers={"X-Forwarded-For": f"203.0.113.{number}"}) for number in range(3)
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 429]


async def test_the_token_endpoint_counts_against_the_limit_like_everything_else(
    hasty: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(OPEN_CLIENT_ACCESS, ErrorCode.CLIENT_REFUSED)
    form = {"grant_type": "client_credentials", "client_id": "c", "client_secret": "guess"}

    answers = [await hasty.post("/oauth/token", data=form) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [401, 401, 429]
