"""Switching the second factor on and off."""

from __future__ import annotations

import segno
from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from markupsafe import Markup

from services.identity.digital_id import sessions
from services.identity.digital_id.accounts import SignInRefused
from services.identity.digital_id.model import BY_PASSWORD, BY_PASSWORD_AND_CODE, SignedIn
from services.identity.digital_id.pages.account import go_on_as, sign_in_first
from services.identity.digital_id.parts import Parts
from services.identity.digital_id.second_factor import CodeRefused


def blueprint(parts: Parts) -> Blueprint:
    pages = Blueprint("second_factor", __name__, url_prefix="/account/second-factor")

    @pages.get("")
    def page() -> Response:
        signed_in = parts.signed_in()
        return _page(signed_in) if signed_in else sign_in_first()

    @pages.post("/offer")
    def offer() -> Response:
        parts.csrf.check()
        signed_in = parts.signed_in()
        if signed_in is None:
            return sign_in_first()
        if parts.second_factors.is_on(signed_in.account):
            return _page(signed_in)
        try:
            _prove(signed_in)
        except SignInRefused:
            return _page(signed_in, refused="password_wrong")
        parts.second_factors.offer(signed_in.account, parts.clock())
        return make_response(redirect(url_for(".page"), 303))

    @pages.post("/confirm")
    def confirm() -> Response:
        parts.csrf.check()
        signed_in = parts.signed_in()
        if signed_in is None:
            return sign_in_first()
        now = parts.clock()
        try:
            account, codes = parts.second_factors.confirm(signed_in.account, request.form.get("code", ""), now)
        except CodeRefused:
            return _page(signed_in, refused="code_wrong")
        parts.letters.second_factor_changed(account, on=True)
        # Shown in the answer itself, this once: nothing keeps them.
        response = make_response(render_template("recovery_codes.html", codes=codes))
        cookie = sessions.open_session(account, BY_PASSWORD_AND_CODE, now, request.cookies.get(sessions.COOKIE))
        sessions.hand_over(response, cookie)
        return response

    @pages.post("/switch-off")
    def switch_off() -> Response:
        parts.csrf.check()
        signed_in = parts.signed_in()
        if signed_in is None:
            return sign_in_first()
        now = parts.clock()
        try:
            _prove(signed_in)
            parts.second_factors.check(signed_in.account, request.form.get("code", ""), now)
        except (SignInRefused, CodeRefused):
            return _page(signed_in, refused="password_or_code_wrong")
        account = parts.second_factors.switch_off(signed_in.account, now)
        parts.letters.second_factor_changed(account, on=False)
        return go_on_as(parts, account, signed_in, url_for("account.page", done="second_factor_off"), BY_PASSWORD)

    def _prove(signed_in: SignedIn) -> None:
        parts.accounts.prove(signed_in.account.username, request.form.get("password", ""), parts.clock())

    def _page(signed_in: SignedIn, refused: str | None = None) -> Response:
        offered = parts.second_factors.offered(signed_in.account, parts.clock())
        page = render_template(
            "second_factor.html",
            is_on=parts.second_factors.is_on(signed_in.account),
            secret=offered.text if offered else None,
            picture=_qr(offered.address) if offered else None,
            refused=refused,
        )
        return make_response(page, 422 if refused else 200)

    return pages


def _qr(text: str) -> Markup:
    """An SVG element. Its content is drawn by us: nothing that anybody typed is in it as text."""
    return Markup(segno.make(text, error="m").svg_inline(scale=5, omitsize=False))  # noqa: S704
