"""What the provider remembers, as values. The methods that start with get_ and is_ are the ones Authlib asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.identity.digital_id.clients import Client

# Authentication assurance level 1 of the Thai digital identity guideline (ETDA Recommendation 18-2561, after NIST
# SP 800-63B): one factor, here a password.
ACR_PASSWORD = "AAL1"  # noqa: S105 - the name of a level
# Level 2 of the same: two factors, here a password and a code from an authenticator app.
ACR_TWO_FACTORS = "AAL2"


@dataclass(frozen=True)
class Account:
    """A person who has registered. `id` is the subject that clients see: random, and never used again.

    The citizen id is not kept, only a keyed hash of it, and no digit of it: it is asked so that it can be compared
    with a register one day, and never shown. `mobile` is ten digits. Both are None when they were not given.

    `credentials` counts how often the account's way to sign in has changed. Sessions, codes and tokens remember the
    number under which they came to be and are worth nothing under another one: so they all end with the one write that
    changes a password, also those that come to be at the same moment.
    """

    id: str
    username: str
    given_name: str
    family_name: str
    email: str
    password_hash: str
    credentials: int = 1
    mobile: str | None = None
    citizen_id_hash: str | None = None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True)
class Proof:
    """How somebody has proved who they are: the level (`acr`) and the methods (`amr`, RFC 8176)."""

    acr: str
    amr: tuple[str, ...]


BY_PASSWORD = Proof(ACR_PASSWORD, ("pwd",))
BY_PASSWORD_AND_CODE = Proof(ACR_TWO_FACTORS, ("pwd", "otp", "mfa"))
# A recovery code is a second secret that one has written down, which RFC 8176 has no word for.
BY_PASSWORD_AND_RECOVERY_CODE = Proof(ACR_TWO_FACTORS, ("pwd", "mfa"))


@dataclass(frozen=True)
class SignedIn:
    """A browser in which somebody has signed in: who, when they last proved it, and how well."""

    account: Account
    session_id: str
    authenticated_at: datetime
    acr: str
    amr: tuple[str, ...]


@dataclass(frozen=True)
class HalfWay:
    """A browser in which the password was right and the code is still to come. `id` is the hash of its cookie."""

    id: str
    account_id: str
    credentials: int
    expires_at: datetime


@dataclass(frozen=True)
class Happening:
    """An entry of an account's history. `what` is a text of texts.py without "history."; `address` where it came from:
    the network address, None for what the provider did by itself."""

    at: datetime
    what: str
    address: str | None


@dataclass(frozen=True)
class IssuedCode:
    """An authorization code. `id` is the hash of the code; `spent` once it was exchanged for a token."""

    id: str
    client_id: str
    account_id: str
    credentials: int
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str
    code_challenge_method: str
    authenticated_at: datetime
    acr: str
    amr: list[str]
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
        return list(self.amr)


@dataclass(frozen=True)
class IssuedToken:
    """An access token for the userinfo endpoint. `id` is the hash of the token."""

    id: str
    code_id: str
    client_id: str
    account_id: str
    credentials: int
    scope: str
    expires_at: datetime

    def check_client(self, client: Client) -> bool:
        return self.client_id == client.client_id
