"""Signing in and out: sessions, and the access token that each request of a session gets."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field, SecretStr, field_serializer

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, Role


class OpenSession(Request):
    """A sign-in that the gateway has verified. `issuer` and `subject` identify the person at the Digital ID.

    `device` is for the officer's own list of sessions: browser and system in a few words ("Chrome, Windows").
    `issuer_session` is the Digital ID's own name for its session (`sid`), if it gave one.
    """

    issuer: str = Field(max_length=500)
    subject: str = Field(min_length=1, max_length=255)
    name: str = Field(max_length=300)
    email: str | None = Field(None, max_length=320)
    acr: str | None = Field(None, max_length=100)
    auth_time: datetime | None = None
    device: str | None = Field(None, max_length=100)
    issuer_session: str | None = Field(None, max_length=255)


class SessionHandle(Request):
    """The secret in the officer's cookie. Only its hash is stored."""

    session: SecretStr

    @field_serializer("session", when_used="json")
    def _reveal(self, value: SecretStr) -> str:
        return value.get_secret_value()


class GrantView(Reply):
    """A role at an agency (None: in the whole country)."""

    id: str
    role: Role
    agency_id: str | None


class Profile(Reply):
    """Who is signed in. `acting` is the grant whose rights hold now, one of `grants`; None: none at all.

    `suspended_since`: the account was suspended because nobody used it; its grants rest until somebody who manages
    users of one of its agencies reactivates it.
    """

    officer_id: str
    name: str
    grants: tuple[GrantView, ...]
    acting: GrantView | None = None
    suspended_since: datetime | None = None


class Access(Reply):
    """A fresh access token for one request. `session_expires_at` is when the session ends if nothing more happens."""

    access_token: str
    expires_at: datetime
    session_expires_at: datetime
    profile: Profile


class OpenedSession(Access):
    session: str


class Done(Reply):
    """Nothing to tell beyond that it is done."""


class SignInRefused(Request):
    """A sign-in that the gateway turned away, for the history. `reason` is one of the gateway's own words ("state",
    "nonce", "signature", "audience", "code", "consent", ...), never something that came with the request."""

    reason: str = Field(pattern=r"^[a-z_]{1,40}$")
    issuer: str | None = Field(None, max_length=500)


class ListSessions(SessionHandle):
    """The officer's open sessions, the latest first. The handle tells which of them is asking."""


class OpenSessionView(Reply):
    """`id` names the session in lists and opens nothing."""

    id: str
    device: str | None
    opened_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    current: bool


class OpenSessions(Reply):
    items: tuple[OpenSessionView, ...]


class CloseOtherSessions(SessionHandle):
    """Sign out elsewhere: the session with this id, or (None) all of the officer's sessions except this one."""

    session_id: str | None = None


class ClosedSessions(Reply):
    closed: int


OPEN_SESSION = Operation(
    "identity", "open_session", OpenSession, OpenedSession, Action.SIGN_IN, changes=True, repeatable=True
)
RENEW_ACCESS = Operation("identity", "renew_access", SessionHandle, Access, Action.SIGN_IN)
CLOSE_SESSION = Operation("identity", "close_session", SessionHandle, Done, Action.SIGN_IN, changes=True)
NOTE_SIGN_IN_REFUSED = Operation(
    "identity", "note_sign_in_refused", SignInRefused, Done, Action.SIGN_IN, changes=True, repeatable=True
)
LIST_SESSIONS = Operation("identity", "list_sessions", ListSessions, OpenSessions, Action.SIGNED_IN)
CLOSE_OTHER_SESSIONS = Operation(
    "identity", "close_other_sessions", CloseOtherSessions, ClosedSessions, Action.SIGNED_IN, changes=True
)
