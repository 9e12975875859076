"""15-digit tokens (จัดการ Token): issued for a role at an agency, handed out, redeemed once."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field, SecretStr, field_serializer

from contracts.operations import Operation, Reply, Request
from contracts.rpc.identity.sessions import Done, GrantView
from contracts.vocabulary import Action, Role


class BootstrapAdmin(Request):
    """The very first token of a new installation: `dga_admin` for the whole country."""


class RedeemToken(Request):
    """A 15-digit token as typed: Thai digits, spaces and hyphens are accepted.

    `address` is where the request came from, for the throttle; only a keyed hash of it is kept, and not for long.
    """

    token: SecretStr
    address: str | None = Field(None, max_length=60)

    @field_serializer("token", when_used="json")
    def _reveal(self, value: SecretStr) -> str:
        return value.get_secret_value()


class IssueToken(Request):
    """The next token for a role at an agency; an unused earlier one of the same kind stops working."""

    agency_id: str | None
    role: Role


class IssuedToken(Reply):
    id: str
    token: str
    role: Role
    agency_id: str | None
    expires_at: datetime


class TokenState(StrEnum):
    """Of the latest token for a role at an agency. `NONE`: there never was one."""

    LIVE = "live"
    REDEEMED = "redeemed"
    EXPIRED = "expired"
    REVOKED = "revoked"
    NONE = "none"


class ListTokens(Request):
    """One row for each agency and role that the caller may issue tokens for, in Thai order of the agencies' names.

    At the agency alone or, with `under`, at everything below it too; `agency_id` None: the national roles, or with
    `under` the whole country. `role` None: all roles that the caller may give there; at agencies without the national
    ones, which nobody looks for there, unless one is asked for.
    """

    agency_id: str | None
    under: bool = False
    role: Role | None = None
    state: TokenState | None = None
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = None


class TokenRow(Reply):
    """`token_id` is there while the number can be shown, that is while the token is live."""

    agency_id: str | None
    agency_code: str | None
    agency_name_th: str | None
    role: Role
    state: TokenState
    token_id: str | None
    issued_at: datetime | None
    expires_at: datetime | None
    redeemed_at: datetime | None


class TokenRows(Reply):
    items: tuple[TokenRow, ...]
    next: str | None


class TokenAt(Request):
    agency_id: str | None
    token_id: str


class ShownToken(Reply):
    id: str
    token: str
    expires_at: datetime


class IssueTokens(Request):
    """A token for the role at each agency below this one (itself excluded) that has no live one; with `refresh` also
    at those that have."""

    agency_id: str
    role: Role
    refresh: bool = False


class IssuedTokens(Reply):
    """How many were issued, and how many live ones were left as they were."""

    issued: int
    kept: int


class ExportTokens(Request):
    """The live tokens for the role below the agency, with their numbers, by province and Thai name. The history tells
    of every export; each page of it is one entry."""

    agency_id: str
    role: Role
    page_size: int = Field(1000, ge=1, le=2000)
    after: str | None = None


class ExportedToken(Reply):
    agency_id: str
    agency_code: str | None
    lao_code: str | None
    province_code: str | None
    agency_name_th: str
    role: Role
    token: str
    expires_at: datetime


class ExportedTokens(Reply):
    items: tuple[ExportedToken, ...]
    next: str | None


BOOTSTRAP_ADMIN = Operation(
    "identity", "bootstrap_admin", BootstrapAdmin, IssuedToken, Action.OPERATE, changes=True, repeatable=True
)
REDEEM_TOKEN = Operation("identity", "redeem_token", RedeemToken, GrantView, Action.SIGNED_IN, changes=True)
ISSUE_TOKEN = Operation(
    "identity", "issue_token", IssueToken, IssuedToken, Action.ISSUE_TOKEN, changes=True, repeatable=True
)
REVOKE_TOKEN = Operation("identity", "revoke_token", TokenAt, Done, Action.ISSUE_TOKEN, changes=True)
LIST_TOKENS = Operation("identity", "list_tokens", ListTokens, TokenRows, Action.ISSUE_TOKEN)
SHOW_TOKEN = Operation("identity", "show_token", TokenAt, ShownToken, Action.ISSUE_TOKEN, changes=True, repeatable=True)
ISSUE_TOKENS = Operation(
    "identity", "issue_tokens", IssueTokens, IssuedTokens, Action.ISSUE_TOKEN, changes=True, seconds=120
)
EXPORT_TOKENS = Operation(
    "identity",
    "export_tokens",
    ExportTokens,
    ExportedTokens,
    Action.ISSUE_TOKEN,
    changes=True,
    repeatable=True,
    seconds=60,
)
