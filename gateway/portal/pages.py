"""How a page is made: Jinja on the GOV.UK components, in the reader's language. No page needs a script."""

from __future__ import annotations

import functools
import gzip
import hashlib
import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chassis.thai_days import bangkok_day
from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity.sessions import Access
from gateway.auth.callers import caller_if_any
from gateway.errors import Problem
from gateway.languages import COOKIE, language_of
from gateway.parts import Parts, parts_of
from gateway.portal import thai_dates
from gateway.portal.words import Words

COMPONENTS = "govuk_frontend_jinja"
YEAR = 365 * 24 * 3600
SCRIPT_SOURCE = "script-src 'self'; connect-src 'self'; "
FILE_SOURCE = "object-src 'self'; frame-src 'self'; "


@functools.cache
def _environment() -> Environment:
    components = PrefixLoader({COMPONENTS: PackageLoader(COMPONENTS)})
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("gateway.portal"), components]), autoescape=True, trim_blocks=True
    )
    environment.filters["day"] = bangkok_day
    environment.filters["size"] = shown_size
    environment.filters["number"] = "{:,}".format
    return environment


def shown_size(size: int) -> str:
    """1.3 MB, 842 KB: as officers know it from their file manager."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


async def page(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """The page, with what every page shows: who is signed in, the language, where to go."""
    try:
        caller = await caller_if_any(request)
    except Refusal:  # identity is away: the page is still worth having
        caller = None
    return rendered(request, template, status, caller.officer if caller else None, **context)


def rendered(
    request: Request,
    template: str,
    status: int,
    access: Access | None,
    scripts: Sequence[str] = (),
    shows_file: bool = False,
    **context: Any,
) -> Response:
    """`scripts`: those of /static that this page may run; without them the page is whole as well. `shows_file`: a
    published PDF may stand in the page."""
    parts, language = parts_of(request), language_of(request)
    session = parts.cookies.session(request) if access else None
    content = (
        _environment()
        .get_template(template)
        .render(
            t=Words(language),
            language=language,
            officer=access.profile if access else None,
            scripts=scripts,
            new_key=_new_key,
            path=request.url.path,
            csrf_token=parts.cookies.csrf_token(session) if session else None,
            other_language_url=_in_other_language(request, language),
            sign_in_url=f"/sign-in?{urlencode({'next': _came_from(request)})}",
            shown_date=functools.partial(thai_dates.shown_date, language=language),
            shown_instant=functools.partial(thai_dates.shown_instant, language=language),
            **context,
        )
        .encode()
    )
    etag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    headers = {
        "Cache-Control": "private, no-store" if access else "private, no-cache",
        "Content-Language": language,
        "Content-Security-Policy": _policy(parts, scripts, shows_file),
        "Vary": "Accept-Encoding, Accept-Language, Cookie",
    }
    if request.method == "GET" and status == 200:
        headers["ETag"] = f"W/{etag}"
    if headers.get("ETag") and request.headers.get("if-none-match", "").removeprefix("W/") == etag:
        return Response(status_code=304, headers=headers)
    # Of a page with a form's secret in it, the size when packed could tell something of the secret (BREACH).
    if access is None and "gzip" in request.headers.get("accept-encoding", ""):
        content = gzip.compress(content, compresslevel=6, mtime=0)
        headers["Content-Encoding"] = "gzip"
    response = Response(content, status, headers, "text/html; charset=utf-8")
    if request.query_params.get("lang") in ("th", "en"):
        response.set_cookie(COOKIE, language, max_age=YEAR, samesite="lax", httponly=True)
    return response


def _new_key() -> str:
    """For a form that is to be done once."""
    return uuid.uuid4().hex


def error_page(request: Request, refusal: Refusal, problem: Problem) -> Response | None:
    """The same texts as problem+json, as a page; for whoever is not signed in, the way there."""
    signed_out = refusal.code in (ErrorCode.UNAUTHENTICATED, ErrorCode.ACCESS_TOKEN_STALE)
    if signed_out and request.method == "GET":
        return RedirectResponse(f"/sign-in?{urlencode({'next': _came_from(request)})}", 303)
    return rendered(request, "error.html", problem.status, None, problem=problem)


def _policy(parts: Parts, scripts: Sequence[str], shows_file: bool) -> str:
    """Forms lead to us, and by way of signing out to the Digital IDs; nothing runs but the page's own scripts."""
    issuers = (each.issuer for each in parts.digital_ids.values())
    addresses = [address for each in issuers for address in (each.issuer, each.endpoints.end_session_endpoint)]
    origins = {f"{at.scheme}://{at.netloc}": None for at in map(urlsplit, addresses) if at.netloc}
    return (
        f"default-src 'none'; {SCRIPT_SOURCE if scripts else ''}{FILE_SOURCE if shows_file else ''}"
        f"style-src 'self'; font-src 'self'; img-src 'self'; "
        f"base-uri 'none'; form-action 'self' {' '.join(origins)}; frame-ancestors 'none'"
    )


def _in_other_language(request: Request, language: str) -> str:
    query = {**request.query_params, "lang": "en" if language == "th" else "th"}
    return f"{request.url.path}?{urlencode(query)}"


def _came_from(request: Request) -> str:
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
