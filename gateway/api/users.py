"""Officers who hold a role at an agency."""

from __future__ import annotations

from contracts.errors import ErrorCode
from contracts.rpc.identity import LIST_USERS, REVOKE_GRANT, AgencyUser, ListUsers, RevokeGrant
from gateway.api.fields import AgencyId, GrantId
from gateway.api.paging import Page, PageAsked
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN

routes = Resource("users")


@routes.read(
    "/agencies/{agency_id}/users",
    guard=SIGNED_IN,
    reply=Page[AgencyUser],
    refuses=(ErrorCode.AGENCY_UNKNOWN,),
)
async def list_users(agency_id: AgencyId, page: PageAsked, ask: Ask) -> Page[AgencyUser]:
    """The officers of an agency and their roles there."""
    found = await ask(LIST_USERS, ListUsers(agency_id=agency_id, page_size=page.page_size, after=page.after))
    return Page(items=found.items, next=page.next(found.next))


@routes.remove("/agencies/{agency_id}/grants/{grant_id}", guard=SIGNED_IN, refuses=(ErrorCode.NOT_FOUND,))
async def revoke_grant(agency_id: AgencyId, grant_id: GrantId, ask: Ask) -> None:
    """Take a role at the agency away from an officer."""
    await ask(REVOKE_GRANT, RevokeGrant(agency_id=agency_id, grant_id=grant_id))


@routes.read("/national-users", guard=SIGNED_IN, reply=Page[AgencyUser])
async def list_national_users(page: PageAsked, ask: Ask) -> Page[AgencyUser]:
    """The officers whose role reaches the whole country."""
    found = await ask(LIST_USERS, ListUsers(agency_id=None, page_size=page.page_size, after=page.after))
    return Page(items=found.items, next=page.next(found.next))


@routes.remove("/national-grants/{grant_id}", guard=SIGNED_IN, refuses=(ErrorCode.NOT_FOUND,))
async def revoke_national_grant(grant_id: GrantId, ask: Ask) -> None:
    """Take a role in the whole country away from an officer."""
    await ask(REVOKE_GRANT, RevokeGrant(agency_id=None, grant_id=grant_id))
