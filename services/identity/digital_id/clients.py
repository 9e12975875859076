"""The one client of the provider: the gateway, as the settings describe it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from chassis.config import Settings

SCOPES = ("openid", "profile", "email")


@dataclass(frozen=True)
class Client:
    """A confidential client. The methods are those that Authlib asks for."""

    client_id: str
    secret: str = field(repr=False)
    redirect_uri: str
    post_logout_redirect_uri: str
    name_th: str
    name_en: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.redirect_uri)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def client_metadata(self) -> dict[str, Any]:
        return {"post_logout_redirect_uris": [self.post_logout_redirect_uri]}

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        """OpenID Connect Core section 3.1.2.1 requires the redirect URI in every request."""
        return

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """The part of the scope that exists, in our order; None (refused) without `openid`."""
        asked = (scope or "").split()
        return " ".join(known for known in SCOPES if known in asked) if "openid" in asked else None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Exactly the registered one: RFC 9700 section 2.1."""
        return redirect_uri == self.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        return secrets.compare_digest(client_secret.encode(), self.secret.encode())

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in ("client_secret_basic", "client_secret_post")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


def gateway_client(settings: Settings) -> Client:
    gateway = settings.gateway_url.rstrip("/")
    return Client(
        client_id=settings.oidc_client_id,
        secret=settings.need("oidc_client_secret"),
        redirect_uri=f"{gateway}/auth/callback",
        post_logout_redirect_uri=f"{gateway}/",
        name_th="ระบบประกาศ (Prakat)",
        name_en="Prakat",
    )
