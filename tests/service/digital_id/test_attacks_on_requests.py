"""Attacks by the address to which a browser is sent: none gets a code, and none sends the browser to a stranger."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.service.digital_id.attacks import left_a_trace, table

pytestmark = pytest.mark.backing("mongo")

EVIL = "https://evil.example/"


def asking(**changed):
    """An authorization request in which these parameters are others; {uri} is the registered redirect URI."""

    def does(browser, client):
        filled = {name: value and value.format(uri=client.redirect_uri) for name, value in changed.items()}
        return browser.get(client.address(**filled))

    return does


def adding(text):
    """An authorization request with this at its end."""
    return lambda browser, client: browser.get(client.address() + text)


@table(
    ("another host", asking(redirect_uri=EVIL), "invalid_request"),
    ("no address", asking(redirect_uri=None), "invalid_request"),
    ("the registered one as a prefix", asking(redirect_uri="{uri}.evil.example"), "invalid_request"),
    ("the registered one in a query", asking(redirect_uri=EVIL + "?{uri}"), "invalid_request"),
    ("the registered one in a fragment", asking(redirect_uri=EVIL + "#{uri}"), "invalid_request"),
    ("the registered host as user name", asking(redirect_uri="http://localhost@evil.example/"), "invalid_request"),
    ("an extra path", asking(redirect_uri="{uri}/more"), "invalid_request"),
    ("a trailing slash", asking(redirect_uri="{uri}/"), "invalid_request"),
    ("a path that climbs", asking(redirect_uri="{uri}/../../open?to=" + EVIL), "invalid_request"),
    ("an extra parameter", asking(redirect_uri="{uri}?next=" + EVIL), "invalid_request"),
    ("a fragment", asking(redirect_uri="{uri}#"), "invalid_request"),
    ("a script", asking(redirect_uri="javascript:alert(1)"), "invalid_request"),
    ("data", asking(redirect_uri="data:text/html,x"), "invalid_request"),
    ("two slashes", asking(redirect_uri="//evil.example/"), "invalid_request"),
    ("a backslash", asking(redirect_uri="{uri}\\@evil.example"), "invalid_request"),
    ("a line break", asking(redirect_uri="{uri}\r\nLocation: " + EVIL), "invalid_request"),
    ("a null byte", asking(redirect_uri="{uri}\x00.evil.example"), "invalid_request"),
    ("another port", asking(redirect_uri="http://localhost:1/auth/callback"), "invalid_request"),
    ("capitals", asking(redirect_uri="HTTP://LOCALHOST/auth/callback"), "invalid_request"),
    ("a second redirect_uri", adding("&redirect_uri=https%3A%2F%2Fevil.example%2F"), "invalid_request"),
    ("a second client_id", adding("&client_id=another"), "invalid_request"),
    ("a second state", adding("&state=another"), "invalid_request"),
    ("a second nonce", adding("&nonce=another"), "invalid_request"),
    ("a second code_challenge", adding("&code_challenge=" + "x" * 43), "invalid_request"),
    ("an unknown client", asking(client_id="another"), "invalid_client"),
    ("a client with a null byte", asking(client_id="prakat-gateway\x00"), "invalid_client"),
    ("a client that is a query of the database", asking(client_id='{{"$ne": null}}'), "invalid_client"),
)
def test_the_browser_stays_here(browser, client, code, logged, attack):
    page = attack.does(browser, client)
    assert (page.status, page.left_for) == (400, None)
    elsewhere = set(re.findall(r'(?:href|action)="(\w+:[^"]*|//[^"]*)"', page.text))
    assert elsewhere == {f"{client.settings.gateway_url}/"}
    assert left_a_trace(logged, "authorization_refused")


@table(
    ("no PKCE", asking(code_challenge=None, code_challenge_method=None), "invalid_request"),
    ("PKCE in plain text", asking(code_challenge_method="plain"), "invalid_request"),
    ("PKCE without its method, which means plain", asking(code_challenge_method=None), "invalid_request"),
    ("an empty challenge", asking(code_challenge=""), "invalid_request"),
    ("a challenge too short to be a hash", asking(code_challenge="x"), "invalid_request"),
    ("the implicit flow", asking(response_type="token"), "unsupported_response_type"),
    ("an ID token without a code", asking(response_type="id_token"), "unsupported_response_type"),
    ("the hybrid flow", asking(response_type="code id_token"), "unsupported_response_type"),
    ("nothing at all", asking(response_type="none"), "unsupported_response_type"),
    ("the answer in a fragment", asking(response_mode="fragment"), "invalid_request"),
    ("the answer in a form", asking(response_mode="form_post"), "invalid_request"),
    ("the answer in a window", asking(response_mode="web_message"), "invalid_request"),
    ("a request object", asking(request="eyJhbGciOiJub25lIn0.e30."), "request_not_supported"),
    ("a request object from elsewhere", asking(request_uri=EVIL), "request_uri_not_supported"),
    ("without openid", asking(scope="profile email"), "invalid_scope"),
    ("none with another prompt", asking(prompt="none login"), "invalid_request"),
    ("an unsigned hint", asking(id_token_hint="eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."), "invalid_request"),
    ("a hint that is no token", asking(id_token_hint="x" * 5000), "invalid_request"),
    ("an endless max_age", asking(max_age="9" * 400), "invalid_request"),
)
def test_the_client_is_told_and_gets_no_code(browser, client, code, logged, attack):
    answer = attack.does(browser, client).answer
    assert answer["error"] == attack.refused_with
    assert answer["state"] == client.state
    assert answer["iss"] == browser.origin
    assert "code" not in answer
    assert left_a_trace(logged, "authorization_refused")


STATES = (
    *("x\r\nSet-Cookie: a=b", "x\n\nHTTP/1.1 200 OK", "x&code=forged", "x#fragment"),
    *("\x00", "\u2028<script>", "ก" * 200),
)


@pytest.mark.parametrize("state", STATES)
def test_a_state_comes_back_as_it_was_and_is_nothing_but_a_state(browser, client, code, state):
    page = browser.get(client.address(state=state))
    assert dict(parse_qsl(urlsplit(page.left_for).query, keep_blank_values=True))["state"] == state
    assert not urlsplit(page.left_for).fragment
    assert page.answer["code"] != "forged"
    assert "\n" not in page.left_for
    assert "a" not in {cookie.split("=")[0] for cookie in page.response.headers.getlist("Set-Cookie")}


def test_without_a_session_nothing_is_answered_without_a_page(browser, client):
    assert browser.get(client.address(prompt="none")).answer["error"] == "login_required"


def test_a_code_goes_to_nobody_but_whom_the_client_expects(browsers, client, clock):
    somchai, napa = browsers(), browsers()
    napa.register("napa")
    page = napa.sign_in(napa.get(client.address()), "napa")
    hint = client.exchange(napa.submit(page, decision="allow").answer["code"]).json["id_token"]
    somchai.register("somchai")
    somchai.submit(somchai.sign_in(somchai.get(client.address())), decision="allow")
    clock.advance(minutes=1)
    assert somchai.get(client.address(id_token_hint=hint, prompt="none")).answer["error"] == "login_required"
    page = somchai.get(client.address(id_token_hint=hint))
    assert somchai.sign_in(page, "somchai").answer["error"] == "login_required"
    assert "code" in napa.get(client.address(id_token_hint=hint, prompt="none")).answer
