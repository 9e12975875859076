"""Who holds which role where (จัดการรายละเอียดผู้ใช้งาน), and which agencies nobody looks after."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.rpc.identity.sessions import Done, GrantView
from contracts.vocabulary import Action, Role


class ListUsers(Request):
    """Officers who hold a grant at the agency, or with `under` at it and everything below, in Thai order of names.

    `agency_id` None: for the whole country, with `under` anywhere in it. `query`: the beginning of a word of the name.
    """

    agency_id: str | None
    under: bool = False
    role: Role | None = None
    query: str | None = Field(None, max_length=100)
    suspended: bool | None = None
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = None


class AgencyUser(Reply):
    """A grant with its holder. `last_seen_at`: when the officer last signed in."""

    officer_id: str
    name: str
    grant_id: str
    role: Role
    agency_id: str | None
    agency_name_th: str | None = None
    since: datetime
    last_seen_at: datetime | None = None
    suspended_since: datetime | None = None


class AgencyUsers(Reply):
    items: tuple[AgencyUser, ...]
    next: str | None


class GrantAt(Request):
    """`agency_id` None: a grant for the whole country."""

    agency_id: str | None
    grant_id: str


class ChangeRole(GrantAt):
    """Give the holder another role at the same agency instead. Takes the right to take the one and give the other."""

    role: Role


class ListUnattended(Request):
    """Agencies at or below this one (None: in the whole country) at which no active officer can file, in Thai order of
    names: a grant of a role with the action `file` at the agency itself, held by an officer who is not suspended."""

    agency_id: str | None
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = None


class UnattendedAgency(Reply):
    """`since`: when the last active officer was lost; None: there never was one."""

    agency_id: str
    agency_code: str | None
    name_th: str
    since: datetime | None


class UnattendedAgencies(Reply):
    items: tuple[UnattendedAgency, ...]
    next: str | None


REVOKE_GRANT = Operation("identity", "revoke_grant", GrantAt, Done, Action.MANAGE_USERS, changes=True)
CHANGE_ROLE = Operation("identity", "change_role", ChangeRole, GrantView, Action.MANAGE_USERS, changes=True)
REACTIVATE_OFFICER = Operation("identity", "reactivate_officer", GrantAt, Done, Action.MANAGE_USERS, changes=True)
LIST_USERS = Operation("identity", "list_users", ListUsers, AgencyUsers, Action.MANAGE_USERS)
LIST_UNATTENDED = Operation("identity", "list_unattended", ListUnattended, UnattendedAgencies, Action.READ_FIGURES)
