"""What happened to an account: sign-ins, refusals, grants, tokens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action


class ReadMyHistory(Request):
    """The caller's own account, the latest first."""

    page_size: int = Field(50, ge=1, le=200)
    after: str | None = None


class ReadAccountHistory(Request):
    """The account of an officer who holds (or held) a role at the agency or below it, as far as it concerns agencies
    within the caller's reach; sign-ins always do."""

    agency_id: str | None
    officer_id: str
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = None


class AccountEntry(Reply):
    """`type` is the event's ("prakat.identity.signed_in.v1"); `details` are the parts of it that a person can read."""

    at: datetime
    type: str
    actor_name: str
    agency_id: str | None = None
    agency_name_th: str | None = None
    details: Mapping[str, str | int | None] = Field(default_factory=dict)


class AccountHistory(Reply):
    items: tuple[AccountEntry, ...]
    next: str | None


READ_MY_HISTORY = Operation("identity", "read_my_history", ReadMyHistory, AccountHistory, Action.SIGNED_IN)
READ_ACCOUNT_HISTORY = Operation(
    "identity", "read_account_history", ReadAccountHistory, AccountHistory, Action.MANAGE_USERS
)
