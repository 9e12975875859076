"""Attacks on codes and tokens by somebody who got hold of one, or pretends to be the client."""

import base64
import json
from urllib.parse import urlencode

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from services.identity.digital_id.app import create_app
from services.identity.digital_id.keys import Keys
from services.identity.digital_id.vault import Vault
from tests.builders.digital_id import RelyingParty, basic
from tests.service.digital_id.attacks import left_a_trace, table

pytestmark = pytest.mark.backing("mongo")


def exchanging(**changed):
    return lambda client, code: client.exchange(code, **changed)


def exchanging_twice(client, code):
    assert client.exchange(code).status_code == 200
    return client.exchange(code)


def exchanging_late(client, code):
    client.app_clock.advance(seconds=60)
    return client.exchange(code)


def with_both_ways_of_authentication(client, code):
    secret = client.settings.need("oidc_client_secret")
    return client.exchange(code, client_id=client.settings.oidc_client_id, client_secret=secret)


def with_the_secret_in_the_address(client, code):
    fields = {"grant_type": "authorization_code", "code": code, "client_secret": "x"}
    return client.app.test_client().post(f"/connect/token?{urlencode(fields)}", base_url=client.settings.digital_id_url)


def with_each_parameter_twice(client, code):
    fields = {"grant_type": ["authorization_code"], "code": [code, "x"], "code_verifier": [client.verifier]}
    return client.post_token(fields, {"Authorization": basic(client.settings.oidc_client_id, "x")})


def as_another_client_of_the_same_provider(client, code):
    settings = client.settings.model_copy(update={"oidc_client_id": "another-client"})
    another = RelyingParty(create_app(settings, client.app_clock), settings, verifier=client.verifier)
    return another.exchange(code)


def as_json(client, code):
    return client.app.test_client().post(
        "/connect/token", json={"grant_type": "authorization_code"}, base_url=client.settings.digital_id_url
    )


def with_an_endless_form(client, code):
    return client.exchange(code, padding="x" * 70_000)


@pytest.fixture
def client(client, clock):
    client.app_clock = clock
    return client


@table(
    ("a code a second time", exchanging_twice, (400, "invalid_grant")),
    ("a code after its minute", exchanging_late, (400, "invalid_grant")),
    ("a made-up code", lambda client, code: client.exchange("x" * 48), (400, "invalid_grant")),
    ("a code with a null byte", lambda client, code: client.exchange(code + "\x00"), (400, "invalid_grant")),
    ("a code without its verifier", exchanging(code_verifier=None), (400, "invalid_request")),
    ("a code with another verifier", exchanging(code_verifier="w" * 64), (400, "invalid_grant")),
    ("a code with the challenge as verifier", exchanging(code_verifier="E" * 43), (400, "invalid_grant")),
    ("a code with an empty verifier", exchanging(code_verifier=""), (400, "invalid_request")),
    ("a code with another redirect URI", exchanging(redirect_uri="https://evil.example/"), (400, "invalid_grant")),
    ("a code without its redirect URI", exchanging(redirect_uri=None), (400, "invalid_grant")),
    ("a code of another client", as_another_client_of_the_same_provider, (400, "invalid_grant")),
    ("the wrong secret", exchanging(auth=("prakat-gateway", "wrong")), (401, "invalid_client")),
    ("no secret", exchanging(auth=None, client_id="prakat-gateway"), (401, "invalid_client")),
    ("an empty secret", exchanging(auth=("prakat-gateway", "")), (401, "invalid_client")),
    ("an unknown client", exchanging(auth=("another", "x")), (401, "invalid_client")),
    ("two ways of authentication", with_both_ways_of_authentication, (400, "invalid_request")),
    ("the secret in the address", with_the_secret_in_the_address, (400, "invalid_request")),
    ("a parameter twice", with_each_parameter_twice, (400, "invalid_request")),
    ("a body that is no form", as_json, (400, "unsupported_grant_type")),
    ("an endless form", with_an_endless_form, (413, "invalid_request")),
    ("the password grant", exchanging(grant_type="password", username="somchai"), (400, "unsupported_grant_type")),
    ("a refresh token", exchanging(grant_type="refresh_token"), (400, "unsupported_grant_type")),
    ("a token for the client itself", exchanging(grant_type="client_credentials"), (400, "unsupported_grant_type")),
)
def test_nothing_is_given_for(client, code, logged, attack):
    refused = attack.does(client, code)
    assert (refused.status_code, refused.json["error"]) == attack.refused_with
    assert "access_token" not in refused.json
    assert refused.headers["Cache-Control"] == "no-store"
    assert left_a_trace(logged, "token_refused", "request_refused")
    assert code not in repr(logged)


