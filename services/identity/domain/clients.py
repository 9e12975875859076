"""Machine clients: other systems that act for an agency (OAuth 2.0 client credentials, RFC 6749 section 4.4)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from services.identity.domain.addresses import is_within

# Credentials that nobody ever changes are known to too many in the end.
LONGEST = timedelta(days=731)
# What a client opens with its credentials; short, because it is only a convenience against showing them each time.
ACCESS = timedelta(minutes=15)
# The access token of one request, which the gateway fetches right before it.
REQUEST = timedelta(minutes=1)
# How exactly last use is known: a write for each request would tell nobody anything more.
LAST_USED_STEP = timedelta(minutes=1)
SECRET_BYTES = 32
# Rotations within each other's overlap; more would only be a way to keep old secrets alive.
_MOST_CREDENTIALS = 5


class ClientUnknown(Exception):
    """There is no such client at that agency, or it has been revoked."""

    code: ClassVar[str] = "not_found"


class ClientTurnedAway(Exception):
    """One refusal for whatever is wrong. `reason` is for the history of the agency and never leaves the service."""

    code: ClassVar[str] = "client_refused"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class KeyUnfit(Exception):
    """What was given is no public key of a kind that is accepted."""


@dataclass(frozen=True)
class Credential:
    """A secret (its fingerprint is kept) or a public key (JWK as JSON). `until` None: the present one."""

    id: str
    secret: str | None
    public_key: str | None
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return self.until is None or now < self.until


@dataclass(frozen=True)
class Client:
    """A machine client. `addresses` are normal CIDR ranges from which alone it may call; `credentials` the present one
    first. `version` counts its changes from 1."""

    id: str
    version: int
    agency_id: str
    name: str
    scopes: frozenset[str]
    addresses: tuple[str, ...]
    credentials: tuple[Credential, ...]
    registered_by: str
    registered_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

    @property
    def has_key(self) -> bool:
        return self.credentials[0].public_key is not None

    @property
    def old_credentials_until(self) -> datetime | None:
        return max((each.until for each in self.credentials[1:] if each.until is not None), default=None)

    def holding(self, now: datetime) -> tuple[Credential, ...]:
        """The credentials with which it can come in."""
        return tuple(each for each in self.credentials if each.holds(now))

    def ensure_may_call(self, address: str, now: datetime) -> None:
        """Raises ClientTurnedAway when it was revoked, has expired, or calls from where it may not."""
        if self.revoked_at is not None:
            raise ClientTurnedAway("revoked")
        if now >= self.expires_at:
            raise ClientTurnedAway("expired")
        if not is_within(address, self.addresses):
            raise ClientTurnedAway("address")

    def rotated(self, new: Credential, overlap: timedelta, now: datetime) -> Client:
        """With a new credential. Those before it work for `overlap` more, unless they end earlier anyhow; without an
        overlap they end at once, all of them: that is what one does when a secret has become known.

        A rotation that is repeated because its answer was lost does not end the credential that is in use.
        """
        until = now + overlap
        old = [
            replace(each, until=min(each.until or until, until)) for each in self.holding(now) if overlap > timedelta(0)
        ]
        return replace(self, version=self.version + 1, credentials=(new, *old)[:_MOST_CREDENTIALS])

    def revoked(self, now: datetime) -> Client:
        return replace(self, version=self.version + 1, revoked_at=now)

    def with_secret(self, secret: str, now: datetime) -> Credential | None:
        """The credential whose secret this is. All of them are compared, each in constant time."""
        shown = fingerprint(secret)
        found = None
        for each in self.holding(now):
            if each.secret is not None and hmac.compare_digest(each.secret, shown):
                found = each
        return found


@dataclass(frozen=True)
class Asserted:
    """A client's signed assertion that holds. `id` is its `jti`; from `forget_at` on it would be refused anyhow."""

    id: str
    credential: Credential
    forget_at: datetime


@dataclass(frozen=True)
class ClientAccess:
    """What a client opened with its credentials. `credential_id`: with which."""

    client_id: str
    credential_id: str
    scopes: frozenset[str]
    expires_at: datetime


def open_access(client: Client, credential: Credential, scopes: frozenset[str], now: datetime) -> ClientAccess:
    """It ends at the latest with the client and with the credential."""
    ends = [now + ACCESS, client.expires_at, *([credential.until] if credential.until else [])]
    return ClientAccess(client.id, credential.id, scopes, min(ends))


def new_secret(bytes_of_chance: Callable[[int], str]) -> str:
    """`bytes_of_chance(n)` gives n unpredictable bytes as URL-safe text."""
    return bytes_of_chance(SECRET_BYTES)


def fingerprint(secret: str) -> str:
    """What is kept of a secret or an access: a plain SHA-256, because 256 bits of chance cannot be found by trying."""
    return hashlib.sha256(secret.encode()).hexdigest()
