"""Where other systems get access, as OAuth clients of any make expect it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from contracts.errors import ErrorCode
from contracts.rpc.identity.clients import (
    OPEN_CLIENT_ACCESS,
    REGISTER_CLIENT,
    ClientCredentials,
    OpenedClientAccess,
)
from contracts.vocabulary import ClientScope
from tests.builders.gateway import AGENCY
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

FORM = {"grant_type": "client_credentials", "client_id": "client-1", "client_secret": "secret-of-it"}


@pytest.fixture(autouse=True)
def access(services: Responder) -> None:
    opened = OpenedClientAccess(
        token="opaque-token",
        expires_at=datetime.now(UTC) + timedelta(minutes=15),
        scopes=frozenset({ClientScope.FILINGS_READ, ClientScope.FIGURES_READ}),
    )
    services.answers(OPEN_CLIENT_ACCESS, opened)


async def test_a_client_gets_a_bearer_token(citizen: httpx.AsyncClient, services: Responder) -> None:
    answer = await citizen.post("/oauth/token", data={**FORM, "scope": "filings:read"})

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert (told["access_token"], told["token_type"]) == ("opaque-token", "Bearer")
    assert 890 <= told["expires_in"] <= 900
    assert told["scope"] == "figures:read filings:read"
    (asked,) = services.requests(OPEN_CLIENT_ACCESS)
    assert asked == {
        "client_id": "client-1",
        "secret": "secret-of-it",
        "assertion": None,
        "audience": "http://gateway.example/oauth/token",
        "scopes": ["filings:read"],
        "address": "127.0.0.1",
    }


@pytest.mark.parametrize(
    ("code", "status", "error"),
    [
        (ErrorCode.CLIENT_REFUSED, 401, "invalid_client"),
        (ErrorCode.UNAUTHENTICATED, 401, "invalid_client"),
    ],
)
async def test_a_refusal_has_the_words_of_oauth(
    citizen: httpx.AsyncClient, services: Responder, code: ErrorCode, status: int, error: str
) -> None:
    services.answers(OPEN_CLIENT_ACCESS, code)

    refused = await citizen.post("/oauth/token", data=FORM)

    assert (refused.status_code, refused.json()["error"]) == (status, error)
    assert refused.headers["cache-control"] == "no-store"
    assert ("www-authenticate" in refused.headers) == (status == 401)
    assert "secret-of-it" not in refused.text


async def test_scopes_beyond_those_of_the_client_are_told_by_their_name(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    field = {"field": "scopes", "message_th": "-", "message_en": "-"}
    beyond = {"code": "invalid_request", "message_th": "", "message_en": "", "fields": [field]}
    services.answers(OPEN_CLIENT_ACCESS, {"result": {"error": beyond}, "error": None})

    refused = await citizen.post("/oauth/token", data=FORM)

    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_scope")


async def test_whoever_must_wait_is_told_how_long(citizen: httpx.AsyncClient, services: Responder) -> None:
    too_many = {"code": "too_many_attempts", "message_th": "", "message_en": "", "details": {"retry_after": 30}}
    services.answers(OPEN_CLIENT_ACCESS, {"result": {"error": too_many}, "error": None})

    refused = await citizen.post("/oauth/token", data=FORM)

    assert (refused.status_code, refused.headers["retry-after"]) == (429, "30")


@pytest.mark.parametrize(
    "request_", [{"json": FORM}, {"files": {"grant_type": (None, "client_credentials")}}, {"content": b""}]
)
async def test_only_a_form_is_taken(citizen: httpx.AsyncClient, services: Responder, request_: dict) -> None:  # type: ignore[type-arg]
    refused = await citizen.post("/oauth/token", **request_)

    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_request")
    assert not services.requests(OPEN_CLIENT_ACCESS)


async def test_credentials_in_the_address_are_refused(citizen: httpx.AsyncClient, services: Responder) -> None:
    refused = await citizen.post("/oauth/token?client_secret=secret-of-it", data=FORM)

    assert refused.json()["error"] == "invalid_request"
    assert not services.requests(OPEN_CLIENT_ACCESS)


async def test_programs_find_out_where_and_how(citizen: httpx.AsyncClient) -> None:
    told = (await citizen.get("/.well-known/oauth-authorization-server")).json()

    assert told["issuer"] == "http://gateway.example"
    assert told["token_endpoint"] == "http://gateway.example/oauth/token"
    assert "private_key_jwt" in told["token_endpoint_auth_methods_supported"]
    assert "none" not in told["token_endpoint_auth_signing_alg_values_supported"]


async def test_a_secret_is_shown_once_and_kept_by_nobody_on_the_way(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(REGISTER_CLIENT, ClientCredentials(client_id="client-1", secret="shown-once"))
    body = {
        "name": "ระบบสารบรรณ",
        "scopes": ["filings:read"],
        "addresses": ["203.0.113.0/28", "2001:db8::/64"],
        "expires_at": "2027-09-30T17:00:00Z",
    }

    answer = await officer.post(
        f"/api/v1/agencies/{AGENCY}/clients", json=body, headers={"Idempotency-Key": "key-of-the-test-1"}
    )

    assert (answer.status_code, answer.json()["secret"]) == (201, "shown-once")
    assert answer.headers["cache-control"] == "no-store"
    assert services.requests(REGISTER_CLIENT)[0]["addresses"] == ["203.0.113.0/28", "2001:db8::/64"]