def test_what_a_stolen_code_gave_dies_when_it_comes_a_second_time(browser, client, code):
    token = client.exchange(code).json["access_token"]
    client.exchange(code)
    assert client.userinfo(token).json["error"] == "invalid_token"
    assert "มีการใช้รหัสเข้าสู่ระบบซ้ำ" in browser.get("/account").text


def revoked(client, token):
    assert client.revoke(token).status_code == 200
    return client.userinfo(token)


def expired(client, token):
    client.app_clock.advance(minutes=10)
    return client.userinfo(token)


def in_the_address(client, token):
    return client.get(f"/connect/userinfo?access_token={token}")


def in_a_form(client, token):
    return client.app.test_client().post(
        "/connect/userinfo", data={"access_token": token}, base_url=client.settings.digital_id_url
    )


@table(
    ("a revoked token", revoked, "invalid_token"),
    ("an expired token", expired, "invalid_token"),
    ("a made-up token", lambda client, token: client.userinfo("x" * 42), "invalid_token"),
    ("an empty token", lambda client, token: client.userinfo(""), None),
    ("a token with a null byte", lambda client, token: client.userinfo(token + "\x00"), "invalid_token"),
    ("the hash under which a token is stored", lambda client, token: client.userinfo("ab" * 32), "invalid_token"),
    ("a token in the address, where logs keep it", in_the_address, "missing_authorization"),
    ("a token in a form", in_a_form, "missing_authorization"),
)
def test_nothing_is_told_for(client, code, logged, attack):
    token = client.exchange(code).json["access_token"]
    refused = attack.does(client, token)
    assert refused.status_code == 401
    assert "sub" not in (refused.json or {})
    if attack.refused_with:
        assert refused.json["error"] == attack.refused_with
    assert left_a_trace(logged, "userinfo_refused")
    assert token not in repr(logged)


def test_an_id_token_is_no_access_token(client, code):
    assert client.userinfo(client.exchange(code).json["id_token"]).status_code == 401


# Revocation: RFC 7009


def revoking_in_the_address(client, token):
    headers = {"Authorization": basic(client.settings.oidc_client_id, client.settings.need("oidc_client_secret"))}
    address = f"/connect/revoke?token={token}"
    return client.app.test_client().post(address, headers=headers, base_url=client.settings.digital_id_url)


def test_a_client_can_give_a_token_back(client, code):
    token = client.exchange(code).json["access_token"]
    assert client.userinfo(token).status_code == 200
    assert client.revoke(token, token_type_hint="refresh_token").status_code == 200
    assert client.userinfo(token).status_code == 401


@table(
    ("with the wrong secret", lambda client, token: client.revoke(token, auth=("prakat-gateway", "x")), 401),
    ("without a secret", lambda client, token: client.revoke(token, auth=None, client_id="prakat-gateway"), 401),
    ("without a token", lambda client, token: client.revoke(None), 400),
    ("in the address", revoking_in_the_address, 400),
)
def test_no_token_is_given_back(client, code, attack):
    token = client.exchange(code).json["access_token"]
    assert attack.does(client, token).status_code == attack.refused_with
    assert client.userinfo(token).status_code == 200


