"""How a machine client asks for access: the token request of RFC 6749 section 4.4, with the three ways to prove itself.

`client_secret_basic`, `client_secret_post` and `private_key_jwt` (RFC 7523), exactly one of them in a request.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from urllib.parse import unquote_plus

from pydantic import SecretStr
from starlette.datastructures import FormData, QueryParams

from contracts.vocabulary import ClientScope

TOKEN_ENDPOINT = "/oauth/token"  # noqa: S105 - an address
METHODS = ("client_secret_basic", "client_secret_post", "private_key_jwt")
SIGNING_ALGORITHMS = ("ES256", "EdDSA", "Ed25519", "PS256", "RS256")
GRANT_TYPE = "client_credentials"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST_SECRET = 512
LONGEST_ASSERTION = 8192
LONGEST_ID = 100


class TokenRefused(Exception):
    """`error` is a code of RFC 6749 section 5.2."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(error)
        self.error = error
        self.description = description
        self.status = status


@dataclass(frozen=True)
class Shown:
    """Who the client says it is, and how it proves it: `secret` or `assertion`."""

    client_id: str
    secret: SecretStr | None = None
    assertion: SecretStr | None = None


@dataclass(frozen=True)
class TokenRequest:
    """`scopes` None: all that the client has."""

    shown: Shown
    scopes: frozenset[ClientScope] | None


def token_request(query: QueryParams, authorization: str | None, form: FormData) -> TokenRequest:
    """Raises TokenRefused for whatever is not such a request."""
    given: dict[str, str] = {}
    for name, value in form.multi_items():
        if name in given or not isinstance(value, str):
            raise TokenRefused("invalid_request", "Send each parameter once, as text.")
        given[name] = value
    if query:
        raise TokenRefused("invalid_request", "Send the parameters in the body, not in the address.")
    if "grant_type" not in given:
        raise TokenRefused("invalid_request", "grant_type is missing.")
    if given["grant_type"] != GRANT_TYPE:
        raise TokenRefused("unsupported_grant_type", f"Only {GRANT_TYPE} is supported.")
    return TokenRequest(_shown(authorization, given), _scopes(given.get("scope")))


def _shown(authorization: str | None, given: dict[str, str]) -> Shown:
    ways = (authorization is not None, "client_secret" in given, "client_assertion" in given)
    if sum(ways) > 1:
        raise TokenRefused("invalid_request", "Prove who you are in one way only.")
    if authorization is not None:
        shown = _basic(authorization)
        if given.get("client_id", shown.client_id) != shown.client_id:
            raise TokenRefused("invalid_request", "The header and the body name different clients.")
    elif "client_assertion" in given:
        shown = _asserted(given)
    elif "client_secret" in given and "client_id" in given:
        shown = Shown(given["client_id"], secret=SecretStr(given["client_secret"]))
    else:
        raise _unknown()
    if not 0 < len(shown.client_id) <= LONGEST_ID:
        raise _unknown()
    if shown.secret is not None and not 0 < len(shown.secret) <= LONGEST_SECRET:
        raise _unknown()
    return shown


def _basic(authorization: str) -> Shown:
    scheme, _, value = authorization.partition(" ")
    try:
        client_id, colon, secret = base64.b64decode(value.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise _unknown() from None
    if scheme.lower() != "basic" or not colon:
        raise _unknown()
    # RFC 6749 section 2.3.1: both were form-encoded before.
    return Shown(unquote_plus(client_id), secret=SecretStr(unquote_plus(secret)))


def _asserted(given: dict[str, str]) -> Shown:
    """The assertion is only read here, to learn whose it is; identity verifies it."""
    assertion = given["client_assertion"]
    if given.get("client_assertion_type") != ASSERTION_TYPE or len(assertion) > LONGEST_ASSERTION:
        raise _unknown()
    try:
        payload = assertion.split(".")[1]
        subject = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["sub"]
    except (IndexError, KeyError, TypeError, ValueError, RecursionError):
        raise _unknown() from None
    if not isinstance(subject, str) or given.get("client_id", subject) != subject:
        raise _unknown()
    return Shown(subject, assertion=SecretStr(assertion))


def _scopes(scope: str | None) -> frozenset[ClientScope] | None:
    if scope is None or not scope.strip():
        return None
    try:
        return frozenset(ClientScope(each) for each in scope.split())
    except ValueError:
        raise TokenRefused("invalid_scope", f"The scopes are {', '.join(ClientScope)}.") from None


def _unknown() -> TokenRefused:
    """The same for whatever is wrong: nobody learns which part was right."""
    return TokenRefused("invalid_client", "The client is not known, or its credentials do not count.", 401)
