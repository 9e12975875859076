"""What every template can use, and the headers that every answer carries."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, request
from pythainlp.util import thai_strftime

from chassis.thai_days import BANGKOK
from contracts.errors import FieldProblem
from services.identity.digital_id import csrf, language
from services.identity.digital_id.clients import Client
from services.identity.digital_id.csrf import Csrf
from services.identity.digital_id.texts import text


def set_up(app: Flask, client: Client, forms: Csrf, issuer: str) -> None:
    policy = (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; "
        # The client as well: browsers hold the redirect that answers a form against this too.
        f"form-action 'self' {client.origin}"
    )

    @app.context_processor
    def everywhere() -> dict[str, Any]:
        return {
            "t": _t,
            "say": _say,
            "moment": _moment,
            "language": language.current(),
            "languages": {"th": "ไทย", "en": "English"},
            "in_language": _in_language,
            "csrf_field": csrf.FIELD,
            "csrf_token": forms.token,
            "client_name": client.name_th if language.current() == "th" else client.name_en,
            "client_home": client.post_logout_redirect_uri,
        }

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if issuer.startswith("https:"):
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        response.headers.setdefault("Cache-Control", "no-store")
        if response.mimetype == "text/html":
            response.headers["Content-Language"] = language.current()
            language.keep(response)
        return forms.keep(response)

    @app.before_request
    def choose_language() -> None:
        language.choose()


def _t(key: str, **values: object) -> str:
    return text(key, language.current(), **values)


def _say(problem: FieldProblem) -> str:
    return problem.message_th if language.current() == "th" else problem.message_en


def _moment(instant: datetime) -> str:
    """In Bangkok: 22 ก.ย. 2566 16:07, or 22 Sep 2023 16:07."""
    there = instant.astimezone(BANGKOK)
    if language.current() == "en":
        return f"{there:%-d %b %Y %H:%M}"
    shown: str = thai_strftime(there, "%-d %b %Y %H:%M")
    return shown


def _in_language(wanted: str) -> str:
    """This page's address in another language."""
    others = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{request.script_root}{request.path}?{urlencode([*others, ('lang', wanted)])}"
