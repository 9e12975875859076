"""What the gateway believes of a Digital ID, whichever its profile: a stranger's issuer with real keys, answering as we
make it. What attackers try is in tests/service/gateway/test_attacks_on_sign_in.py."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from contracts.errors import ErrorCode
from gateway.auth.cookies import SignIn
from gateway.auth.digital_id import DigitalId, SignedIn
from gateway.auth.refusals import SignInTurnedAway
from tests.fakes.issuer import NAME, FakeIssuer, answering

pytestmark = pytest.mark.anyio

GATEWAY = "https://prakat.example"


@pytest.fixture(params=["standard", "national"])
def issuer(request: pytest.FixtureRequest) -> FakeIssuer:
    return FakeIssuer(profile=request.param)


@pytest.fixture
async def digital_id(issuer: FakeIssuer) -> AsyncIterator[DigitalId]:
    async with httpx.AsyncClient(transport=answering(issuer)) as http:
        yield DigitalId(http, issuer.config, GATEWAY)


async def signed_in(digital_id: DigitalId, issuer: FakeIssuer) -> SignedIn:
    sign_in = SignIn.begin(issuer.config.key, "/")
    back = issuer.authorize(await digital_id.sign_in_url(sign_in, "th"))
    return await digital_id.who(dict(parse_qsl(urlsplit(back).query))["code"], sign_in)


async def test_a_good_id_token_tells_who_signed_in(digital_id: DigitalId, issuer: FakeIssuer) -> None:
    who = (await signed_in(digital_id, issuer)).who

    assert (who.issuer, who.subject, who.name) == (issuer.issuer, "person-1", NAME)
    assert who.issuer_session == "session-at-the-issuer"
    assert who.auth_time is not None


async def test_a_name_that_the_id_token_lacks_is_asked_for(digital_id: DigitalId, issuer: FakeIssuer) -> None:
    issuer.claims = {"name": None}

    assert (await signed_in(digital_id, issuer)).who.name == NAME


async def test_the_details_of_another_person_are_not_taken(digital_id: DigitalId, issuer: FakeIssuer) -> None:
    issuer.claims, issuer.userinfo = {"name": None}, {"sub": "another-person", "name": "ใครก็ไม่รู้"}

    with pytest.raises(SignInTurnedAway) as turned_away:
        await signed_in(digital_id, issuer)

    assert turned_away.value.reason == "userinfo"


async def test_the_browser_is_sent_with_pkce_state_nonce_and_the_pages_language(
    digital_id: DigitalId, issuer: FakeIssuer
) -> None:
    sign_in = SignIn.begin("default", "/")

    url = httpx.URL(await digital_id.sign_in_url(sign_in, "en"))

    assert url.path == "/connect/authorize"
    assert (url.params["state"], url.params["nonce"]) == (sign_in.state, sign_in.nonce)
    assert url.params["code_challenge_method"] == "S256"
    assert url.params["ui_locales"] == "en"
    assert url.params["redirect_uri"] == f"{GATEWAY}/auth/callback"
    assert sign_in.verifier not in str(url)


async def test_signing_out_there_is_asked_for_with_the_id_token(digital_id: DigitalId, issuer: FakeIssuer) -> None:
    back = {"standard": "post_logout_redirect_uri", "national": "post_logout_redirect_url"}[issuer.config.profile]

    url = httpx.URL(await digital_id.sign_out_url(f"{GATEWAY}/", "the-id-token") or "")

    assert url.host == "id.example"
    assert url.params["id_token_hint"] == "the-id-token"
    assert url.params[back] == f"{GATEWAY}/"


async def test_an_issuer_that_changes_its_keys_is_followed(digital_id: DigitalId, issuer: FakeIssuer) -> None:
    await signed_in(digital_id, issuer)
    digital_id._keys = (digital_id._keys[0] - 60, digital_id._keys[1]) if digital_id._keys else None
    issuer.signing_key = FakeIssuer(host="id.example").signing_key.generate_key("P-256", {"kid": "the next one"})

    assert (await signed_in(digital_id, issuer)).who.subject == "person-1"


async def test_an_issuer_that_calls_itself_otherwise_is_not_believed() -> None:
    issuer = FakeIssuer()
    issuer.described = {"issuer": "https://evil.example"}
    async with httpx.AsyncClient(transport=answering(issuer)) as http:
        with pytest.raises(SignInTurnedAway) as turned_away:
            await DigitalId(http, issuer.config, GATEWAY).sign_in_url(SignIn.begin("default", "/"), "th")

    assert turned_away.value.reason == "discovery"


async def test_an_issuer_that_does_not_answer_is_not_the_officers_fault() -> None:
    async with httpx.AsyncClient(transport=answering()) as http:
        with pytest.raises(SignInTurnedAway) as turned_away:
            await DigitalId(http, FakeIssuer().config, GATEWAY).sign_in_url(SignIn.begin("default", "/"), "th")

    assert turned_away.value.code is ErrorCode.SERVICE_UNAVAILABLE


async def test_the_national_provider_may_name_people_by_a_key_of_its_own() -> None:
    issuer = FakeIssuer(profile="national")
    issuer.claims = {"user_id": "0047"}
    async with httpx.AsyncClient(transport=answering(issuer)) as http:
        who: Any = (await signed_in(DigitalId(http, issuer.config, GATEWAY), issuer)).who

    assert who.subject == "0047"
