"""A stranger's Digital ID with real keys. It keeps to the rules of its profile, and lies where a test tells it to."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey
from pydantic import SecretStr

from gateway.auth.issuers import Issuer
from gateway.auth.profiles import hardened

NAME = "สมชาย ใจดี"
SECRET = "the+secret/of the client"
Sign = Callable[["FakeIssuer", dict[str, Any]], str]


class FakeIssuer:
    """`claims` are put into the next ID tokens instead of the true ones (None: left out); `sign` signs them otherwise.
    `answers` are the parameters with which browsers are sent back instead of the true ones."""

    def __init__(self, key: str = "default", profile: str = "standard", host: str = "id.example") -> None:
        self.config = Issuer.model_validate(
            {
                "key": key,
                "issuer": f"https://{host}",
                "client_id": f"prakat at {host}",
                "client_secret": SecretStr(SECRET),
                "profile": profile,
                "name_en": f"{key} ID",
            }
        )
        self.national = profile == "national"
        self.signing_key = ECKey.generate_key("P-256", {"kid": f"key of {host}"})
        self.claims: dict[str, Any] = {}
        self.answers: dict[str, str | None] = {}
        self.described: dict[str, Any] = {}
        self.userinfo: dict[str, Any] | None = None
        self.sign: Sign = properly
        self.asked_at_token_endpoint = 0
        self._codes: dict[str, dict[str, str]] = {}

    @property
    def issuer(self) -> str:
        return self.config.issuer

    def authorize(self, address: str) -> str:
        """What the browser does when it is sent to `address`, the officer signs in, and it is sent back: where to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{self.issuer}/connect/authorize?"), address
        assert asked["client_id"] == self.config.client_id
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_hex(8)
        self._codes[code] = asked
        answers: dict[str, str | None] = {"code": code, "state": asked["state"]}
        if not self.national:
            answers["iss"] = self.issuer
        answers |= self.answers
        return f"{asked['redirect_uri']}?" + urlencode({k: v for k, v in answers.items() if v is not None})

    def __call__(self, request: httpx.Request) -> httpx.Response:
        match request.url.path:
            case "/.well-known/openid-configuration" if not self.national:
                return httpx.Response(200, json=self._description())
            case "/connect/jwks" | "/.well-known/openid-configuration/jwks":
                return httpx.Response(200, json={"keys": [self.signing_key.as_dict(private=False)]})
            case "/connect/token":
                return self._token(request)
            case "/connect/userinfo":
                return httpx.Response(200, json=self.userinfo or {"sub": "person-1", "name": NAME})
        return httpx.Response(404, json={"error": "not_found"})

    def _description(self) -> dict[str, Any]:
        endpoints = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "userinfo_endpoint": "userinfo",
            "end_session_endpoint": "logout",
            "jwks_uri": "jwks",
        }
        return {
            "issuer": self.issuer,
            "authorization_response_iss_parameter_supported": True,
            **{name: f"{self.issuer}/connect/{path}" for name, path in endpoints.items()},
            **self.described,
        }

    def _token(self, request: httpx.Request) -> httpx.Response:
        self.asked_at_token_endpoint += 1
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        asked = self._codes.pop(form.get("code", ""), None)  # a code counts once
        if not self._knows(request.headers.get("authorization", "")):
            return httpx.Response(401, json={"error": "invalid_client"})
        if asked is None or form["redirect_uri"] != asked["redirect_uri"]:
            return httpx.Response(400, json={"error": "invalid_grant"})
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode()
        if challenge.rstrip("=") != asked["code_challenge"]:
            return httpx.Response(400, json={"error": "invalid_grant"})
        access_token = secrets.token_hex(16)
        now = int(time.time())
        true = {
            "iss": self.issuer,
            "aud": self.config.client_id,
            "sub": "person-1",
            "iat": now,
            "exp": now + 300,
            "auth_time": now - 5,
            "nonce": asked["nonce"],
            "sid": "session-at-the-issuer",
            "name": NAME,
            "at_hash": (create_half_hash(access_token, "ES256") or b"").decode(),
        }
        claims = {name: value for name, value in (true | self.claims).items() if value is not None}
        return httpx.Response(200, json={"access_token": access_token, "id_token": self.sign(self, claims)})

    def _knows(self, authorization: str) -> bool:
        scheme, _, encoded = authorization.partition(" ")
        client_id, _, secret = base64.b64decode(encoded).decode().partition(":")
        if self.national:
            return scheme == "Basic" and (client_id, secret) == (self.config.client_id, hardened(SECRET))
        quoted = httpx.QueryParams(f"id={client_id}&secret={secret}")
        return scheme == "Basic" and (quoted["id"], quoted["secret"]) == (self.config.client_id, SECRET)


def properly(issuer: FakeIssuer, claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "ES256", "kid": issuer.signing_key.kid}, claims, issuer.signing_key)


def not_at_all(issuer: FakeIssuer, claims: dict[str, Any]) -> str:
    """`alg=none`, with an empty signature."""
    return f"{_part({'alg': 'none'})}.{_part(claims)}."


def with_the_public_key_as_a_secret(issuer: FakeIssuer, claims: dict[str, Any]) -> str:
    """HS256 with what everybody can read: the classic confusion of algorithms."""
    public = json.dumps(issuer.signing_key.as_dict(private=False), sort_keys=True)
    header = {"alg": "HS256", "kid": issuer.signing_key.kid}
    return jwt.encode(header, claims, OctKey.import_key(public), algorithms=["HS256"])


def with_the_clients_secret(issuer: FakeIssuer, claims: dict[str, Any]) -> str:
    """HS256 with the client secret, which other programs of ours may know."""
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET.ljust(32, "=")), algorithms=["HS256"])


def with_a_foreign_key(issuer: FakeIssuer, claims: dict[str, Any]) -> str:
    """By the right name of the key, but another one."""
    foreign = ECKey.generate_key("P-256", {"kid": issuer.signing_key.kid})
    return jwt.encode({"alg": "ES256", "kid": foreign.kid}, claims, foreign)


def with_a_key_of_its_own_header(issuer: FakeIssuer, claims: dict[str, Any]) -> str:
    """By a key that the token brings along (`jwk`)."""
    own = ECKey.generate_key("P-256", {"kid": "own"})
    return jwt.encode({"alg": "ES256", "jwk": own.as_dict(private=False)}, claims, own)


def and_altered_after(issuer: FakeIssuer, claims: dict[str, Any]) -> str:
    """Signed well, and then the person exchanged."""
    header, _, signature = properly(issuer, claims).split(".")
    return f"{header}.{_part({**claims, 'sub': 'another-person'})}.{signature}"


def _part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def answering(*issuers: FakeIssuer) -> httpx.MockTransport:
    """The internet with these issuers in it."""

    def respond(request: httpx.Request) -> httpx.Response:
        for issuer in issuers:
            if urlsplit(issuer.issuer).netloc == request.url.netloc.decode():
                return issuer(request)
        raise httpx.ConnectError("nobody there", request=request)

    return httpx.MockTransport(respond)
