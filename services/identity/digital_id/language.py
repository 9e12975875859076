"""Thai or English: which one this browser gets."""

from __future__ import annotations

from typing import Literal, cast

from flask import Response, g, request

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, ...] = ("th", "en")
COOKIE = "__Host-digital-id-lang"


def choose(preferred: str | None = None) -> None:
    """Settle the language of this request: ?lang, what was chosen before, `preferred`, the browser's, else Thai.

    `preferred` is a client's ui_locales: space-separated tags, most wanted first.
    """
    wishes = [request.args.get("lang"), request.cookies.get(COOKIE)]
    wishes += [tag.split("-")[0].lower() for tag in (preferred or "").split()]
    wishes.append(request.accept_languages.best_match(LANGUAGES))
    g.language = next((wish for wish in wishes if wish in LANGUAGES), "th")


def current() -> Language:
    return cast(Language, g.get("language", "th"))


def keep(response: Response) -> Response:
    """Remember a choice made with ?lang until the browser is closed."""
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, request.args["lang"], secure=True, httponly=True, samesite="Lax", path="/")
    return response
