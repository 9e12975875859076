"""A forgotten password: asking for the link, and changing the password with it."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from contracts.errors import FieldProblem
from services.identity.digital_id.parts import Parts
from services.identity.digital_id.registration import RegistrationRefused


def blueprint(parts: Parts) -> Blueprint:
    pages = Blueprint("forgotten", __name__)

    @pages.get("/forgot")
    def form() -> Response:
        return make_response(render_template("forgot.html", asked=False))

    @pages.post("/forgot")
    def submit() -> Response:
        parts.csrf.check()
        parts.forgotten.ask(request.form.get("email", ""))
        return make_response(render_template("forgot.html", asked=True))

    # Looking at the page does not use the link up: mail programs open links to check them.
    @pages.get("/reset")
    def change() -> Response:
        return _page(request.args.get("link", ""), ())

    @pages.post("/reset")
    def submit_change() -> Response:
        parts.csrf.check()
        link = request.form.get("link", "")
        try:
            parts.forgotten.change(link, request.form)
        except RegistrationRefused as refused:
            return _page(link, refused.problems)
        return make_response(redirect(url_for("sign_in.form", changed=1), 303))

    def _page(link: str, problems: tuple[FieldProblem, ...]) -> Response:
        account = parts.forgotten.owner(link)
        page = render_template("reset.html", link=link, username=account.username, problems=problems)
        return make_response(page, 422 if problems else 200)

    return pages
