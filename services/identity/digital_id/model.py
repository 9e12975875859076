"""What the provider remembers, as values. The methods that start with get_ and is_ are the ones Authlib asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

# Authentication assurance level 1 of the Thai digital identity guideline (ETDA Recommendation 18-2561, after NIST
# SP 800-63B): one factor, here a password.
ACR_PASSWORD = "AAL1"  # noqa: S105 - the name of a level


@dataclass(frozen=True)
class Account:
    """A person who has registered. `id` is the subject that clients see: random, and never used again.

    The citizen id is not kept, only a keyed hash of it, and no digit of it: it is asked so that it can be compared
    with a register one day, and never shown. `mobile` is ten digits. Both are None when they were not given.
    """

    id: str
    username: str
    given_name: str
    family_name: str
    email: str
    password_hash: str
    mobile: str | None = None
    citizen_id_hash: str | None = None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True)
class SignedIn:
    """A browser in which somebody has signed in: who, when they last proved it, and how well."""

    account: Account
    session_id: str
    authenticated_at: datetime
    acr: str


@dataclass(frozen=True)
class IssuedCode:
    """An authorization code. `id` is the hash of the code; `spent` once it was exchanged for a token."""

    id: str
    client_id: str
    account_id: str
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str
    code_challenge_method: str
    authenticated_at: datetime
    acr: str
    expires_at: datetime
    spent: bool = False

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        """Seconds since 1970."""
        return int(self.authenticated_at.timestamp())

    def get_acr(self) -> str:
        return self.acr

    def get_amr(self) -> list[str]:
        """RFC 8176."""
        return ["pwd"]


@dataclass(frozen=True)
class IssuedToken:
    """An access token for the userinfo endpoint. `id` is the hash of the token."""

    id: str
    code_id: str
    client_id: str
    account_id: str
    scope: str
    expires_at: datetime
