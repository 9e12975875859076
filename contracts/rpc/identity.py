"""What `identity` can be asked."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field, SecretStr, field_serializer

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, Role


class BootstrapAdmin(Request):
    """The very first token of a new installation: `dga_admin` for the whole country."""


class OpenSession(Request):
    """A sign-in that the gateway has verified. `issuer` and `subject` identify the person at the Digital ID."""

    issuer: str = Field(max_length=500)
    subject: str = Field(min_length=1, max_length=255)
    name: str = Field(max_length=300)
    email: str | None = Field(None, max_length=320)
    acr: str | None = Field(None, max_length=100)
    auth_time: datetime | None = None


class SessionHandle(Request):
    """The secret in the officer's cookie. Only its hash is stored."""

    session: SecretStr

    @field_serializer("session", when_used="json")
    def _reveal(self, value: SecretStr) -> str:
        return value.get_secret_value()


class GrantView(Reply):
    id: str
    role: Role
    agency_id: str | None


class Profile(Reply):
    officer_id: str
    name: str
    grants: tuple[GrantView, ...]


class Access(Reply):
    """A fresh access token for a session. `expires_at` is when the token ends, `session_expires_at` the session."""

    access_token: str
    expires_at: datetime
    session_expires_at: datetime
    profile: Profile


class OpenedSession(Access):
    session: str


class Done(Reply):
    """Nothing to tell beyond that it is done."""


class RedeemToken(Request):
    """A 15-digit token as typed: Thai digits, spaces and hyphens are accepted."""

    token: SecretStr

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


class RevokeGrant(Request):
    """`agency_id` None: a grant for the whole country."""

    agency_id: str | None
    grant_id: str


class ListUsers(Request):
    """Officers who hold a grant at the agency (None: for the whole country), by name, `after` the cursor of the page
    before."""

    agency_id: str | None
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = None


class AgencyUser(Reply):
    officer_id: str
    name: str
    grant_id: str
    role: Role
    since: datetime


class AgencyUsers(Reply):
    items: tuple[AgencyUser, ...]
    next: str | None


BOOTSTRAP_ADMIN = Operation(
    "identity", "bootstrap_admin", BootstrapAdmin, IssuedToken, Action.OPERATE, changes=True, repeatable=True
)
OPEN_SESSION = Operation(
    "identity", "open_session", OpenSession, OpenedSession, Action.SIGN_IN, changes=True, repeatable=True
)
RENEW_ACCESS = Operation("identity", "renew_access", SessionHandle, Access, Action.SIGN_IN)
CLOSE_SESSION = Operation("identity", "close_session", SessionHandle, Done, Action.SIGN_IN, changes=True)
REDEEM_TOKEN = Operation("identity", "redeem_token", RedeemToken, GrantView, Action.SIGNED_IN, changes=True)
ISSUE_TOKEN = Operation(
    "identity", "issue_token", IssueToken, IssuedToken, Action.ISSUE_TOKEN, changes=True, repeatable=True
)
REVOKE_GRANT = Operation("identity", "revoke_grant", RevokeGrant, Done, Action.MANAGE_USERS, changes=True)
LIST_USERS = Operation("identity", "list_users", ListUsers, AgencyUsers, Action.MANAGE_USERS)
