"""Officers who hold a role at an agency (จัดการรายละเอียดผู้ใช้งาน), and agencies that nobody looks after."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from contracts.errors import ErrorCode
from contracts.rpc.identity.account_history import READ_ACCOUNT_HISTORY, AccountEntry, ReadAccountHistory
from contracts.rpc.identity.granting import (
    CHANGE_ROLE,
    LIST_UNATTENDED,
    LIST_USERS,
    REACTIVATE_OFFICER,
    REVOKE_GRANT,
    AgencyUser,
    ChangeRole,
    GrantAt,
    ListUnattended,
    ListUsers,
    UnattendedAgency,
)
from contracts.rpc.identity.sessions import GrantView
from contracts.vocabulary import Role
from gateway.api.fields import AgencyId, GrantId, OfficerId, Under
from gateway.api.paging import Page, PageAsked, Paging
from gateway.api.resource import Resource
from gateway.asking import Ask, Asking
from gateway.auth.guards import SIGNED_IN

routes = Resource("users")

RoleAsked = Annotated[Role | None, Query(description="Only holders of this role.")]
NameAsked = Annotated[str | None, Query(max_length=100, description="The beginning of a word of the name.")]
SuspendedAsked = Annotated[bool | None, Query(description="Only suspended accounts, or only the others.")]


class NewRole(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: Role = Field(description="The role instead.", examples=["service_point_officer"])


@routes.read(
    "/agencies/{agency_id}/users", guard=SIGNED_IN, reply=Page[AgencyUser], refuses=(ErrorCode.AGENCY_UNKNOWN,)
)
async def list_users(
    agency_id: AgencyId,
    page: PageAsked,
    ask: Ask,
    under: Under = False,
    role: RoleAsked = None,
    query: NameAsked = None,
    suspended: SuspendedAsked = None,
) -> Page[AgencyUser]:
    """The officers of an agency and their roles there."""
    return await _listed(ask, agency_id, page, under, role, query, suspended)


@routes.read("/national-users", guard=SIGNED_IN, reply=Page[AgencyUser])
async def list_national_users(
    page: PageAsked,
    ask: Ask,
    under: Under = False,
    role: RoleAsked = None,
    query: NameAsked = None,
    suspended: SuspendedAsked = None,
) -> Page[AgencyUser]:
    """The officers whose role reaches the whole country; with `under` all officers."""
    return await _listed(ask, None, page, under, role, query, suspended)


@routes.remove("/agencies/{agency_id}/grants/{grant_id}", guard=SIGNED_IN, refuses=(ErrorCode.NOT_FOUND,))
async def revoke_grant(agency_id: AgencyId, grant_id: GrantId, ask: Ask) -> None:
    """Take a role at the agency away from an officer."""
    await ask(REVOKE_GRANT, GrantAt(agency_id=agency_id, grant_id=grant_id))


@routes.remove("/national-grants/{grant_id}", guard=SIGNED_IN, refuses=(ErrorCode.NOT_FOUND,))
async def revoke_national_grant(grant_id: GrantId, ask: Ask) -> None:
    """Take a role in the whole country away from an officer."""
    await ask(REVOKE_GRANT, GrantAt(agency_id=None, grant_id=grant_id))


@routes.create(
    "/agencies/{agency_id}/grants/{grant_id}/role-changes",
    guard=SIGNED_IN,
    reply=GrantView,
    refuses=(ErrorCode.NOT_FOUND,),
)
async def change_role(agency_id: AgencyId, grant_id: GrantId, body: NewRole, ask: Ask) -> GrantView:
    """Give the holder another role at the same agency instead."""
    return await ask(CHANGE_ROLE, ChangeRole(agency_id=agency_id, grant_id=grant_id, role=body.role))


@routes.create(
    "/national-grants/{grant_id}/role-changes", guard=SIGNED_IN, reply=GrantView, refuses=(ErrorCode.NOT_FOUND,)
)
async def change_national_role(grant_id: GrantId, body: NewRole, ask: Ask) -> GrantView:
    """Give the holder another role in the whole country instead."""
    return await ask(CHANGE_ROLE, ChangeRole(agency_id=None, grant_id=grant_id, role=body.role))


@routes.create(
    "/agencies/{agency_id}/grants/{grant_id}/reactivations",
    guard=SIGNED_IN,
    reply=None,
    success=204,
    refuses=(ErrorCode.NOT_FOUND,),
)
async def reactivate_officer(agency_id: AgencyId, grant_id: GrantId, ask: Ask) -> None:
    """Let a suspended officer, who holds this grant, work again."""
    await ask(REACTIVATE_OFFICER, GrantAt(agency_id=agency_id, grant_id=grant_id))


@routes.create(
    "/national-grants/{grant_id}/reactivations",
    guard=SIGNED_IN,
    reply=None,
    success=204,
    refuses=(ErrorCode.NOT_FOUND,),
)
async def reactivate_national_officer(grant_id: GrantId, ask: Ask) -> None:
    """Let a suspended officer, who holds this grant in the whole country, work again."""
    await ask(REACTIVATE_OFFICER, GrantAt(agency_id=None, grant_id=grant_id))


@routes.read(
    "/agencies/{agency_id}/users/{officer_id}/history",
    guard=SIGNED_IN,
    reply=Page[AccountEntry],
    refuses=(ErrorCode.NOT_FOUND,),
)
async def read_account_history(
    agency_id: AgencyId, officer_id: OfficerId, page: PageAsked, ask: Ask
) -> Page[AccountEntry]:
    """What happened to the account of an officer of the agency, the latest first."""
    return await _history(ask, agency_id, officer_id, page)


@routes.read(
    "/national-users/{officer_id}/history", guard=SIGNED_IN, reply=Page[AccountEntry], refuses=(ErrorCode.NOT_FOUND,)
)
async def read_national_account_history(officer_id: OfficerId, page: PageAsked, ask: Ask) -> Page[AccountEntry]:
    """What happened to the account of any officer, the latest first."""
    return await _history(ask, None, officer_id, page)


@routes.read(
    "/agencies/{agency_id}/unattended-agencies",
    guard=SIGNED_IN,
    reply=Page[UnattendedAgency],
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def list_unattended(agency_id: AgencyId, page: PageAsked, ask: Ask) -> Page[UnattendedAgency]:
    """The agencies, this one and all below, at which no active officer can file."""
    return await _unattended(ask, agency_id, page)


@routes.read("/unattended-agencies", guard=SIGNED_IN, reply=Page[UnattendedAgency])
async def list_unattended_in_the_country(page: PageAsked, ask: Ask) -> Page[UnattendedAgency]:
    """The agencies in the whole country at which no active officer can file."""
    return await _unattended(ask, None, page)


async def _listed(
    ask: Asking,
    agency_id: str | None,
    page: Paging,
    under: bool,
    role: Role | None,
    query: str | None,
    suspended: bool | None,
) -> Page[AgencyUser]:
    asked = ListUsers(
        agency_id=agency_id,
        under=under,
        role=role,
        query=query,
        suspended=suspended,
        page_size=page.page_size,
        after=page.after,
    )
    found = await ask(LIST_USERS, asked)
    return Page(items=found.items, next=page.next(found.next))


async def _history(ask: Asking, agency_id: str | None, officer_id: str, page: Paging) -> Page[AccountEntry]:
    asked = ReadAccountHistory(agency_id=agency_id, officer_id=officer_id, page_size=page.page_size, after=page.after)
    found = await ask(READ_ACCOUNT_HISTORY, asked)
    return Page(items=found.items, next=page.next(found.next))


async def _unattended(ask: Asking, agency_id: str | None, page: Paging) -> Page[UnattendedAgency]:
    found = await ask(LIST_UNATTENDED, ListUnattended(agency_id=agency_id, page_size=page.page_size, after=page.after))
    return Page(items=found.items, next=page.next(found.next))
