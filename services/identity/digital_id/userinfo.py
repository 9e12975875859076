"""What a client may learn about who signed in, with the access token that it got: OpenID Connect Core section 5.3."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from authlib.integrations.flask_oauth2 import ResourceProtector
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oidc.core import UserInfo, UserInfoEndpoint

from services.identity.digital_id.clients import Client
from services.identity.digital_id.model import Account, IssuedToken
from services.identity.digital_id.store import issued, people
from services.identity.digital_id.vault import hash_of

CLAIMS = ("sub", "name", "given_name", "family_name", "preferred_username", "email")


def userinfo_endpoint(client: Client, clock: Callable[[], datetime]) -> UserInfoEndpoint:
    protector = ResourceProtector()
    protector.register_token_validator(_Tokens(client, clock))
    return _UserInfo(resource_protector=protector)


class _UserInfo(UserInfoEndpoint):  # type: ignore[misc]
    def generate_user_info(self, account: Account, scope: str) -> UserInfo:
        """The claims of CLAIMS that the scope covers."""
        return UserInfo(
            sub=account.id,
            name=account.name,
            given_name=account.given_name,
            family_name=account.family_name,
            preferred_username=account.username,
            email=account.email,
        ).filter(scope)


class _Token:
    """An access token with whom it belongs to, as Authlib asks for it."""

    def __init__(self, token: IssuedToken, client: Client, account: Account) -> None:
        self.scope = token.scope
        self._client = client
        self._account = account

    def get_scope(self) -> str:
        return self.scope

    def get_client(self) -> Client:
        return self._client

    def get_user(self) -> Account:
        return self._account

    def is_expired(self) -> bool:
        """Never: what has expired the store does not find."""
        return False

    def is_revoked(self) -> bool:
        """Never: what is revoked is deleted."""
        return False


class _Tokens(BearerTokenValidator):  # type: ignore[misc]
    def __init__(self, client: Client, clock: Callable[[], datetime]) -> None:
        super().__init__(realm="userinfo")
        self._client = client
        self._clock = clock

    def authenticate_token(self, token_string: str) -> _Token | None:
        token = issued.token(hash_of(token_string), self._clock())
        account = people.account(token.account_id) if token else None
        if token is None or account is None or token.credentials != account.credentials:
            return None
        return _Token(token, self._client, account)
