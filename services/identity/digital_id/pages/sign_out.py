"""Signing out: when the client asks for it, or the officer."""

from __future__ import annotations

from urllib.parse import urlencode

import structlog
from authlib.oauth2 import OAuth2Error
from authlib.oidc.rpinitiated import EndSessionRequest
from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from services.identity.digital_id import error_pages, history, language, sessions
from services.identity.digital_id.parts import Parts

CARRIED = ("client_id", "post_logout_redirect_uri", "state")

log = structlog.get_logger()


def blueprint(parts: Parts) -> Blueprint:
    pages = Blueprint("sign_out", __name__)

    @pages.route("/connect/logout", methods=["GET", "POST"])
    def end_session() -> Response:
        if request.method == "POST":
            # As at /connect/authorize: another site's form comes without the session.
            address = f"{url_for('.end_session')}?{urlencode(list(request.form.items(multi=True)))}"
            return make_response(redirect(address, 303))
        language.choose(request.args.get("ui_locales"))
        try:
            asked = parts.provider.validate_endpoint_request("end_session")
        except (OAuth2Error, ValueError):
            log.warning("sign_out_refused")
            return error_pages.page("invalid_request", 400, reason="id_token_hint")
        if _must_ask(asked):
            return _ask()
        return _end(asked)

    @pages.get("/sign-out")
    def form() -> Response:
        return _ask() if parts.signed_in() else _signed_out()

    @pages.post("/sign-out")
    def submit() -> Response:
        parts.csrf.check()
        try:
            return _end(parts.provider.validate_endpoint_request("end_session"))
        except (OAuth2Error, ValueError):
            log.warning("sign_out_refused")
            return error_pages.page("invalid_request", 400, reason="id_token_hint")

    def _end(asked: EndSessionRequest) -> Response:
        signed_in = parts.signed_in()
        sent_on = parts.provider.create_endpoint_response("end_session", asked)
        if signed_in:
            history.note(signed_in.account.id, "signed_out", parts.clock())
        return _signed_out(sent_on)

    def _must_ask(asked: EndSessionRequest) -> bool:
        """Any site can send a browser here; only an ID token of who is signed in shows that the client does."""
        signed_in = parts.signed_in()
        hint = asked.id_token_claims
        return signed_in is not None and (hint is None or hint.get("sub") != signed_in.account.id)

    return pages


def _ask() -> Response:
    """The page on which the officer confirms; where the client wants to have the browser back goes along."""
    onward = {name: request.args[name] for name in CARRIED if name in request.args}
    return make_response(render_template("sign_out.html", onward=onward))


def _signed_out(sent_on: Response | None = None) -> Response:
    response = sent_on or make_response(render_template("signed_out.html"))
    sessions.take_back(response)
    return response
