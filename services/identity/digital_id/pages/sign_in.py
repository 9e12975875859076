"""Signing in with username and password."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from services.identity.digital_id import sessions
from services.identity.digital_id.accounts import SignInRefused
from services.identity.digital_id.parts import Parts
from services.identity.digital_id.throttle import TooManyAttempts


def blueprint(parts: Parts) -> Blueprint:
    pages = Blueprint("sign_in", __name__)

    @pages.get("/sign-in")
    def form() -> Response:
        return _page(username="", refused=False)

    @pages.post("/sign-in")
    def submit() -> Response:
        parts.csrf.check()
        username = request.form.get("username", "")
        try:
            account = parts.accounts.sign_in(username, request.form.get("password", ""), parts.clock())
        except SignInRefused:
            parts.measures.sign_ins.labels("refused").inc()
            return _page(username, refused=True)
        except TooManyAttempts:
            parts.measures.sign_ins.labels("throttled").inc()
            raise
        parts.measures.sign_ins.labels("signed_in").inc()
        cookie = sessions.open_session(account, parts.clock(), replacing=request.cookies.get(sessions.COOKIE))
        ticket = request.args.get("ticket")
        # Without a ticket nobody has asked for a sign-in: the client's front page is the place to go on from.
        onward = url_for("authorization.consent", ticket=ticket) if ticket else parts.client.post_logout_redirect_uri
        response = make_response(redirect(onward, 303))
        sessions.hand_over(response, cookie)
        return response

    def _page(username: str, refused: bool) -> Response:
        if "ticket" in request.args:
            parts.open_ticket()
        page = render_template(
            "sign_in.html",
            ticket=request.args.get("ticket"),
            username=username,
            refused=refused,
            registered="registered" in request.args and not refused,
        )
        return make_response(page, 422 if refused else 200)

    return pages
