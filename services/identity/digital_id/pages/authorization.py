"""The way of an authorization request through sign-in and consent, back to the client."""

from __future__ import annotations

from urllib.parse import urlencode

import structlog
from authlib.oauth2 import OAuth2Error
from authlib.oidc.core.errors import ConsentRequiredError, LoginRequiredError
from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from services.identity.digital_id import error_pages, history, language
from services.identity.digital_id.authorization_requests import AuthorizationRequest, Known, Step, next_step
from services.identity.digital_id.model import SignedIn
from services.identity.digital_id.oidc import CodeGrant
from services.identity.digital_id.parts import Parts
from services.identity.digital_id.store import consents

log = structlog.get_logger()


def blueprint(parts: Parts) -> Blueprint:
    pages = Blueprint("authorization", __name__)

    @pages.route("/connect/authorize", methods=["GET", "POST"])
    def authorize() -> Response:
        if request.method == "POST":
            # Browsers do not send the session along with another site's form; they do along with a link.
            return _go(f"{url_for('.authorize')}?{urlencode(list(request.form.items(multi=True)))}")
        sent = tuple((name, value) for name, value in request.args.items(multi=True) if name != "lang")
        asked = AuthorizationRequest(sent, parts.clock())
        language.choose(asked.get("ui_locales"))
        signed_in = parts.signed_in()
        grant = parts.provider.consent_grant(asked, signed_in)
        step = _next_step(asked, grant, signed_in)
        if "none" in asked.prompts and step is not Step.ANSWER:
            required = ConsentRequiredError if step is Step.CONSENT else LoginRequiredError
            raise required(redirect_uri=grant.redirect_uri, state=asked.get("state"))
        return _send_on(asked, grant, step, signed_in)

    @pages.get("/consent")
    def consent() -> Response:
        asked = parts.open_ticket()
        signed_in = parts.signed_in()
        grant = parts.provider.consent_grant(asked, signed_in)
        step = _next_step(asked, grant, signed_in)
        if step is Step.CONSENT and signed_in is not None:
            return _consent_page(grant, signed_in)
        return _send_on(asked, grant, step, signed_in)

    @pages.post("/consent")
    def decide() -> Response:
        parts.csrf.check()
        asked = parts.open_ticket()
        signed_in = parts.signed_in()
        grant = parts.provider.consent_grant(asked, signed_in)
        step = _next_step(asked, grant, signed_in)
        if signed_in is None or step in (Step.SIGN_IN, Step.OTHER_PERSON):
            return _send_on(asked, grant, step, signed_in)
        match request.form.get("decision"):
            case "allow":
                parts.measures.consents.labels("allow").inc()
                scopes, now = grant.request.scope.split(), parts.clock()
                consents.remember_consent(signed_in.account.id, parts.client.client_id, scopes, now)
                history.note(signed_in.account.id, "consented", now)
                return parts.provider.answer(grant, signed_in)
            case "refuse":
                parts.measures.consents.labels("refuse").inc()
                history.note(signed_in.account.id, "consent_refused", parts.clock())
                return parts.provider.answer(grant, None)
            case _:
                return _consent_page(grant, signed_in, undecided=True)

    @pages.errorhandler(OAuth2Error)
    def refused(error: OAuth2Error) -> Response:
        log.warning("authorization_refused", error=error.error, told_to_client=bool(error.redirect_uri))
        # Only an error that Authlib gave the registered address may leave: anything else would be an open redirect.
        if error.redirect_uri:
            return parts.provider.answer_error(error)
        return error_pages.page("invalid_request", 400, reason=error.error)

    def _next_step(asked: AuthorizationRequest, grant: CodeGrant, signed_in: SignedIn | None) -> Step:
        if signed_in is None:
            return next_step(asked, parts.clock(), None, Known())
        account, scopes = signed_in.account, grant.request.scope.split()
        known = Known(
            consented=consents.has_consented(account.id, parts.client.client_id, scopes, parts.clock()),
            expected=parts.provider.hints.subject_of(asked.get("id_token_hint")),
        )
        return next_step(asked, parts.clock(), signed_in, known)

    def _send_on(asked: AuthorizationRequest, grant: CodeGrant, step: Step, signed_in: SignedIn | None) -> Response:
        if step is Step.ANSWER:
            return parts.provider.answer(grant, signed_in)
        if step is Step.OTHER_PERSON:
            raise LoginRequiredError(redirect_uri=grant.redirect_uri, state=asked.get("state"))
        page = "sign_in.form" if step is Step.SIGN_IN else ".consent"
        return _go(url_for(page, ticket=parts.tickets.issue(asked, parts.csrf.browser())))

    def _consent_page(grant: CodeGrant, signed_in: SignedIn, undecided: bool = False) -> Response:
        page = render_template(
            "consent.html",
            account=signed_in.account,
            scopes=grant.request.scope.split(),
            ticket=request.args["ticket"],
            undecided=undecided,
        )
        return make_response(page, 422 if undecided else 200)

    return pages


def _go(address: str) -> Response:
    return make_response(redirect(address, 303))
