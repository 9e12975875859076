"""Signing in and out."""

from __future__ import annotations

import contextlib
import hmac

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity.sessions import Profile
from gateway.auth import csrf
from gateway.auth.callers import session_of
from gateway.auth.cookies import SIGN_OUT_PATH, IssuersSession, SignIn, local_path
from gateway.auth.devices import device_of
from gateway.auth.digital_id import DigitalId, SignedIn
from gateway.auth.guards import OFFICER_FORM, PUBLIC
from gateway.auth.issuers import DEFAULT
from gateway.auth.refusals import SignInTurnedAway
from gateway.errors import exit_with
from gateway.languages import language_of
from gateway.parts import Parts, parts_of
from gateway.routes import Routes

routes = Routes("sign-in")

WITHOUT_A_ROLE = "/token"
SUSPENDED = "/profile"


@routes.page("GET", "/auth/sign-in", guard=PUBLIC)
async def begin_sign_in(request: Request) -> Response:
    """Send the browser to a Digital ID: the one that `?issuer=` names, or the first. `?next=` is a path of this site to
    come back to."""
    parts = parts_of(request)
    digital_id = _named(parts, request.query_params.get("issuer") or next(iter(parts.digital_ids)))
    sign_in = SignIn.begin(digital_id.issuer.key, local_path(request.query_params.get("next")))
    response = RedirectResponse(await digital_id.sign_in_url(sign_in, language_of(request)), 303)
    parts.cookies.set_sign_in(response, sign_in)
    response.headers["Cache-Control"] = "no-store"
    return response


@routes.page("GET", "/auth/callback", guard=PUBLIC)
async def complete_sign_in(request: Request) -> Response:
    """Where the Digital ID sends the browser back to. However it ends, the same state never counts again."""
    return await _complete(request, DEFAULT)


@routes.page("GET", "/auth/callback/{issuer}", guard=PUBLIC)
async def complete_sign_in_at(issuer: str, request: Request) -> Response:
    """The same, where there are several Digital IDs."""
    return await _complete(request, issuer)


async def _complete(request: Request, called_back: str) -> Response:
    parts = parts_of(request)
    sign_in = parts.cookies.sign_in(request)
    try:
        response = await _signed_in(request, parts, sign_in, called_back)
    except SignInTurnedAway as turned_away:
        digital_id = parts.digital_ids.get(sign_in.issuer) if sign_in else None
        parts.refusals.note(turned_away, digital_id.issuer.issuer if digital_id else None)
        response = exit_with(request, turned_away)
    parts.cookies.clear_sign_in(response)
    response.headers["Cache-Control"] = "no-store"
    return response


async def _signed_in(request: Request, parts: Parts, sign_in: SignIn | None, called_back: str) -> Response:
    """Raises SignInTurnedAway: CONSENT_REFUSED when the officer declined, SIGN_IN_FAILED for whatever does not fit."""
    given = request.query_params
    if sign_in is None:
        raise SignInTurnedAway("no_sign_in")
    if len(given.multi_items()) != len(given):
        raise SignInTurnedAway("repeated_parameter")
    if not hmac.compare_digest(sign_in.state.encode(), given.get("state", "").encode()):
        raise SignInTurnedAway("state")
    digital_id = parts.digital_ids.get(sign_in.issuer)
    if digital_id is None or sign_in.issuer != called_back:
        raise SignInTurnedAway("mix_up")
    await digital_id.check_sender(given.get("iss"))
    if given.get("error") == "access_denied":
        raise SignInTurnedAway("consent", ErrorCode.CONSENT_REFUSED)
    if given.get("error") or not given.get("code"):
        raise SignInTurnedAway("issuer_error" if given.get("error") else "no_code")
    return await _session_for(request, parts, sign_in, await digital_id.who(given["code"], sign_in))


async def _session_for(request: Request, parts: Parts, sign_in: SignIn, signed_in: SignedIn) -> Response:
    who = signed_in.who.model_copy(update={"device": device_of(request.headers.get("user-agent"))})
    opened = await parts.sessions.open(who)
    await _leave(parts, parts.cookies.session(request))
    response = RedirectResponse(_target(sign_in, opened.profile), 303)
    parts.cookies.set_session(response, opened.session)
    parts.cookies.set_issuers_session(response, IssuersSession(sign_in.issuer, signed_in.id_token), opened.session)
    return response


async def _leave(parts: Parts, before: str | None) -> None:
    """End the session that this browser had until now: nobody holds it any more who should."""
    if before is not None:
        with contextlib.suppress(Refusal):
            await parts.sessions.close(before)


def _target(sign_in: SignIn, profile: Profile) -> str:
    """Where the officer wanted to go; first to the token page, as the manual tells, while they have no role."""
    if profile.suspended_since is not None:
        return SUSPENDED
    return sign_in.next if profile.grants else WITHOUT_A_ROLE


@routes.page("POST", SIGN_OUT_PATH, guard=OFFICER_FORM)
async def sign_out(request: Request) -> Response:
    """End the session. From a form with its hidden token, or from a program with the header."""
    parts = parts_of(request)
    session = session_of(request)
    async with request.form() as form:
        csrf.check_token(request, session, form.get(csrf.FIELD) or request.headers.get(csrf.HEADER))
    await parts.sessions.close(session)
    kept = parts.cookies.issuers_session(request, session)
    response = RedirectResponse(await _sign_out_of_digital_id(parts, kept), 303)
    parts.cookies.clear_session(response)
    parts.cookies.clear_issuers_session(response)
    return response


async def _sign_out_of_digital_id(parts: Parts, kept: IssuersSession | None) -> str:
    """Where the Digital ID ends its own session too; the home page when it cannot be asked, or nobody knows which."""
    home = f"{parts.settings.gateway_url.rstrip('/')}/"
    key = kept.issuer if kept else DEFAULT
    try:
        return await _named(parts, key).sign_out_url(home, kept.id_token if kept else None) or "/"
    except Refusal:
        return "/"


def _named(parts: Parts, key: str) -> DigitalId:
    """Raises Refusal NOT_FOUND when there is no such issuer."""
    found = parts.digital_ids.get(key)
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND)
    return found
