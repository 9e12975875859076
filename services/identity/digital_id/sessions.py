"""Who is signed in in which browser: a random cookie, known to the store by its hash only."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from flask import Response

from services.identity.digital_id.model import Account, HalfWay, Proof, SignedIn
from services.identity.digital_id.store import people, signed_in
from services.identity.digital_id.vault import hash_of

# The prefix makes browsers refuse the cookie unless it is Secure, for this host alone and for every path.
COOKIE = "__Host-digital-id"
HALF_WAY_COOKIE = "__Host-digital-id-half-way"
LONGEST = timedelta(hours=8)
IDLE = timedelta(minutes=30)
# Time to find the telephone and type the code.
HALF_WAY_LASTS = timedelta(minutes=5)
# The session is prolonged in steps, not written at every request.
STEP = timedelta(minutes=1)


def open_session(account: Account, proof: Proof, now: datetime, replacing: str | None) -> str:
    """Sign the account in. Gives the cookie's new value; `replacing` is the old one, which ends."""
    close_session(replacing)
    cookie = secrets.token_urlsafe(32)
    session = SignedIn(account, hash_of(cookie), now, proof.acr, proof.amr)
    signed_in.add_session(session, expires_at=now + IDLE, ends_at=now + LONGEST)
    return cookie


def find_session(cookie: str | None, now: datetime) -> SignedIn | None:
    """Who is signed in with this cookie; None when it is unknown, ended or unused for IDLE."""
    found = signed_in.session(hash_of(cookie), now) if cookie else None
    account = people.account(found.account_id) if found else None
    if found is None or account is None or account.credentials != found.credentials:
        return None
    expires_at = min(now + IDLE, found.ends_at)
    if expires_at - found.expires_at >= STEP:
        signed_in.prolong_session(found.id, expires_at)
    return SignedIn(account, found.id, found.authenticated_at, found.acr, tuple(found.amr))


def close_session(cookie: str | None) -> None:
    if cookie:
        signed_in.remove_session(hash_of(cookie))


def open_half_way(account: Account, now: datetime) -> str:
    """The password was right, the code is still to come. Gives the value of the cookie that says so."""
    cookie = secrets.token_urlsafe(32)
    signed_in.add_half_way(HalfWay(hash_of(cookie), account.id, account.credentials, now + HALF_WAY_LASTS))
    return cookie


def find_half_way(cookie: str | None, now: datetime) -> Account | None:
    """Whose password was right in this browser within HALF_WAY_LASTS."""
    found = signed_in.half_way(hash_of(cookie), now) if cookie else None
    account = people.account(found.account_id) if found else None
    return account if found and account and account.credentials == found.credentials else None


def close_half_way(cookie: str | None) -> bool:
    """False when it is closed already."""
    return bool(cookie) and signed_in.remove_half_way(hash_of(cookie or ""))


def hand_over(response: Response, cookie: str, name: str = COOKIE) -> None:
    """Put the cookie on the response; it lasts no longer than the browser stays open."""
    response.set_cookie(name, cookie, secure=True, httponly=True, samesite="Lax", path="/")


def take_back(response: Response, name: str = COOKIE) -> None:
    response.delete_cookie(name, secure=True, httponly=True, samesite="Lax", path="/")
