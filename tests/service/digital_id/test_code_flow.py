"""An officer signs in through the Digital ID, and the client learns who it is."""

import base64
import hashlib
from urllib.parse import urlsplit

import pytest
from authlib.oauth2 import rfc9207
from authlib.oidc.discovery import OpenIDProviderMetadata

from tests.builders.digital_id import a_registration

pytestmark = pytest.mark.backing("mongo")


def test_an_officer_who_registers_signs_in_and_consents_is_known_to_the_client(browser, client, settings, clock):
    browser.register("somchai", given_name="สมชาย", family_name="ใจดี", email="Somchai@Agency.example")
    sign_in_page = browser.get(client.address())
    consent_page = browser.sign_in(sign_in_page, "somchai")
    assert "somchai@agency.example" in consent_page.text.lower()
    back = browser.submit(consent_page, decision="allow")

    assert back.left_for.startswith(client.redirect_uri + "?")
    assert back.answer["state"] == client.state
    assert back.answer["iss"] == settings.digital_id_url
    tokens = client.exchange(back.answer["code"])
    assert tokens.status_code == 200
    assert tokens.headers["Cache-Control"] == "no-store"
    assert tokens.json["token_type"] == "Bearer"
    assert tokens.json["expires_in"] == 600
    id_token = client.id_token(tokens.json["id_token"])
    userinfo = client.userinfo(tokens.json["access_token"])
    half = hashlib.sha256(tokens.json["access_token"].encode()).digest()[:16]
    now = int(clock.now.timestamp())
    assert id_token.header == {
        "alg": "ES256",
        "kid": client.get("/connect/jwks").json["keys"][0]["kid"],
        "typ": "JWT",
    }
    assert id_token.claims == {
        "iss": settings.digital_id_url,
        "aud": settings.oidc_client_id,
        "sub": userinfo.json["sub"],
        "nonce": client.nonce,
        "auth_time": now,
        "acr": "AAL1",
        "amr": ["pwd"],
        "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
        "iat": now,
        "exp": now + 300,
    }
    assert userinfo.json == {
        "sub": id_token.claims["sub"],
        "name": "สมชาย ใจดี",
        "given_name": "สมชาย",
        "family_name": "ใจดี",
        "preferred_username": "somchai",
        "email": "Somchai@agency.example",
    }


def test_a_client_that_authenticates_in_the_body_gets_its_tokens_too(client, code, settings):
    secret = settings.need("oidc_client_secret")
    tokens = client.exchange(code, auth=None, client_id=settings.oidc_client_id, client_secret=secret)
    assert tokens.status_code == 200


def test_discovery_leads_to_every_endpoint(client, settings):
    document = client.get("/.well-known/openid-configuration").json
    assert document["issuer"] == settings.digital_id_url
    assert document["code_challenge_methods_supported"] == ["S256"]
    assert document["id_token_signing_alg_values_supported"] == ["ES256"]
    assert document["grant_types_supported"] == ["authorization_code"]
    assert document["acr_values_supported"] == ["AAL1", "AAL2"]
    assert document["revocation_endpoint"] == f"{settings.digital_id_url}/connect/revoke"
    OpenIDProviderMetadata(document).validate_authorization_endpoint()
    rfc9207.AuthorizationServerMetadata(document).validate_authorization_response_iss_parameter_supported()
    for name, address in document.items():
        if name.endswith(("_endpoint", "_uri")):
            assert address.startswith(settings.digital_id_url + "/")
            assert client.get(urlsplit(address).path).status_code != 404


def test_the_published_keys_do_not_include_the_private_one(client):
    (key,) = client.get("/connect/jwks").json["keys"]
    assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}


def test_the_same_officer_is_the_same_subject_at_every_sign_in(browsers, client):
    browsers().register("somchai")
    subjects = set()
    for browser in (browsers(), browsers()):
        page = browser.sign_in(browser.get(client.address(prompt="consent")))
        tokens = client.exchange(browser.submit(page, decision="allow").answer["code"])
        subjects.add(client.id_token(tokens.json["id_token"]).claims["sub"])
    assert len(subjects) == 1


def test_a_client_learns_only_what_the_scope_covers(browser, client):
    browser.register()
    page = browser.sign_in(browser.get(client.address(scope="openid phone")))
    assert "@agency.example" not in page.text
    tokens = client.exchange(browser.submit(page, decision="allow").answer["code"])
    assert tokens.json["scope"] == "openid"
    assert set(client.userinfo(tokens.json["access_token"]).json) == {"sub"}


def test_an_officer_who_is_signed_in_and_has_consented_is_not_asked_again(browser, client, code):
    assert "code" in browser.get(client.address()).answer


def test_an_authorization_request_may_be_posted(browser, client):
    browser.register()
    page = browser.sign_in(browser.post("/connect/authorize", client.request()))
    assert "code" in browser.submit(page, decision="allow").answer


def test_a_new_officer_can_register_on_the_way_to_the_client(browser, client):
    sign_in_page = browser.get(client.address())
    ticket = urlsplit(sign_in_page.address).query
    registered = browser.submit(browser.get(f"/register?{ticket}"), **a_registration("napa"))
    page = browser.sign_in(registered, "napa")
    assert "code" in browser.submit(page, decision="allow").answer


@pytest.mark.parametrize("prompt", ["login", "select_account"])
def test_a_client_can_ask_for_a_new_sign_in(browser, client, code, clock, prompt):
    clock.advance(minutes=5)
    page = browser.get(client.address(prompt=prompt))
    tokens = client.exchange(browser.sign_in(page).answer["code"])
    assert client.id_token(tokens.json["id_token"]).claims["auth_time"] == int(clock.now.timestamp())


def test_a_client_can_ask_for_a_sign_in_no_older_than_so_many_seconds(browser, client, code, clock):
    clock.advance(minutes=5)
    assert "code" in browser.get(client.address(max_age="600")).answer
    page = browser.get(client.address(max_age="60"))
    assert "code" in browser.sign_in(page).answer


def test_a_client_can_tell_the_username_so_that_it_need_not_be_typed(browser, client):
    assert 'value="somchai"' in browser.get(client.address(login_hint="somchai")).text


def test_a_client_can_ask_for_consent_anew(browser, client, code):
    page = browser.get(client.address(prompt="consent"))
    assert "code" in browser.submit(page, decision="allow").answer


def test_without_any_page_a_client_learns_what_is_lacking(browser, client):
    assert browser.get(client.address(prompt="none")).answer["error"] == "login_required"
    browser.register()
    page = browser.sign_in(browser.get(client.address()))
    assert browser.get(client.address(prompt="none")).answer["error"] == "consent_required"
    browser.submit(page, decision="allow")
    answer = browser.get(client.address(prompt="none")).answer
    assert "code" in answer
    assert answer["state"] == client.state


def test_a_stale_sign_in_is_not_enough_without_any_page(browser, client, code, clock):
    clock.advance(minutes=5)
    assert browser.get(client.address(prompt="none", max_age="60")).answer["error"] == "login_required"
