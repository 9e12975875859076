"""จัดการรายละเอียดผู้ใช้งาน: who holds which role where; changed, removed and reactivated; what happened to an account."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.rpc.identity.account_history import READ_ACCOUNT_HISTORY, ReadAccountHistory
from contracts.rpc.identity.granting import (
    CHANGE_ROLE,
    LIST_UNATTENDED,
    LIST_USERS,
    REACTIVATE_OFFICER,
    REVOKE_GRANT,
    ChangeRole,
    GrantAt,
    ListUnattended,
    ListUsers,
)
from contracts.vocabulary import Role
from gateway.asking import Ask
from gateway.auth.guards import OFFICER, OFFICER_FORM
from gateway.portal.accounts.filters import Under, role_asked
from gateway.portal.choosing import chosen, with_query
from gateway.portal.forms import Form, submitted
from gateway.portal.officer_pages import officer_page
from gateway.routes import Routes

routes = Routes("user pages")

USERS = "/accounts/users"

After = Annotated[str | None, Query(max_length=1000)]


@routes.page("GET", USERS, guard=OFFICER)
async def users_page(
    request: Request,
    ask: Ask,
    under: Under = "",
    role: str = "",
    q: Annotated[str, Query(max_length=100)] = "",
    suspended: str = "",
    after: After = None,
) -> Response:
    """The officers of an agency and their roles there."""
    at = await chosen(request, ask)
    asked = ListUsers(
        agency_id=at.id,
        under=bool(under),
        role=role_asked(role),
        query=q.strip() or None,
        suspended=True if suspended else None,
        after=after,
    )
    rows = await ask(LIST_USERS, asked)
    return await officer_page(
        request,
        "accounts/users.html",
        "accounts",
        at=at,
        rows=rows,
        asked=asked,
        next_page=with_query(request, after=rows.next) if rows.next else None,
        done=request.query_params.get("done"),
    )


@routes.page("POST", f"{USERS}/role", guard=OFFICER_FORM)
async def change_role(request: Request, ask: Ask) -> Response:
    """Give the holder another role at the same agency instead."""
    async with submitted(request) as form:
        grant, place = _grant(form), _place(form)
        role = form.one_of("role", Role)
    await ask(CHANGE_ROLE, ChangeRole(agency_id=grant.agency_id, grant_id=grant.grant_id, role=role))
    return RedirectResponse(f"{USERS}?{place}&done=role", 303)


@routes.page("POST", f"{USERS}/removal", guard=OFFICER_FORM)
async def remove_user(request: Request, ask: Ask) -> Response:
    """Take the role away; asked once more before that is done."""
    async with submitted(request) as form:
        grant, place = _grant(form), _place(form)
        if not form.text("confirmed"):
            return await officer_page(
                request,
                "accounts/removal.html",
                "accounts",
                grant=grant,
                list_at=place,
                here=form.text("here"),
                name=form.text("name"),
                role=form.one_of("role_held", Role),
                agency_name=form.text("agency_name"),
            )
    await ask(REVOKE_GRANT, grant)
    return RedirectResponse(f"{USERS}?{place}&done=removed", 303)


@routes.page("POST", f"{USERS}/reactivation", guard=OFFICER_FORM)
async def reactivate(request: Request, ask: Ask) -> Response:
    """Let a suspended officer, who holds this grant, work again."""
    async with submitted(request) as form:
        grant, place = _grant(form), _place(form)
    await ask(REACTIVATE_OFFICER, grant)
    return RedirectResponse(f"{USERS}?{place}&done=reactivated", 303)


@routes.page("GET", f"{USERS}/unattended", guard=OFFICER)
async def unattended_page(request: Request, ask: Ask, after: After = None) -> Response:
    """Agencies at which no active officer can file."""
    at = await chosen(request, ask)
    rows = await ask(LIST_UNATTENDED, ListUnattended(agency_id=at.id, after=after))
    next_page = with_query(request, after=rows.next) if rows.next else None
    return await officer_page(request, "accounts/unattended.html", "accounts", at=at, rows=rows, next_page=next_page)


@routes.page("GET", f"{USERS}/{{officer_id}}/history", guard=OFFICER)
async def account_history_page(officer_id: str, request: Request, ask: Ask, after: After = None) -> Response:
    """What happened to an officer's account, as far as it concerns agencies within reach."""
    at = await chosen(request, ask)
    asked = ReadAccountHistory(agency_id=at.id, officer_id=officer_id, after=after)
    rows = await ask(READ_ACCOUNT_HISTORY, asked)
    next_page = with_query(request, after=rows.next) if rows.next else None
    return await officer_page(request, "accounts/history.html", "accounts", at=at, rows=rows, next_page=next_page)


def _grant(form: Form) -> GrantAt:
    return GrantAt(agency_id=form.text("agency") or None, grant_id=form.text("grant_id"))


def _place(form: Form) -> str:
    """Which list the officer came from, as a query."""
    under = "&under=1" if form.text("under") else ""
    return f"agency={form.text('here') if form.text('here').replace('-', '').isalnum() else ''}{under}"
