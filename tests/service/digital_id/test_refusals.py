"""What the Digital ID refuses to clients, and to whoever pretends to be one."""

import pytest
from mongoengine import signals

from services.identity.digital_id.store.issued import CodeDocument, TokenDocument
from tests.builders.digital_id import basic
from tests.service.digital_id.moments import once_when

pytestmark = pytest.mark.backing("mongo")


def refusal(response) -> tuple[int, str]:
    return response.status_code, response.json["error"]


# The authorization request


def test_a_request_without_pkce_by_s256_is_refused(browser, client):
    for changed in (
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge": None},
        {"code_challenge_method": None},
        {"code_challenge_method": "plain"},
        {"code_challenge": "short"},
    ):
        answer = browser.get(client.address(**changed)).answer
        assert (changed, answer["error"], answer["state"]) == (changed, "invalid_request", client.state)


def test_a_browser_is_never_sent_to_an_address_that_is_not_registered(browser, client):
    for address in (
        None,
        "",
        "https://evil.example/auth/callback",
        f"{client.redirect_uri}/",
        f"{client.redirect_uri}?next=https://evil.example",
        f"{client.redirect_uri}/../../evil",
        f"{client.redirect_uri}.evil.example",
        'https://evil.example/"ก\\',
    ):
        page = browser.get(client.address(redirect_uri=address))
        assert (address, page.status, page.left_for) == (address, 400, None)


def test_only_the_code_flow_is_offered(browser, client):
    for wanted in ("token", "id_token", "code id_token", '"ก', None):
        assert "error" in browser.get(client.address(response_type=wanted)).answer
        page = browser.get(client.address(response_type=wanted, redirect_uri="https://evil.example/"))
        assert (wanted, page.status, page.left_for) == (wanted, 400, None)


def test_an_unknown_client_is_refused_without_sending_the_browser_on(browser, client):
    for client_id in ("another", "ก", "", None):
        page = browser.get(client.address(client_id=client_id))
        assert (page.status, page.left_for) == (400, None)


def test_a_parameter_sent_twice_is_refused(browser, client):
    page = browser.get(client.address() + "&redirect_uri=https%3A%2F%2Fevil.example%2F")
    assert (page.status, page.left_for) == (400, None)


def test_what_is_not_supported_is_said_so(browser, client, code):
    for changed, error in (
        ({"scope": "profile"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"request": "e30."}, "request_not_supported"),
        ({"request_uri": "https://evil.example/"}, "request_uri_not_supported"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "๑"}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
    ):
        answer = browser.get(client.address(**changed)).answer
        assert (changed, answer["error"], answer["state"]) == (changed, error, client.state)


def test_a_request_too_long_to_be_carried_along_is_refused(browser, client):
    page = browser.get(client.address(state=("สถานะ" + client.verifier) * 60 + "".join(map(chr, range(0xE00, 0x1900)))))
    assert (page.status, page.left_for) == (400, None)


# The exchange of the code


def test_a_code_is_worth_nothing_without_its_verifier(client, code):
    assert refusal(client.exchange(code, code_verifier="w" * 64)) == (400, "invalid_grant")
    assert refusal(client.exchange(code, code_verifier=None)) == (400, "invalid_request")
    assert client.exchange(code).status_code == 200


def test_a_code_is_worth_nothing_with_another_redirect_uri(client, code):
    assert refusal(client.exchange(code, redirect_uri="https://evil.example/")) == (400, "invalid_grant")
    assert refusal(client.exchange(code, redirect_uri=None)) == (400, "invalid_grant")


def test_a_code_works_for_a_minute(client, code, clock):
    clock.advance(seconds=60)
    assert refusal(client.exchange(code)) == (400, "invalid_grant")


def test_a_code_that_is_used_twice_ends_what_it_gave(client, code):
    token = client.exchange(code).json["access_token"]
    assert client.userinfo(token).status_code == 200
    assert refusal(client.exchange(code)) == (400, "invalid_grant")
    assert refusal(client.userinfo(token)) == (401, "invalid_token")


def test_a_code_that_is_used_again_after_its_minute_ends_what_it_gave(client, code, clock):
    token = client.exchange(code).json["access_token"]
    clock.advance(minutes=5)
    client.exchange(code)
    assert client.userinfo(token).status_code == 401


