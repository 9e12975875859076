"""Who may come in. Every route declares one of these guards; tests/architecture holds them to it.

A guard decides only who is asking. What they may do, and where, is decided by the service (chassis/authz).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity import Access
from gateway.auth import csrf
from gateway.parts import parts_of


@dataclass(frozen=True)
class Guard:
    """`admit` is the FastAPI dependency; it raises Refusal to keep a request out."""

    name: str
    admit: Callable[[Request], Awaitable[None]]


async def _anybody(request: Request) -> None:
    return None


async def _signed_in(request: Request) -> None:
    session = parts_of(request).cookies.session(request)
    if session is None:
        raise Refusal(ErrorCode.UNAUTHENTICATED)
    csrf.check_headers(request, session)
    await parts_of(request).sessions.access(session)


async def _form_of_signed_in(request: Request) -> None:
    """As signed in; a form that does not say where it comes from is held to the token inside it when it is read."""
    session = parts_of(request).cookies.session(request)
    if session is None:
        raise Refusal(ErrorCode.UNAUTHENTICATED)
    if csrf.says_where_from(request) is False:
        raise Refusal(ErrorCode.CSRF_FAILED)
    await parts_of(request).sessions.access(session)


PUBLIC = Guard("public", _anybody)
SIGNED_IN = Guard("signed-in", _signed_in)
SIGNED_IN_FORM = Guard("signed-in form", _form_of_signed_in)


def session_of(request: Request) -> str:
    """The session's secret. Raises Refusal UNAUTHENTICATED when there is none."""
    session = parts_of(request).cookies.session(request)
    if session is None:
        raise Refusal(ErrorCode.UNAUTHENTICATED)
    return session


async def access_of(request: Request) -> Access:
    """Access of whoever is signed in. Raises Refusal UNAUTHENTICATED when nobody is."""
    return await parts_of(request).sessions.access(session_of(request))


async def access_if_any(request: Request) -> Access | None:
    """Access of whoever is signed in, None when nobody is or the session has ended."""
    try:
        return await access_of(request)
    except Refusal as refusal:
        if refusal.code in (ErrorCode.UNAUTHENTICATED, ErrorCode.ACCESS_TOKEN_STALE):
            return None
        raise
