"""Registering for a Digital ID."""

from __future__ import annotations

from collections.abc import Mapping

import structlog
from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from contracts.errors import FieldProblem
from services.identity.digital_id.parts import Parts
from services.identity.digital_id.registration import RegistrationRefused, check

# What is typed again after a mistake is only what must not be seen on a screen.
SHOWN_AGAIN = ("given_name", "family_name", "email", "email_again", "username", "citizen_id", "mobile")

log = structlog.get_logger()


def blueprint(parts: Parts) -> Blueprint:
    pages = Blueprint("registration", __name__)

    @pages.get("/register")
    def form() -> Response:
        return _page({}, ())

    @pages.post("/register")
    def submit() -> Response:
        parts.csrf.check()
        try:
            parts.accounts.register(check(request.form), parts.clock())
        except RegistrationRefused as refused:
            parts.measures.registrations.labels("refused").inc()
            log.info("registration_refused", fields=[problem.field for problem in refused.problems])
            return _page(request.form, refused.problems)
        parts.measures.registrations.labels("registered").inc()
        return make_response(redirect(url_for("sign_in.form", ticket=request.args.get("ticket"), registered=1), 303))

    def _page(typed: Mapping[str, str], problems: tuple[FieldProblem, ...]) -> Response:
        if "ticket" in request.args:
            parts.open_ticket()
        page = render_template(
            "register.html",
            ticket=request.args.get("ticket"),
            typed={name: typed.get(name, "") for name in SHOWN_AGAIN},
            problems=problems,
        )
        return make_response(page, 422 if problems else 200)

    return pages
