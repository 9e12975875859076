"""People in front of the Digital ID with a browser, and the client that sent them there."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pyotp
from flask import Flask
from joserfc import jwt
from joserfc.jwk import KeySet
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from chassis.config import Settings
from chassis.mail import KeptMail, kept_mails
from tests.waiting import until

PASSWORD = "ระเบียงดอกแก้ว-2566"


class Clock:
    """The provider's clock. It starts now, since the database sweeps away by its own what is long past."""

    def __init__(self) -> None:
        now = datetime.now(UTC)
        self.now = now.replace(microsecond=now.microsecond // 1000 * 1000)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **time: float) -> None:
        self.now += timedelta(**time)


def a_registration(username: str = "somchai", **changed: str) -> dict[str, str]:
    """The fields of a registration form filled in well."""
    email = changed.get("email", f"{username}@agency.example")
    return {
        "given_name": "สมชาย",
        "family_name": "ใจดี",
        "email": email,
        "email_again": email,
        "username": username,
        "password": PASSWORD,
        "password_again": PASSWORD,
        "citizen_id": "",
        "mobile": "",
        **changed,
    }


@dataclass
class Page:
    """What the browser shows after following redirects; `left_for` is where it was sent outside the Digital ID."""

    response: TestResponse
    address: str
    left_for: str | None = None

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        return self.response.get_data(as_text=True)

    @property
    def answer(self) -> dict[str, str]:
        """The parameters with which the browser was sent back to the client."""
        assert self.left_for is not None, f"still at the Digital ID: {self.status} {self.text}"
        return dict(parse_qsl(urlsplit(self.left_for).query))


class Browser:
    """A browser with cookies of its own. Follows redirects within the Digital ID and stops where it is sent away."""

    def __init__(self, app: Flask, settings: Settings, language: str = "th", **headers: str) -> None:
        """`headers` are sent with every request, as a proxy or an attacker would."""
        self.client = app.test_client()
        self.headers = {"Accept-Language": language, **headers}
        self.origin = settings.digital_id_url

    def get(self, address: str) -> Page:
        return self._go("GET", address)

    def submit(self, page: Page, form_at: str = "", /, **fields: str) -> Page:
        """Send the form on the page (the first one, or the one to that address): its hidden fields, and these."""
        form = re.search(rf'<form method="post" action="({re.escape(form_at)}[^"]*)"', page.text)
        assert form, f"no form to {form_at}: {page.status} {page.text}"
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
        return self._go("POST", form[1].replace("&amp;", "&"), {**hidden, **fields})

    def post(self, address: str, fields: dict[str, str]) -> Page:
        """Send fields that no page of the Digital ID has asked for."""
        return self._go("POST", address, fields)

    def register(self, username: str = "somchai", **changed: str) -> Page:
        return self.submit(self.get("/register"), **a_registration(username, **changed))

    def sign_in(self, page: Page, username: str = "somchai", password: str = PASSWORD) -> Page:
        return self.submit(page, username=username, password=password)

    def sign_in_with_code(self, page: Page, code: str, username: str = "somchai") -> Page:
        """Sign in where a code is asked for as well."""
        return self.submit(self.sign_in(page, username), code=code)

    def steal(self, name: str, value: str) -> None:
        """Have a cookie that belongs to another browser."""
        self.client.set_cookie(name, value, domain=urlsplit(self.origin).hostname or "localhost")

    def is_signed_in(self, client: RelyingParty) -> bool:
        """As the client learns it, without any page being shown."""
        return self.get(client.address(prompt="none")).answer.get("error") != "login_required"

    def cookie(self, name: str = "__Host-digital-id") -> str | None:
        cookie = self.client.get_cookie(name, domain=urlsplit(self.origin).hostname or "")
        return cookie.value if cookie else None

    def _go(self, method: str, address: str, fields: dict[str, str] | None = None) -> Page:
        for _ in range(10):
            response = self.client.open(
                address,
                method=method,
                data=fields,
                base_url=self.origin,
                headers=self.headers,
            )
            location = response.headers.get("Location")
            if location is None:
                return Page(response, address)
            if not location.startswith(("/", self.origin + "/")) or location.startswith("//"):
                return Page(response, address, left_for=location)
            method, address, fields = "GET", location.removeprefix(self.origin), None
        raise AssertionError("redirected in circles")


@dataclass
class RelyingParty:
    """The client of the Digital ID: asks for authorization and exchanges codes."""

    app: Flask
    settings: Settings
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    state: str = "state-of-the-client"
    nonce: str = "nonce-of-the-client"

    @property
    def redirect_uri(self) -> str:
        return f"{self.settings.gateway_url}/auth/callback"

    def request(self, **changed: str | None) -> dict[str, str]:
        """The parameters of an authorization request; None leaves one out."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()
        parameters = {
            "response_type": "code",
            "client_id": self.settings.oidc_client_id,
            "redirect_uri": self.redirect_uri,
            "scope": "openid profile email",
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            **changed,
        }
        return {name: value for name, value in parameters.items() if value is not None}

    def address(self, **changed: str | None) -> str:
        return f"/connect/authorize?{urlencode(self.request(**changed))}"

    def exchange(self, code: str, **changed: Any) -> TestResponse:
        """POST to the token endpoint. `auth` is (id, secret) for HTTP Basic, None for none."""
        auth = changed.pop("auth", (self.settings.oidc_client_id, self.settings.need("oidc_client_secret")))
        headers = Headers({"Authorization": basic(*auth)} if auth else {})
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "code_verifier": self.verifier,
            **changed,
        }
        return self.post_token({name: value for name, value in fields.items() if value is not None}, headers)

    def post_token(self, fields: dict[str, str], headers: Headers | dict[str, str] | None = None) -> TestResponse:
        return self._fetch("POST", "/connect/token", data=fields, headers=headers)

    def revoke(self, token: str | None, **changed: Any) -> TestResponse:
        """POST to the revocation endpoint. `auth` as for exchange."""
        auth = changed.pop("auth", (self.settings.oidc_client_id, self.settings.need("oidc_client_secret")))
        headers = Headers({"Authorization": basic(*auth)} if auth else {})
        fields = {name: value for name, value in {"token": token, **changed}.items() if value is not None}
        return self._fetch("POST", "/connect/revoke", data=fields, headers=headers)

    def userinfo(self, access_token: str) -> TestResponse:
        return self._fetch("GET", "/connect/userinfo", headers={"Authorization": f"Bearer {access_token}"})

    def get(self, address: str) -> TestResponse:
        return self._fetch("GET", address)

    def id_token(self, encoded: str) -> jwt.Token:
        """The ID token, its signature verified against the keys that the provider publishes."""
        return jwt.decode(encoded, KeySet.import_key_set(self.get("/connect/jwks").get_json()), algorithms=["ES256"])

    def _fetch(self, method: str, address: str, **given: Any) -> TestResponse:
        client = self.app.test_client(use_cookies=False)
        return client.open(address, method=method, base_url=self.settings.digital_id_url, **given)


class Mailbox:
    """What the provider has mailed, as the files in which it leaves mails without a mail server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def mails(self) -> list[KeptMail]:
        """The newest first."""
        return kept_mails(self._settings, 100)

    def wait_for(self, count: int) -> KeptMail:
        """The newest mail as soon as there are that many."""
        return until(lambda: self.mails() if len(self.mails()) >= count else None, f"{count} mails have come")[0]

    def link(self, count: int = 1) -> str:
        """The path of the link in the newest mail as soon as there are that many."""
        found = re.search(rf"{re.escape(self._settings.digital_id_url)}(/reset\?link=\S+)", self.wait_for(count).text)
        assert found, self.mails()[0].text
        return found[1]


class Authenticator:
    """An authenticator app on somebody's telephone, whose clock is the provider's."""

    def __init__(self, clock: Clock, page: Page) -> None:
        """Set up with the key in text on the enrolment page."""
        key = re.search(r"<code>([A-Z2-7 ]+)</code>", page.text)
        assert key, f"no key: {page.status} {page.text}"
        self._totp = pyotp.TOTP(key[1].replace(" ", ""))
        self._clock = clock

    def code(self, steps: int = 0) -> str:
        """The code of now, or of so many steps of 30 seconds later."""
        return self._totp.generate_otp(int(self._clock.now.timestamp()) // 30 + steps)


def basic(username: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()
