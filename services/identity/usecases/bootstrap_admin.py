"""The operator of a new installation lets its first administrator in."""

from __future__ import annotations

from datetime import timedelta

from contracts.calls import Call
from contracts.events.envelope import History
from contracts.rpc.identity.tokens import BootstrapAdmin, IssuedToken
from contracts.vocabulary import Role
from services.identity.usecases.issue_token import issue_next
from services.identity.usecases.ports import TokenBook


def bootstrap_admin(
    request: BootstrapAdmin, call: Call, lifetime: timedelta, book: TokenBook, history: History
) -> IssuedToken:
    """A token for `dga_admin` of the whole country. Asking again issues a new one and ends the one before."""
    return issue_next(Role.DGA_ADMIN, None, call, lifetime, book, history)