def test_a_client_does_not_learn_whether_a_token_exists(client, code):
    made_up, known = client.revoke("x" * 42), client.revoke(client.exchange(code).json["access_token"])
    assert (made_up.status_code, made_up.data) == (known.status_code, known.data) == (200, b"{}")


def test_a_client_does_not_revoke_the_tokens_of_another(client, code, settings, clock):
    token = client.exchange(code).json["access_token"]
    settings = settings.model_copy(update={"oidc_client_id": "another-client"})
    RelyingParty(create_app(settings, clock), settings).revoke(token)
    assert client.userinfo(token).status_code == 200


# ID tokens that come back as hints


def forged(header, claims, key):
    return jwt.encode(header, claims, key, [header["alg"]])


def unsigned(client, claims):
    parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."


def of_a_foreign_key(client, claims):
    return forged({"alg": "ES256"}, claims, ECKey.generate_key("P-256"))


def of_a_foreign_key_under_our_name(client, claims):
    kid = client.get("/connect/jwks").json["keys"][0]["kid"]
    return forged({"alg": "ES256", "kid": kid}, claims, ECKey.generate_key("P-256"))


def by_the_public_key_as_a_password(client, claims):
    public = json.dumps(client.get("/connect/jwks").json["keys"][0])
    return forged({"alg": "HS256"}, claims, OctKey.import_key(public))


def by_the_clients_secret(client, claims):
    return forged({"alg": "HS256"}, claims, OctKey.import_key(client.settings.need("oidc_client_secret")))


def of_an_embedded_key(client, claims):
    key = ECKey.generate_key("P-256")
    return forged({"alg": "ES256", "jwk": key.as_dict(private=False)}, claims, key)


def of_ours_saying(**changed):
    """Signed by our own key, but not what the provider has signed for this client."""

    def does(client, claims):
        key = Keys(Vault(client.settings)).signing(client.app_clock.now)
        return forged({"alg": "ES256", "kid": key.kid}, {**claims, **changed}, key)

    return does


@table(
    ("for another client", of_ours_saying(aud="another"), None),
    ("for several clients", of_ours_saying(aud=["another", "prakat-gateway"]), None),
    ("of another issuer", of_ours_saying(iss="https://evil.example"), None),
    ("unsigned", unsigned, None),
    ("of a foreign key", of_a_foreign_key, None),
    ("of a foreign key under the name of ours", of_a_foreign_key_under_our_name, None),
    ("of a key that it brings along", of_an_embedded_key, None),
    ("with the public key as a password", by_the_public_key_as_a_password, None),
    ("with the client's secret", by_the_clients_secret, None),
    ("that is no token", lambda client, claims: "x", None),
    ("that is three dots", lambda client, claims: "...", None),
    ("with a null byte", lambda client, claims: "\x00", None),
)
def test_nobody_is_signed_out_by_a_hint(browser, client, code, logged, attack):
    claims = client.id_token(client.exchange(code).json["id_token"]).claims
    hint = attack.does(client, claims)
    query = {"id_token_hint": hint, "post_logout_redirect_uri": f"{client.settings.gateway_url}/"}
    page = browser.get(f"/connect/logout?{urlencode(query)}")
    assert (page.status, page.left_for) == (400, None)
    assert browser.is_signed_in(client)
    assert left_a_trace(logged, "sign_out_refused")


def test_the_id_token_of_somebody_else_signs_nobody_out_unasked(browsers, client):
    napa, somchai = browsers(), browsers()
    napa.register("napa")
    page = napa.sign_in(napa.get(client.address()), "napa")
    hint = client.exchange(napa.submit(page, decision="allow").answer["code"]).json["id_token"]
    somchai.register("somchai")
    somchai.sign_in(somchai.get("/sign-in"))
    page = somchai.get(f"/connect/logout?id_token_hint={hint}")
    assert "ต้องการออกจากระบบ Digital ID ใช่หรือไม่" in page.text
    assert somchai.is_signed_in(client)
