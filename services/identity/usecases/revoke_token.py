"""An officer ends a token that has not been redeemed, without issuing another."""

from __future__ import annotations

from datetime import date

from contracts.calls import Call
from contracts.events.envelope import History
from contracts.events.identity import TokenRevoked
from contracts.rpc.identity.sessions import Done
from contracts.rpc.identity.tokens import TokenAt
from contracts.vocabulary import Role
from services.identity.domain.tokens import TokenUnknown
from services.identity.usecases.authority import with_authority
from services.identity.usecases.history import subject_of
from services.identity.usecases.ports import AgencyBook, GrantBook, TokenBook


def revoke_token(
    request: TokenAt,
    call: Call,
    today: date,
    agencies: AgencyBook,
    grants: GrantBook,
    book: TokenBook,
    history: History,
) -> Done:
    """Only who could issue it may end it. Raises TokenUnknown, BeyondOwnRights."""
    token = book.waiting(request.token_id, request.agency_id, call.now)
    if token is None:
        raise TokenUnknown
    authorised = with_authority(call, token.role, token.agency_id, today, grants, agencies)
    book.revoke(token, call.now)
    revoked = TokenRevoked(token_id=token.id, role=Role(token.role), agency_id=token.agency_id)
    history.record(subject_of(token.agency_id), revoked, authorised)
    return Done()
