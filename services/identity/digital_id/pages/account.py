"""The officer's own page: what is kept, what has happened, changing the password, ending all sessions."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from contracts.errors import FieldProblem
from services.identity.digital_id import sessions
from services.identity.digital_id.accounts import SignInRefused
from services.identity.digital_id.model import Account, Proof, SignedIn
from services.identity.digital_id.parts import Parts
from services.identity.digital_id.registration import RegistrationRefused, problem
from services.identity.digital_id.store import history

ENTRIES_SHOWN = 50
NOTICES = frozenset({"password_changed", "signed_out_everywhere", "second_factor_off"})


def blueprint(parts: Parts) -> Blueprint:
    pages = Blueprint("account", __name__)

    @pages.get("/account")
    def page() -> Response:
        signed_in = parts.signed_in()
        return _account_page(signed_in) if signed_in else sign_in_first()

    @pages.post("/account/password")
    def change_password() -> Response:
        parts.csrf.check()
        signed_in = parts.signed_in()
        if signed_in is None:
            return sign_in_first()
        now = parts.clock()
        try:
            parts.accounts.prove(signed_in.account.username, request.form.get("current_password", ""), now)
            changed = parts.accounts.change_password(signed_in.account, request.form, now)
        except SignInRefused:
            return _account_page(signed_in, (problem("current_password", "password_wrong"),))
        except RegistrationRefused as refused:
            return _account_page(signed_in, refused.problems)
        return go_on_as(parts, changed, signed_in, url_for(".page", done="password_changed"))

    @pages.post("/account/sign-out-everywhere")
    def sign_out_everywhere() -> Response:
        parts.csrf.check()
        signed_in = parts.signed_in()
        if signed_in is None:
            return sign_in_first()
        changed = parts.accounts.end_everything(signed_in.account, parts.clock())
        return go_on_as(parts, changed, signed_in, url_for(".page", done="signed_out_everywhere"))

    def _account_page(signed_in: SignedIn, problems: tuple[FieldProblem, ...] = ()) -> Response:
        account, done = signed_in.account, request.args.get("done")
        page = render_template(
            "account.html",
            account=account,
            problems=problems,
            done=done if done in NOTICES and not problems else None,
            second_factor=parts.second_factors.is_on(account),
            recovery_codes=parts.second_factors.recovery_codes_left(account),
            history=history.history_of(account.id, ENTRIES_SHOWN),
        )
        return make_response(page, 422 if problems else 200)

    return pages


def sign_in_first() -> Response:
    return make_response(redirect(url_for("sign_in.form", to="account"), 303))


def go_on_as(parts: Parts, account: Account, signed_in: SignedIn, address: str, proof: Proof | None = None) -> Response:
    """All sessions of the account have ended: this browser gets one as good as the old, or as `proof` says."""
    cookie = sessions.open_session(
        account,
        proof or Proof(signed_in.acr, signed_in.amr),
        parts.clock(),
        replacing=request.cookies.get(sessions.COOKIE),
    )
    response = make_response(redirect(address, 303))
    sessions.hand_over(response, cookie)
    return response
