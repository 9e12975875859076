"""Signing in and out."""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.errors import ErrorCode, Refusal
from gateway.auth import csrf
from gateway.auth.cookies import SignIn, local_path
from gateway.auth.guards import PUBLIC, SIGNED_IN_FORM, session_of
from gateway.languages import language_of
from gateway.parts import Parts, parts_of
from gateway.routes import Routes

routes = Routes("sign-in")

WITHOUT_A_ROLE = "/token"


@routes.page("GET", "/auth/sign-in", guard=PUBLIC)
async def begin_sign_in(request: Request) -> Response:
    """Send the browser to the Digital ID. `?next=` is a path of this site to come back to."""
    parts = parts_of(request)
    sign_in = SignIn.begin(local_path(request.query_params.get("next")))
    response = RedirectResponse(await parts.digital_id.sign_in_url(sign_in, language_of(request)), 303)
    parts.cookies.set_sign_in(response, sign_in)
    response.headers["Cache-Control"] = "no-store"
    return response


@routes.page("GET", "/auth/callback", guard=PUBLIC)
async def complete_sign_in(request: Request) -> Response:
    """Where the Digital ID sends the browser back to.

    Raises Refusal CONSENT_REFUSED when the officer declined, SIGN_IN_FAILED for whatever does not fit.
    """
    parts = parts_of(request)
    sign_in = parts.cookies.sign_in(request)
    given = request.query_params
    if sign_in is None or not hmac.compare_digest(sign_in.state.encode(), given.get("state", "").encode()):
        raise Refusal(ErrorCode.SIGN_IN_FAILED)
    if given.get("iss", parts.settings.digital_id_url) != parts.settings.digital_id_url:
        raise Refusal(ErrorCode.SIGN_IN_FAILED)
    if given.get("error") == "access_denied":
        raise Refusal(ErrorCode.CONSENT_REFUSED)
    code = given.get("code")
    if given.get("error") or not code:
        raise Refusal(ErrorCode.SIGN_IN_FAILED)
    opened = await parts.sessions.open(await parts.digital_id.who(code, sign_in))
    target = sign_in.next if opened.profile.grants or sign_in.next != "/" else WITHOUT_A_ROLE
    response = RedirectResponse(target, 303)
    parts.cookies.clear_sign_in(response)
    parts.cookies.set_session(response, opened.session)
    response.headers["Cache-Control"] = "no-store"
    return response


@routes.page("POST", "/auth/sign-out", guard=SIGNED_IN_FORM)
async def sign_out(request: Request) -> Response:
    """End the session. From a form with its hidden token, or from a program with the header."""
    parts = parts_of(request)
    session = session_of(request)
    async with request.form() as form:
        csrf.check_token(request, session, form.get(csrf.FIELD) or request.headers.get(csrf.HEADER))
    await parts.sessions.close(session)
    response = RedirectResponse(await _sign_out_of_digital_id(parts), 303)
    parts.cookies.clear_session(response)
    return response


async def _sign_out_of_digital_id(parts: Parts) -> str:
    """Where the Digital ID offers to end its own session too; the home page when it cannot be asked."""
    home = f"{parts.settings.gateway_url.rstrip('/')}/"
    try:
        return await parts.digital_id.sign_out_url(home) or "/"
    except Refusal:
        return "/"
