"""Signing in with username and password, and a code when the account has a second factor."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from services.identity.digital_id import history, sessions
from services.identity.digital_id.accounts import SignInRefused
from services.identity.digital_id.model import BY_PASSWORD, Account, Proof
from services.identity.digital_id.parts import Parts
from services.identity.digital_id.second_factor import CodeRefused
from services.identity.digital_id.throttle import TooManyAttempts

ACCOUNT = "account"
"""What `to` says when nobody has asked for the sign-in but the account page."""


def blueprint(parts: Parts) -> Blueprint:
    pages = Blueprint("sign_in", __name__)

    @pages.get("/sign-in")
    def form() -> Response:
        return _page(_hinted_username(), refused=False)

    @pages.post("/sign-in")
    def submit() -> Response:
        parts.csrf.check()
        username = request.form.get("username", "")
        try:
            account = parts.accounts.prove(username, request.form.get("password", ""), parts.clock())
        except SignInRefused:
            parts.measures.sign_ins.labels("refused").inc()
            return _page(username, refused=True)
        except TooManyAttempts:
            parts.measures.sign_ins.labels("throttled").inc()
            raise
        if not parts.second_factors.is_on(account):
            return _signed_in(account, BY_PASSWORD)
        response = make_response(redirect(_next(".code"), 303))
        sessions.hand_over(response, sessions.open_half_way(account, parts.clock()), sessions.HALF_WAY_COOKIE)
        return response

    @pages.get("/sign-in/code")
    def code() -> Response:
        if _half_way() is None:
            return make_response(redirect(_next(".form"), 303))
        return _code_page(refused=False)

    @pages.post("/sign-in/code")
    def submit_code() -> Response:
        parts.csrf.check()
        account = _half_way()
        if account is None:
            return make_response(redirect(_next(".form"), 303))
        try:
            proof = parts.second_factors.check(account, request.form.get("code", ""), parts.clock())
        except CodeRefused:
            parts.measures.sign_ins.labels("refused").inc()
            return _code_page(refused=True)
        except TooManyAttempts:
            parts.measures.sign_ins.labels("throttled").inc()
            raise
        if not sessions.close_half_way(request.cookies.get(sessions.HALF_WAY_COOKIE)):
            return make_response(redirect(_next(".form"), 303))
        return _signed_in(account, proof)

    def _signed_in(account: Account, proof: Proof) -> Response:
        parts.measures.sign_ins.labels("signed_in").inc()
        now = parts.clock()
        cookie = sessions.open_session(account, proof, now, replacing=request.cookies.get(sessions.COOKIE))
        history.note(account.id, "signed_in", now)
        response = make_response(redirect(_where_to(), 303))
        sessions.hand_over(response, cookie)
        sessions.take_back(response, sessions.HALF_WAY_COOKIE)
        return response

    def _where_to() -> str:
        ticket = request.args.get("ticket")
        if ticket:
            return url_for("authorization.consent", ticket=ticket)
        if request.args.get("to") == ACCOUNT:
            return url_for("account.page")
        # Nobody has asked for a sign-in: the client's front page is the place to go on from.
        return parts.client.post_logout_redirect_uri

    def _half_way() -> Account | None:
        return sessions.find_half_way(request.cookies.get(sessions.HALF_WAY_COOKIE), parts.clock())

    def _hinted_username() -> str:
        asked = parts.open_ticket() if "ticket" in request.args else None
        return (asked.get("login_hint") or "")[:254] if asked else ""

    def _page(username: str, refused: bool) -> Response:
        if "ticket" in request.args:
            parts.open_ticket()
        page = render_template(
            "sign_in.html",
            onward=_onward(),
            ticket=request.args.get("ticket"),
            username=username,
            refused=refused,
            done=None if refused else next((done for done in ("registered", "changed") if done in request.args), None),
        )
        return make_response(page, 422 if refused else 200)

    def _code_page(refused: bool) -> Response:
        if "ticket" in request.args:
            parts.open_ticket()
        page = render_template("code.html", onward=_onward(), refused=refused)
        return make_response(page, 422 if refused else 200)

    return pages


def _next(endpoint: str) -> str:
    ticket, to = request.args.get("ticket"), request.args.get("to")
    return url_for(endpoint, ticket=ticket, to=to)


def _onward() -> dict[str, str]:
    """Where the sign-in leads, for the next page's address."""
    return {name: request.args[name] for name in ("ticket", "to") if name in request.args}
