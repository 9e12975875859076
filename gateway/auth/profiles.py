"""In what issuers differ: where they are asked, how we prove who we are, how they name people and the way out.

`Standard` is OpenID Connect as published. `National` has the habits of the national provider as two public integrations
report them (domain page, section 4); nobody has verified them, so it is off unless an issuer is configured with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol
from urllib.parse import quote, urljoin

import httpx

from gateway.auth.issuers import Issuer

Fetch = Callable[[str], Awaitable[Mapping[str, Any]]]


class Profile(Protocol):
    """`logout_back` is the name of the parameter that tells where to go after signing out there."""

    logout_back: str

    async def description(self, issuer: Issuer, fetch: Fetch) -> Mapping[str, Any]:
        """The issuer's metadata, by the names of OpenID Connect Discovery."""

    def credentials(self, issuer: Issuer) -> httpx.BasicAuth:
        """How we prove at the token endpoint who we are."""

    def subject(self, claims: Mapping[str, Any]) -> object:
        """What names the person, for ever and at this issuer only."""


class Standard:
    logout_back = "post_logout_redirect_uri"

    async def description(self, issuer: Issuer, fetch: Fetch) -> Mapping[str, Any]:
        return await fetch(f"{issuer.issuer.rstrip('/')}/.well-known/openid-configuration")

    def credentials(self, issuer: Issuer) -> httpx.BasicAuth:
        # RFC 6749 section 2.3.1: both are form-encoded before they go into the header.
        secret = issuer.client_secret.get_secret_value()
        return httpx.BasicAuth(quote(issuer.client_id, safe=""), quote(secret, safe=""))

    def subject(self, claims: Mapping[str, Any]) -> object:
        return claims.get("sub")


class National:
    logout_back = "post_logout_redirect_url"

    async def description(self, issuer: Issuer, fetch: Fetch) -> Mapping[str, Any]:
        """It is not asked to describe itself: the endpoints are configured, and lie below /connect/ if they are not."""
        base = issuer.issuer.rstrip("/") + "/"
        listed = {name: urljoin(base, path.lstrip("/")) for name, path in issuer.endpoints.model_dump().items()}
        return {"issuer": issuer.issuer, **listed}

    def credentials(self, issuer: Issuer) -> httpx.BasicAuth:
        return httpx.BasicAuth(issuer.client_id, hardened(issuer.client_secret.get_secret_value()))

    def subject(self, claims: Mapping[str, Any]) -> object:
        return claims.get("user_id") or claims.get("sub")


def hardened(secret: str) -> str:
    """The client secret as the national provider wants it sent: MD5 of it with "EGA" behind, seven times over."""
    for _ in range(7):
        secret = hashlib.md5(f"{secret}EGA".encode(), usedforsecurity=False).hexdigest()
    return secret


PROFILES: Mapping[str, Profile] = {"standard": Standard(), "national": National()}
