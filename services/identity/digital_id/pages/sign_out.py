"""Signing out: when the client asks for it, or the officer."""

from __future__ import annotations

from urllib.parse import urlencode

from authlib.oauth2 import OAuth2Error
from authlib.oidc.rpinitiated import EndSessionRequest
from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from services.identity.digital_id import error_pages, sessions
from services.identity.digital_id.parts import Parts


def blueprint(parts: Parts) -> Blueprint:
    pages = Blueprint("sign_out", __name__)

    @pages.route("/connect/logout", methods=["GET", "POST"])
    def end_session() -> Response:
        if request.method == "POST":
            # As at /connect/authorize: another site's form comes without the session.
            address = f"{url_for('.end_session')}?{urlencode(list(request.form.items(multi=True)))}"
            return make_response(redirect(address, 303))
        try:
            asked = parts.provider.validate_endpoint_request("end_session")
        except (OAuth2Error, ValueError):
            return error_pages.page("invalid_request", 400, reason="id_token_hint")
        if _must_ask(asked):
            return _ask()
        sent_on = parts.provider.create_endpoint_response("end_session", asked)
        return _signed_out(sent_on)

    @pages.get("/sign-out")
    def form() -> Response:
        return _ask() if parts.signed_in() else _signed_out()

    @pages.post("/sign-out")
    def submit() -> Response:
        parts.csrf.check()
        sessions.close_session(request.cookies.get(sessions.COOKIE))
        return _signed_out()

    def _must_ask(asked: EndSessionRequest) -> bool:
        """Any site can send a browser here; only an ID token of who is signed in shows that the client does."""
        signed_in = parts.signed_in()
        hint = asked.id_token_claims
        return signed_in is not None and (hint is None or hint.get("sub") != signed_in.account.id)

    return pages


def _ask() -> Response:
    return make_response(render_template("sign_out.html"))


def _signed_out(sent_on: Response | None = None) -> Response:
    response = sent_on or make_response(render_template("signed_out.html"))
    sessions.take_back(response)
    return response
