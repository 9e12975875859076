"""An officer's own pages: signing in, redeeming a token, the profile."""

from __future__ import annotations

import asyncio

from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.agencies import GET_AGENCY, Agency, GetAgency
from contracts.rpc.identity.account_history import READ_MY_HISTORY, AccountHistory, ReadMyHistory
from contracts.rpc.identity.profile import SWITCH_GRANT, SwitchGrant
from contracts.rpc.identity.sessions import (
    CLOSE_OTHER_SESSIONS,
    LIST_SESSIONS,
    CloseOtherSessions,
    ListSessions,
    OpenSessions,
)
from contracts.rpc.identity.tokens import REDEEM_TOKEN, RedeemToken
from gateway.asking import Ask, Asking
from gateway.auth.callers import access_of, address_of, session_of
from gateway.auth.cookies import local_path
from gateway.auth.guards import OFFICER, OFFICER_FORM, PUBLIC
from gateway.errors import STATUS
from gateway.parts import parts_of
from gateway.portal.forms import submitted
from gateway.portal.officer_pages import officer_page
from gateway.portal.pages import page
from gateway.routes import Routes

routes = Routes("officers' pages")

SHOWN_AGAIN = (ErrorCode.TOKEN_REFUSED, ErrorCode.TOO_MANY_ATTEMPTS)
SCRIPTS = ("token.js",)
HISTORY = 20
PROFILE = "/profile"


@routes.page("GET", "/sign-in", guard=PUBLIC)
async def sign_in_page(request: Request) -> Response:
    """What Digital ID is and what comes next; which one, where there are several."""
    return await page(
        request,
        "sign_in.html",
        scripts=SCRIPTS,
        next_path=local_path(request.query_params.get("next")),
        redeemed=request.query_params.get("redeemed") == "1",
        issuers=[digital_id.issuer for digital_id in parts_of(request).digital_ids.values()],
    )


@routes.page("GET", "/token", guard=OFFICER)
async def token_page(request: Request) -> Response:
    """Where a token is typed in."""
    return await officer_page(request, "token.html", "profile", scripts=SCRIPTS, refusal=None)


@routes.page("POST", "/token", guard=OFFICER_FORM)
async def redeem(request: Request, ask: Ask) -> Response:
    """Redeem the token; the officer then signs in again, as the manual tells, and has the role."""
    async with submitted(request) as form:
        token = form.text("token")
    try:
        await ask(REDEEM_TOKEN, RedeemToken(token=SecretStr(token), address=address_of(request) or None))
    except Refusal as refusal:
        if refusal.code not in SHOWN_AGAIN:
            raise
        told = refusal.on_the_wire()
        return await officer_page(request, "token.html", "profile", STATUS[refusal.code], scripts=SCRIPTS, refusal=told)
    parts = parts_of(request)
    await parts.sessions.close(session_of(request))
    response = RedirectResponse("/sign-in?redeemed=1", 303)
    parts.cookies.clear_session(response)
    parts.cookies.clear_issuers_session(response)
    return response


@routes.page("GET", PROFILE, guard=OFFICER)
async def profile_page(request: Request, ask: Ask) -> Response:
    """Who is signed in, with which role where, in which places, and what happened to the account."""
    grants = (await access_of(request)).profile.grants
    agency_ids = sorted({grant.agency_id for grant in grants if grant.agency_id})
    sessions, history, *agencies = await asyncio.gather(
        _sessions(request, ask), _history(ask), *(_agency(ask, agency_id) for agency_id in agency_ids)
    )
    return await officer_page(
        request,
        "profile.html",
        "profile",
        agencies=dict(zip(agency_ids, agencies, strict=True)),
        sessions=sessions,
        rows=history,
        done=request.query_params.get("done"),
    )


@routes.page("POST", "/profile/acting-grant", guard=OFFICER_FORM)
async def switch_grant(request: Request, ask: Ask) -> Response:
    """Act by another of one's grants."""
    async with submitted(request) as form:
        grant_id = form.text("grant_id")
    await ask(SWITCH_GRANT, SwitchGrant(session=SecretStr(session_of(request)), grant_id=grant_id))
    return RedirectResponse(f"{PROFILE}?done=switched", 303)


@routes.page("POST", "/profile/sessions", guard=OFFICER_FORM)
async def close_other_sessions(request: Request, ask: Ask) -> Response:
    """Sign out elsewhere: in the place that the form names, or everywhere but here."""
    async with submitted(request) as form:
        session_id = form.text("session_id") or None
    await ask(CLOSE_OTHER_SESSIONS, CloseOtherSessions(session=SecretStr(session_of(request)), session_id=session_id))
    return RedirectResponse(f"{PROFILE}?done=closed", 303)


async def _agency(ask: Asking, agency_id: str) -> Agency:
    return await ask(GET_AGENCY, GetAgency(agency_id=agency_id))


async def _sessions(request: Request, ask: Asking) -> OpenSessions:
    return await ask(LIST_SESSIONS, ListSessions(session=SecretStr(session_of(request))))


async def _history(ask: Asking) -> AccountHistory:
    return await ask(READ_MY_HISTORY, ReadMyHistory(page_size=HISTORY))
