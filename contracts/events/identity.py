"""What `identity` says. A service that hears of a newer `grants_version` refuses access tokens with an older one."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from contracts.events.envelope import Event, State
from contracts.vocabulary import ClientScope, Role


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

    def concerns(self) -> tuple[str, ...]:
        return (self.grant.officer_id,)


class GrantRevoked(Event):
    TYPE: ClassVar[str] = "prakat.identity.grant_revoked.v1"
    grant: GrantState

    def concerns(self) -> tuple[str, ...]:
        return (self.grant.officer_id,)


class GrantSwitched(Event):
    """The officer acts by this one of their grants from now on."""

    TYPE: ClassVar[str] = "prakat.identity.grant_switched.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the account"
    grant: GrantState


class SignedIn(Event):
    """`session_id` names the session in the officer's list; `device` is browser and system in a few words."""

    TYPE: ClassVar[str] = "prakat.identity.signed_in.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the account"
    officer_id: str
    session_id: str
    issuer: str
    device: str | None = None


class SignedOut(Event):
    """`elsewhere`: the officer closed this session from another one of theirs."""

    TYPE: ClassVar[str] = "prakat.identity.signed_out.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the account"
    officer_id: str
    session_id: str
    device: str | None = None
    elsewhere: bool = False


class SignInsRefused(Event):
    """Sign-ins turned away for one reason in the hour that began at `since`: `count` so far, of which this is the state
    at the time. `issuer` is that of the latest."""

    TYPE: ClassVar[str] = "prakat.identity.sign_ins_refused.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of sign-ins"
    reason: str
    since: datetime
    count: int
    issuer: str | None = None


class DormancyWarned(Event):
    """Nobody has used the account since `unused_since`; unless somebody does, it rests from `suspends_on` at the
    earliest."""

    TYPE: ClassVar[str] = "prakat.identity.dormancy_warned.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the account"
    officer_id: str
    unused_since: datetime
    suspends_on: datetime

    def concerns(self) -> tuple[str, ...]:
        return (self.officer_id,)


class OfficerState(State):
    """`suspended_since` None: what the officer holds holds."""

    id: str
    grants_version: int
    suspended_since: datetime | None = None


class OfficerSuspended(Event):
    TYPE: ClassVar[str] = "prakat.identity.officer_suspended.v1"
    officer: OfficerState

    def concerns(self) -> tuple[str, ...]:
        return (self.officer.id,)


class OfficerReactivated(Event):
    TYPE: ClassVar[str] = "prakat.identity.officer_reactivated.v1"
    officer: OfficerState

    def concerns(self) -> tuple[str, ...]:
        return (self.officer.id,)


class AgencyLeftUnattended(Event):
    """Since this moment no active officer can file at the agency itself. `version` counts its changes of this kind."""

    TYPE: ClassVar[str] = "prakat.identity.agency_left_unattended.v1"
    PUBLIC: ClassVar[str | None] = "for the follow-up by supervising bodies' own systems"
    agency_id: str
    version: int
    since: datetime


class AgencyAttendedAgain(Event):
    """After a time without one, an active officer can file at the agency. (The very first is told by GrantGiven.)"""

    TYPE: ClassVar[str] = "prakat.identity.agency_attended_again.v1"
    PUBLIC: ClassVar[str | None] = "for the follow-up by supervising bodies' own systems"
    agency_id: str
    version: int


class TokenShown(Event):
    """Somebody looked at the number of a token that waits to be redeemed."""

    TYPE: ClassVar[str] = "prakat.identity.token_shown.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the agency"
    token_id: str
    role: Role
    agency_id: str | None


class TokenRevoked(Event):
    TYPE: ClassVar[str] = "prakat.identity.token_revoked.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the agency"
    token_id: str
    role: Role
    agency_id: str | None


class TokensRevoked(Event):
    """`count` tokens that waited to be redeemed have stopped working, because the grant behind them is no more."""

    TYPE: ClassVar[str] = "prakat.identity.tokens_revoked.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the agency"
    grant_id: str
    agency_id: str | None
    count: int


class TokensExported(Event):
    """Somebody took away the numbers of `count` tokens for the role at agencies below this one."""

    TYPE: ClassVar[str] = "prakat.identity.tokens_exported.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the agency"
    agency_id: str
    role: Role
    count: int


class TokenTryRefused(Event):
    """An officer tried a token in vain. `reason`: `not_accepted`, or `held_up` for the first try that came too early.

    Which number it was, and whether it ever was a token, is not told: the officer reads this history.
    """

    TYPE: ClassVar[str] = "prakat.identity.token_try_refused.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the account"
    officer_id: str
    reason: Literal["not_accepted", "held_up"]


class SpentTokenTried(Event):
    """Somebody tried a token of this agency that cannot be redeemed; of each token it is told once a minute.

    `state`: why, for those who look after its tokens.

    `no_authority`: whoever issued it may not give the role there any more. `agency_gone`: there is no such agency now.
    """

    TYPE: ClassVar[str] = "prakat.identity.spent_token_tried.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the agency"
    token_id: str
    role: Role
    agency_id: str | None
    state: Literal["redeemed", "replaced", "revoked", "expired", "no_authority", "agency_gone"]
    officer_id: str


class ClientState(State):
    """A machine client. `version` counts its changes from 1. `has_key`: it signs assertions, it has no secret."""

    id: str
    version: int
    agency_id: str
    name: str
    scopes: tuple[ClientScope, ...]
    addresses: tuple[str, ...]
    has_key: bool
    expires_at: datetime
    old_credentials_until: datetime | None = None
    revoked_at: datetime | None = None


class ClientRegistered(Event):
    TYPE: ClassVar[str] = "prakat.identity.client_registered.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the agency"
    client: ClientState


class ClientCredentialsRotated(Event):
    TYPE: ClassVar[str] = "prakat.identity.client_credentials_rotated.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the agency"
    client: ClientState


class ClientRevoked(Event):
    TYPE: ClassVar[str] = "prakat.identity.client_revoked.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the agency"
    client: ClientState


class ClientRefused(Event):
    """A machine client, or something that called itself one, was turned away. `client_id` None: there is none of that
    name. While it goes on with the same reason from the same address, one in a minute is told."""

    TYPE: ClassVar[str] = "prakat.identity.client_refused.v1"
    PUBLIC: ClassVar[str | None] = "kept for the history of the agency"
    client_id: str | None
    agency_id: str | None
    reason: str
