"""A grant was revoked: what was issued by it and still waits to be redeemed goes with it."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.calls import Call
from contracts.events.envelope import History
from contracts.events.identity import GrantState, TokensRevoked
from services.identity.usecases.history import subject_of
from services.identity.usecases.ports import TokenBook


def end_tokens(revoked: Iterable[GrantState], call: Call, book: TokenBook, history: History) -> None:
    """For the lists, which would show them as live: redeeming asks for the grant itself and waits for no news of it."""
    for grant in revoked:
        count = book.end_those_of(grant.id, call.now)
        if count:
            ended = TokensRevoked(grant_id=grant.id, agency_id=grant.agency_id, count=count)
            history.record(subject_of(grant.agency_id), ended, call)
