"""Thai or English: which of the two a reader asked for. Thai unless they say otherwise."""

from __future__ import annotations

from typing import Literal

from starlette.requests import Request

Language = Literal["th", "en"]

COOKIE = "prakat-lang"


def language_of(request: Request) -> Language:
    """By `?lang=`, else the cookie that remembers it (pages only), else Accept-Language."""
    if not request.url.path.startswith("/api/"):
        for chosen in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
            if chosen in ("th", "en"):
                return "en" if chosen == "en" else "th"
    return preferred(request.headers.get("accept-language", ""))


def preferred(accept_language: str) -> Language:
    """The better rated of the two in an Accept-Language header; the first named wins a tie."""
    best: tuple[float, Language] = (0.0, "th")
    for part in accept_language.split(","):
        tag, _, parameter = part.strip().partition(";")
        primary = tag.strip().lower().split("-")[0]
        quality = _quality(parameter)
        if primary in ("th", "en") and quality > best[0]:
            best = (quality, "en" if primary == "en" else "th")
    return best[1]


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