def test_a_replay_right_after_the_code_was_looked_up_ends_what_it_gave(client, code):
    replays = []
    with once_when(signals.post_init, CodeDocument, lambda: replays.append(client.exchange(code))):
        late = client.exchange(code)
    assert refusal(late) == (400, "invalid_grant")
    assert refusal(client.userinfo(replays[0].json["access_token"])) == (401, "invalid_token")


def test_a_replay_right_before_the_token_is_stored_leaves_none_alive(client, code):
    replays = []
    with once_when(signals.pre_save, TokenDocument, lambda: replays.append(client.exchange(code))):
        first = client.exchange(code)
    assert refusal(replays[0]) == (400, "invalid_grant")
    assert refusal(first) == (400, "invalid_grant")
    assert TokenDocument.objects.count() == 0


def test_a_client_that_cannot_prove_itself_gets_nothing(client, code, settings):
    client_id, secret = settings.oidc_client_id, settings.need("oidc_client_secret")
    wrong = [
        client.exchange(code, auth=(client_id, "wrong")),
        client.exchange(code, auth=(client_id, "ผิด")),
        client.exchange(code, auth=("another", secret)),
        client.exchange(code, auth=None),
        client.exchange(code, auth=None, client_id=client_id),
        client.exchange(code, auth=None, client_id=client_id, client_secret="wrong"),
    ]
    assert {refusal(response) for response in wrong} == {(401, "invalid_client")}
    assert all(response.headers["WWW-Authenticate"].startswith("Basic") for response in wrong)
    assert client.exchange(code).status_code == 200


def test_credentials_that_cannot_be_read_are_refused(client, code):
    fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": client.redirect_uri}
    for authorization in ("Basic", "Basic %%%", "Basic /////w==", basic("x", ""), "Basic eA=="):
        response = client.post_token(fields, {"Authorization": authorization})
        assert (authorization, *refusal(response)) == (authorization, 401, "invalid_client")


def test_no_other_grant_is_offered(client, settings):
    headers = {"Authorization": basic(settings.oidc_client_id, settings.need("oidc_client_secret"))}
    for grant_type in ("password", "client_credentials", "refresh_token", "implicit", 'ก"'):
        fields = {"grant_type": grant_type, "username": "somchai", "password": "x"}
        assert refusal(client.post_token(fields, headers)) == (400, "unsupported_grant_type")


def test_a_made_up_code_is_refused(client):
    assert refusal(client.exchange("x" * 48)) == (400, "invalid_grant")


# The access token


def test_an_access_token_works_for_ten_minutes(client, code, clock):
    token = client.exchange(code).json["access_token"]
    clock.advance(minutes=9, seconds=59)
    assert client.userinfo(token).status_code == 200
    clock.advance(seconds=1)
    assert refusal(client.userinfo(token)) == (401, "invalid_token")


def test_nobody_learns_anything_without_an_access_token(client):
    assert client.get("/connect/userinfo").status_code == 401
    made_up = client.userinfo("x" * 42)
    assert refusal(made_up) == (401, "invalid_token")
    assert made_up.headers["WWW-Authenticate"].startswith("Bearer")


# Consent


def test_an_officer_who_does_not_consent_is_not_let_in(browser, client, consent_page):
    answer = browser.submit(consent_page, decision="refuse").answer
    assert answer["error"] == "access_denied"
    assert answer["state"] == client.state
    assert "code" not in answer


def test_a_refusal_is_not_remembered(browser, client, consent_page):
    browser.submit(consent_page, decision="refuse")
    again = browser.get(client.address())
    assert "code" in browser.submit(again, decision="allow").answer


def test_consent_to_less_is_no_consent_to_more(browser, client):
    browser.register()
    browser.submit(browser.sign_in(browser.get(client.address(scope="openid"))), decision="allow")
    assert browser.get(client.address(prompt="none")).answer["error"] == "consent_required"


def test_consent_is_asked_anew_after_a_year(browser, client, code, clock):
    clock.advance(days=364)
    assert "code" in browser.sign_in(browser.get(client.address())).answer
    clock.advance(days=1)
    page = browser.sign_in(browser.get(client.address()))
    assert page.left_for is None
    assert "code" in browser.submit(page, decision="allow").answer


def test_a_consent_page_without_a_decision_gives_no_code(browser, consent_page):
    for decision in ("", "yes"):
        page = browser.submit(consent_page, decision=decision)
        assert (page.status, page.left_for) == (422, None)
