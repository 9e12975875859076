"""An officer's own pages: signing in, redeeming a token, the profile."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.agencies import GET_AGENCY, Agency, GetAgency
from contracts.rpc.identity import REDEEM_TOKEN, RedeemToken
from gateway.asking import Ask
from gateway.auth.cookies import local_path
from gateway.auth.guards import PUBLIC, SIGNED_IN, SIGNED_IN_FORM, access_of, session_of
from gateway.errors import STATUS
from gateway.parts import parts_of
from gateway.portal.forms import submitted
from gateway.portal.pages import page
from gateway.routes import Routes

routes = Routes("officers' pages")

SHOWN_AGAIN = (ErrorCode.TOKEN_REFUSED, ErrorCode.TOO_MANY_ATTEMPTS)


@routes.page("GET", "/sign-in", guard=PUBLIC)
async def sign_in_page(request: Request) -> Response:
    """What Digital ID is and what comes next."""
    redeemed = request.query_params.get("redeemed") == "1"
    return await page(
        request, "sign_in.html", next_path=local_path(request.query_params.get("next")), redeemed=redeemed
    )


@routes.page("GET", "/token", guard=SIGNED_IN)
async def token_page(request: Request) -> Response:
    """Where a token is typed in."""
    return await page(request, "token.html", refusal=None)


@routes.page("POST", "/token", guard=SIGNED_IN_FORM)
async def redeem(request: Request, ask: Ask) -> Response:
    """Redeem the token; the officer then signs in again, as the manual tells, and has the role."""
    async with submitted(request) as form:
        token = form.text("token")
    try:
        await ask(REDEEM_TOKEN, RedeemToken(token=token))
    except Refusal as refusal:
        if refusal.code not in SHOWN_AGAIN:
            raise
        return await page(request, "token.html", STATUS[refusal.code], refusal=refusal.on_the_wire())
    parts = parts_of(request)
    await parts.sessions.close(session_of(request))
    response = RedirectResponse("/sign-in?redeemed=1", 303)
    parts.cookies.clear_session(response)
    return response


@routes.page("GET", "/profile", guard=SIGNED_IN)
async def profile_page(request: Request, ask: Ask) -> Response:
    """Who is signed in, with which role where."""
    profile = (await access_of(request)).profile
    agencies: dict[str, Agency] = {}
    for agency_id in {grant.agency_id for grant in profile.grants if grant.agency_id}:
        agencies[agency_id] = await ask(GET_AGENCY, GetAgency(agency_id=agency_id))
    return await page(request, "profile.html", agencies=agencies)
