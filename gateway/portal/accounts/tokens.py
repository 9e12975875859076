"""จัดการ Token: one row for each agency and role; issued, shown, refreshed, withdrawn, and handed out as a list."""

from __future__ import annotations

from typing import Annotated

import segno
from fastapi import Query
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.rpc.agencies import GET_AGENCY, GetAgency
from contracts.rpc.identity.tokens import (
    ISSUE_TOKEN,
    ISSUE_TOKENS,
    LIST_TOKENS,
    REVOKE_TOKEN,
    SHOW_TOKEN,
    IssuedToken,
    IssueToken,
    IssueTokens,
    ListTokens,
    ShownToken,
    TokenAt,
    TokenState,
)
from contracts.vocabulary import Role
from gateway.asking import Ask, Asking
from gateway.auth.guards import OFFICER, OFFICER_FORM
from gateway.exports.lines import grouped
from gateway.exports.token_list import TokenListFormat, token_list
from gateway.languages import language_of
from gateway.parts import parts_of
from gateway.portal.accounts.filters import Under, role_asked
from gateway.portal.choosing import chosen, with_query
from gateway.portal.forms import submitted
from gateway.portal.officer_pages import officer_page
from gateway.routes import Routes

routes = Routes("token pages")

TOKENS = "/accounts/tokens"


@routes.page("GET", TOKENS, guard=OFFICER)
async def tokens_page(
    request: Request,
    ask: Ask,
    under: Under = "",
    role: str = "",
    state: str = "",
    after: Annotated[str | None, Query(max_length=1000)] = None,
) -> Response:
    """How the latest token for each agency and role stands."""
    at = await chosen(request, ask)
    asked = ListTokens(
        agency_id=at.id,
        under=bool(under),
        role=role_asked(role),
        state=TokenState(state) if state in list(TokenState) else None,
        after=after,
    )
    rows = await ask(LIST_TOKENS, asked)
    return await officer_page(
        request,
        "accounts/tokens.html",
        "accounts",
        at=at,
        rows=rows,
        asked=asked,
        next_page=with_query(request, after=rows.next) if rows.next else None,
        done=request.query_params.get("done"),
        count=request.query_params.get("count", ""),
        kept=request.query_params.get("kept", ""),
    )


@routes.page("POST", TOKENS, guard=OFFICER_FORM)
async def issue_token(request: Request, ask: Ask) -> Response:
    """Issue the next token (Refresh), and show its number."""
    async with submitted(request) as form:
        asked = IssueToken(agency_id=form.text("agency") or None, role=form.one_of("role", Role))
    issued = await ask(ISSUE_TOKEN, asked)
    return await _number_page(request, ask, issued, asked.agency_id, asked.role)


@routes.page("POST", f"{TOKENS}/shown", guard=OFFICER_FORM)
async def show_token(request: Request, ask: Ask) -> Response:
    """Show the number of a live token. The history tells of it."""
    async with submitted(request) as form:
        asked = TokenAt(agency_id=form.text("agency") or None, token_id=form.text("token_id"))
        role = form.one_of("role", Role)
    shown = await ask(SHOW_TOKEN, asked)
    return await _number_page(request, ask, shown, asked.agency_id, role)


@routes.page("POST", f"{TOKENS}/withdrawn", guard=OFFICER_FORM)
async def withdraw_token(request: Request, ask: Ask) -> Response:
    """Withdraw a live token."""
    async with submitted(request) as form:
        asked = TokenAt(agency_id=form.text("agency") or None, token_id=form.text("token_id"))
    await ask(REVOKE_TOKEN, asked)
    return RedirectResponse(f"{TOKENS}?agency={asked.agency_id or ''}&done=withdrawn", 303)


@routes.page("POST", f"{TOKENS}/batch", guard=OFFICER_FORM)
async def issue_tokens(request: Request, ask: Ask) -> Response:
    """Issue a token for a role at each agency below that has no live one."""
    async with submitted(request) as form:
        asked = IssueTokens(
            agency_id=form.text("agency"), role=form.one_of("role", Role), refresh=bool(form.text("refresh"))
        )
    made = await ask(ISSUE_TOKENS, asked)
    query = f"agency={asked.agency_id}&under=1&role={asked.role}&done=batch&count={made.issued}&kept={made.kept}"
    return RedirectResponse(f"{TOKENS}?{query}", 303)


@routes.page("POST", f"{TOKENS}/list", guard=OFFICER_FORM)
async def export_tokens(request: Request, ask: Ask) -> Response:
    """The live tokens for a role below an agency as a file: CSV, XLSX, or slips with QR codes to print."""
    async with submitted(request) as form:
        agency_id, role = form.text("agency"), form.one_of("role", Role)
        kind = form.text("format")
    form_asked = TokenListFormat(kind) if kind in list(TokenListFormat) else TokenListFormat.CSV
    gateway_url = parts_of(request).settings.gateway_url
    return await token_list(ask, agency_id, role, form_asked, gateway_url, language_of(request))


async def _number_page(
    request: Request, ask: Asking, token: IssuedToken | ShownToken, agency_id: str | None, role: Role
) -> Response:
    agency = await ask(GET_AGENCY, GetAgency(agency_id=agency_id)) if agency_id else None
    link = f"{parts_of(request).settings.gateway_url.rstrip('/')}/token#{token.token}"
    return await officer_page(
        request,
        "accounts/token_number.html",
        "accounts",
        scripts=("copy.js",),
        agency=agency,
        role=role,
        number=grouped(token.token),
        expires_at=token.expires_at,
        picture=_picture(link),
        back=f"{TOKENS}?agency={agency_id or ''}",
    )


def _picture(link: str) -> Markup:
    """The QR code that opens the page on which the token is redeemed."""
    return Markup(segno.make(link, error="m").svg_inline(scale=4, border=2))  # noqa: S704  # segno draws it
