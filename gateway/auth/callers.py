"""Who is asking: the officer of a session cookie, or the machine client of a bearer token. Asked of identity once for
each request, and forgotten with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity.clients import ClientAccess
from contracts.rpc.identity.sessions import Access
from gateway.auth.cookies import LONGEST_SECRET
from gateway.field_problems import problem
from gateway.parts import parts_of

SIGNED_OUT = (ErrorCode.UNAUTHENTICATED, ErrorCode.ACCESS_TOKEN_STALE)
KEPT = "prakat.caller"
_BEARER = re.compile(r"^bearer +([A-Za-z0-9._~+/=-]+) *$", re.IGNORECASE)


@dataclass(frozen=True)
class Caller:
    """One of the two is there."""

    officer: Access | None = None
    client: ClientAccess | None = None

    @property
    def access_token(self) -> str:
        access = self.officer or self.client
        return access.access_token if access else ""

    @property
    def id(self) -> str:
        """The officer's or the client's."""
        if self.officer:
            return self.officer.profile.officer_id
        return self.client.client_id if self.client else ""


def address_of(request: Request) -> str:
    """Where the request comes from; gateway/edge.py has seen to proxies. Empty when that is not known."""
    return request.client.host if request.client else ""


def bearer_of(request: Request) -> str | None:
    """The bearer token of a request to the API, None when it shows none. Pages are for people: there it counts nothing.

    Raises Refusal UNAUTHENTICATED for one that cannot be ours, INVALID_REQUEST when there is a session cookie as well:
    then it is not clear who asks.
    """
    header = request.headers.get("authorization", "")
    if not header.lower().startswith("bearer") or not request.url.path.startswith("/api/"):
        return None
    if parts_of(request).cookies.session(request) is not None:
        wrong = problem(
            "authorization",
            "ส่ง Bearer token หรือคุกกี้อย่างใดอย่างหนึ่งเท่านั้น",
            "Send a bearer token or a session cookie, not both.",
        )
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(wrong,))
    match = _BEARER.match(header)
    if match is None or len(match[1]) > LONGEST_SECRET:
        raise Refusal(ErrorCode.UNAUTHENTICATED)
    return match[1]


def session_of(request: Request) -> str:
    """The session's secret. Raises Refusal UNAUTHENTICATED when there is none."""
    session = parts_of(request).cookies.session(request)
    if session is None:
        raise Refusal(ErrorCode.UNAUTHENTICATED)
    return session


async def caller_of(request: Request) -> Caller:
    """Raises Refusal UNAUTHENTICATED when the request shows nothing that opens access now."""
    kept: Caller | None = request.scope.get(KEPT)
    return kept if kept is not None else await caller_anew(request)


async def caller_anew(request: Request) -> Caller:
    """As `caller_of`, but asked again: rights have changed while the request was at work."""
    bearer = bearer_of(request)
    sessions = parts_of(request).sessions
    if bearer is None:
        found = Caller(officer=await sessions.access(session_of(request)))
    else:
        found = Caller(client=await sessions.client_access(bearer, address_of(request)))
    request.scope[KEPT] = found
    return found


async def access_of(request: Request) -> Access:
    """Access of the officer who is signed in.

    Raises Refusal UNAUTHENTICATED when nobody is, FORBIDDEN when a machine client asks for what is for people.
    """
    officer = (await caller_of(request)).officer
    if officer is None:
        raise Refusal(ErrorCode.FORBIDDEN)
    return officer


async def caller_if_any(request: Request) -> Caller | None:
    """Whoever asks, None when nobody in particular does or the session has ended. A bad bearer token is still refused:
    a program that shows one must not take an answer for the public as its own."""
    bearer = bearer_of(request)
    if bearer is None and parts_of(request).cookies.session(request) is None:
        return None
    try:
        return await caller_of(request)
    except Refusal as refusal:
        if refusal.code in SIGNED_OUT and bearer is None:
            return None
        raise
