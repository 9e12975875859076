"""What the gateway believes of a Digital ID: a stranger's issuer with real keys, answering as we make it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.jwk import ECKey

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity import OpenSession
from gateway.auth.cookies import SignIn
from gateway.auth.digital_id import DigitalId

pytestmark = pytest.mark.anyio

ISSUER = "https://id.example"
CLIENT = "prakat-gateway"
SIGN_IN = SignIn("state", "nonce", "verifier", "/")
ACCESS_TOKEN = "access-token"


class Issuer:
    """Publishes its description and keys, and answers any code with the ID token that the test has set."""

    def __init__(self) -> None:
        self.key = ECKey.generate_key("P-256", {"kid": "first"})
        self.claims: dict[str, Any] = {
            "iss": ISSUER,
            "aud": CLIENT,
            "sub": "person-1",
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            "nonce": SIGN_IN.nonce,
            "name": "สมชาย ใจดี",
            "at_hash": (create_half_hash(ACCESS_TOKEN, "ES256") or b"").decode(),
        }
        self.id_token: str | None = None
        self.described = {"issuer": ISSUER}
        self.exchange: dict[str, str] = {}

    def signed(self, key: ECKey | None = None, **claims: Any) -> str:
        key = key or self.key
        everything = {name: value for name, value in {**self.claims, **claims}.items() if value is not None}
        return jwt.encode({"alg": "ES256", "kid": key.kid}, everything, key)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        match request.url.path:
            case "/.well-known/openid-configuration":
                addresses = {
                    name: f"{ISSUER}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
                }
                return httpx.Response(200, json={**addresses, **self.described})
            case "/jwks_uri":
                return httpx.Response(200, json={"keys": [self.key.as_dict(private=False)]})
            case "/token_endpoint":
                self.exchange = dict(httpx.QueryParams(request.content.decode()))
                return httpx.Response(
                    200, json={"access_token": ACCESS_TOKEN, "id_token": self.id_token or self.signed()}
                )
        raise AssertionError(request.url)


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def who(issuer: Issuer) -> Callable[[], Any]:
    async def ask() -> OpenSession:
        async with httpx.AsyncClient(transport=httpx.MockTransport(issuer)) as http:
            digital_id = DigitalId(http, ISSUER, CLIENT, "secret", "https://prakat.example/auth/callback")
            return await digital_id.who("code", SIGN_IN)

    return ask


async def test_a_good_id_token_tells_who_signed_in(who: Callable[[], Any], issuer: Issuer) -> None:
    person = await who()

    assert (person.issuer, person.subject, person.name) == (ISSUER, "person-1", "สมชาย ใจดี")
    assert issuer.exchange["code_verifier"] == SIGN_IN.verifier


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"]},
        {"azp": "another-client"},
        {"nonce": "of-another-sign-in"},
        {"nonce": None},
        {"exp": int(time.time()) - 120},
        {"iat": int(time.time()) + 3600},
        {"sub": None},
        {"sub": ""},
        {"at_hash": "of-another-token"},
    ],
    ids=lambda claims: next(iter(claims)),
)
async def test_an_id_token_with_a_wrong_claim_signs_nobody_in(
    who: Callable[[], Any], issuer: Issuer, claims: dict[str, Any]
) -> None:
    issuer.id_token = issuer.signed(**claims)

    with pytest.raises(Refusal) as refused:
        await who()

    assert refused.value.code is ErrorCode.SIGN_IN_FAILED


async def test_an_unsigned_id_token_signs_nobody_in(who: Callable[[], Any], issuer: Issuer) -> None:
    _, payload, _ = issuer.signed().split(".")
    issuer.id_token = f"eyJhbGciOiJub25lIn0.{payload}."

    with pytest.raises(Refusal) as refused:
        await who()

    assert refused.value.code is ErrorCode.SIGN_IN_FAILED


async def test_an_id_token_of_another_key_signs_nobody_in(who: Callable[[], Any], issuer: Issuer) -> None:
    issuer.id_token = issuer.signed(ECKey.generate_key("P-256", {"kid": "first"}))

    with pytest.raises(Refusal) as refused:
        await who()

    assert refused.value.code is ErrorCode.SIGN_IN_FAILED


async def test_an_issuer_that_calls_itself_otherwise_is_not_believed(who: Callable[[], Any], issuer: Issuer) -> None:
    issuer.described = {"issuer": "https://evil.example"}

    with pytest.raises(Refusal) as refused:
        await who()

    assert refused.value.code is ErrorCode.SIGN_IN_FAILED


async def test_an_issuer_that_does_not_answer_is_not_the_officers_fault() -> None:
    def silence(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    async with httpx.AsyncClient(transport=httpx.MockTransport(silence)) as http:
        digital_id = DigitalId(http, ISSUER, CLIENT, "secret", "https://prakat.example/auth/callback")
        with pytest.raises(Refusal) as refused:
            await digital_id.who("code", SIGN_IN)

    assert refused.value.code is ErrorCode.SERVICE_UNAVAILABLE


async def test_the_browser_is_sent_with_pkce_state_and_nonce(issuer: Issuer) -> None:
    async with httpx.AsyncClient(transport=httpx.MockTransport(issuer)) as http:
        digital_id = DigitalId(http, ISSUER, CLIENT, "secret", "https://prakat.example/auth/callback")
        url = httpx.URL(await digital_id.sign_in_url(SIGN_IN, "th"))

    assert url.params["state"] == SIGN_IN.state
    assert url.params["nonce"] == SIGN_IN.nonce
    assert url.params["code_challenge_method"] == "S256"
    assert SIGN_IN.verifier not in json.dumps(dict(url.params))
