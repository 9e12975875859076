"""What `identity` says. A service that hears of a newer `grants_version` refuses access tokens with an older one."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from contracts.events.envelope import Event, State
from contracts.vocabulary import Role


class GrantState(State):
    id: str
    officer_id: str
    role: Role
    agency_id: str | None
    grants_version: int


class TokenIssued(Event):
    TYPE: ClassVar[str] = "prakat.identity.token_issued.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the agency"
    token_id: str
    role: Role
    agency_id: str | None
    expires_at: datetime


class TokenRedeemed(Event):
    TYPE: ClassVar[str] = "prakat.identity.token_redeemed.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the agency"
    token_id: str
    officer_id: str
    role: Role
    agency_id: str | None


class GrantGiven(Event):
    TYPE: ClassVar[str] = "prakat.identity.grant_given.v1"
    grant: GrantState


class GrantRevoked(Event):
    TYPE: ClassVar[str] = "prakat.identity.grant_revoked.v1"
    grant: GrantState
