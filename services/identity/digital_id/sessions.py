"""Who is signed in in which browser: a random cookie, known to the store by its hash only."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import structlog
from flask import Response

from services.identity.digital_id import store
from services.identity.digital_id.keys import hash_of
from services.identity.digital_id.model import ACR_PASSWORD, Account, SignedIn

# The prefix makes browsers refuse the cookie unless it is Secure, for this host alone and for every path.
COOKIE = "__Host-digital-id"
LONGEST = timedelta(hours=8)
IDLE = timedelta(minutes=30)
# The session is prolonged in steps, not written at every request.
STEP = timedelta(minutes=1)

log = structlog.get_logger()


def open_session(account: Account, now: datetime, replacing: str | None) -> str:
    """Sign the account in. Gives the cookie's new value; `replacing` is the old one, which ends."""
    close_session(replacing)
    cookie = secrets.token_urlsafe(32)
    signed_in = SignedIn(account, hash_of(cookie), now, ACR_PASSWORD)
    store.add_session(signed_in, expires_at=now + IDLE, ends_at=now + LONGEST)
    log.info("signed_in", account_id=account.id)
    return cookie


def find_session(cookie: str | None, now: datetime) -> SignedIn | None:
    """Who is signed in with this cookie; None when it is unknown, ended or unused for IDLE."""
    found = store.session(hash_of(cookie), now) if cookie else None
    account = store.account(found.account_id) if found else None
    if found is None or account is None:
        return None
    expires_at = min(now + IDLE, found.ends_at)
    if expires_at - found.expires_at >= STEP:
        store.prolong_session(found.id, expires_at)
    return SignedIn(account, found.id, found.authenticated_at, found.acr)


def close_session(cookie: str | None) -> None:
    if cookie:
        store.remove_session(hash_of(cookie))


def hand_over(response: Response, cookie: str) -> None:
    """Put the cookie on the response; it lasts no longer than the browser stays open."""
    response.set_cookie(COOKIE, cookie, secure=True, httponly=True, samesite="Lax", path="/")


def take_back(response: Response) -> None:
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Lax", path="/")
