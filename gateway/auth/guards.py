"""Who may come in. Every route declares one of these guards; tests/architecture holds them to it.

A guard decides only who is asking. What they may do, and where, is decided by the service (chassis/authz).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request

from contracts.errors import ErrorCode, Refusal
from gateway.auth import csrf
from gateway.auth.callers import access_of, bearer_of, caller_of, session_of


@dataclass(frozen=True)
class Guard:
    """`admit` is the FastAPI dependency; it raises Refusal to keep a request out."""

    name: str
    admit: Callable[[Request], Awaitable[None]]


async def _anybody(request: Request) -> None:
    return None


async def _signed_in(request: Request) -> None:
    # A stranger's page cannot make a browser send a bearer token, so only the cookie needs protection.
    if bearer_of(request) is None:
        csrf.check_headers(request, session_of(request))
    await caller_of(request)


async def _officer(request: Request) -> None:
    if bearer_of(request) is None:
        csrf.check_headers(request, session_of(request))
    await access_of(request)


async def _form_of_officer(request: Request) -> None:
    """As officer; a form that does not say where it comes from is held to the token inside it when it is read."""
    session_of(request)
    if csrf.says_where_from(request) is False:
        raise Refusal(ErrorCode.CSRF_FAILED)
    await access_of(request)


async def _client_itself(request: Request) -> None:
    """Nobody is signed in yet: the route itself looks at the client's credentials."""


PUBLIC = Guard("public", _anybody)
SIGNED_IN = Guard("signed-in", _signed_in)
"""An officer or a machine client: which of them may do it is the service's to say."""
OFFICER = Guard("officer", _officer)
OFFICER_FORM = Guard("officer's form", _form_of_officer)
CLIENT_ITSELF = Guard("client itself", _client_itself)
