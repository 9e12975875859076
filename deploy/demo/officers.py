"""How people of the demonstration come to their roles: by tokens, as everybody does."""

from __future__ import annotations

import time

from chassis.config import Settings
from deploy.demo.accounts import Account
from deploy.demo.visitor import PATIENCE, Unexpected, Visitor

_BETWEEN_TRIES = 0.5


def become_administrator(visitor: Visitor, account: Account, settings: Settings) -> None:
    """Sign the account in as dga_admin, with the installation's first token if it is not one yet.

    Raises Unexpected, and Refusal when there is no first token to be had.
    """
    visitor.register(account)
    visitor.sign_in(account)
    if "dga_admin" not in roles(visitor):
        from deploy.operator import bootstrap_admin  # the operator's tools take a second to import

        redeem(visitor, account, bootstrap_admin(settings))


def become(visitor: Visitor, account: Account, role: str, agency_id: str, *, granted_by: Visitor) -> None:
    """Sign the account in with a role at an agency, by a token from somebody who may issue it."""
    visitor.register(account)
    visitor.sign_in(account)
    if role not in roles(visitor):
        redeem(visitor, account, token_for(granted_by, role, agency_id))


def redeem(visitor: Visitor, account: Account, token: str) -> None:
    """Redeem a token and sign in again, after which the role holds."""
    visitor.post("/api/v1/token-redemptions", {"token": token})
    visitor.sign_in(account)


def token_for(issuer: Visitor, role: str, agency_id: str) -> str:
    """A token that gives a role at an agency. Tried again while a new agency is not known everywhere yet."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return str(issuer.post(f"/api/v1/agencies/{agency_id}/tokens", {"role": role}).json()["token"])
        except Unexpected:
            if time.monotonic() > deadline:
                raise
            time.sleep(_BETWEEN_TRIES)


def roles(visitor: Visitor) -> set[str]:
    """The roles of whoever is signed in, wherever they hold them."""
    return {grant["role"] for grant in visitor.get("/api/v1/me").json()["grants"]}


def id_of(visitor: Visitor, agency_code: str) -> str:
    """The id of the agency with that code."""
    query = {"search": agency_code}
    found = visitor.until("/api/v1/agencies", lambda answer: bool(answer["items"]), f"{agency_code} is found", query)
    return str(found["items"][0]["id"])
