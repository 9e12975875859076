"""Whether a changing request comes from our own pages, not from a stranger's page with the officer's cookie.

Browsers say so themselves (Sec-Fetch-Site, Origin). Who sends neither header shows the token that belongs to the
session: `X-CSRF-Token`, as given by GET /api/v1/me. Forms carry the token too, and are held to it in every case.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request

from contracts.errors import ErrorCode, Refusal
from gateway.parts import parts_of

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
HEADER = "X-CSRF-Token"
FIELD = "csrf_token"


def says_where_from(request: Request) -> bool | None:
    """True for the same origin, False for another one, None when the request does not say."""
    site = request.headers.get("sec-fetch-site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("origin")
    if origin:
        ours = urlsplit(parts_of(request).settings.gateway_url)
        return origin == f"{ours.scheme}://{ours.netloc}"
    return None


def check_headers(request: Request, session: str) -> None:
    """Raises Refusal CSRF_FAILED unless the request says that it is ours, or shows the session's token."""
    if request.method in SAFE_METHODS:
        return
    where_from = says_where_from(request)
    shown = request.headers.get(HEADER)
    if where_from is False:
        raise Refusal(ErrorCode.CSRF_FAILED)
    if where_from is None or shown is not None:
        check_token(request, session, shown)


def check_token(request: Request, session: str, token: object) -> None:
    """Raises Refusal CSRF_FAILED unless `token` is the one that belongs to the session."""
    if not isinstance(token, str) or not parts_of(request).cookies.csrf_token_is_right(session, token):
        raise Refusal(ErrorCode.CSRF_FAILED)
