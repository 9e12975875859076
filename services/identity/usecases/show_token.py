"""An officer looks at a number once more, to pass it on."""

from __future__ import annotations

from datetime import date

from contracts.calls import Call
from contracts.events.envelope import History
from contracts.events.identity import TokenShown
from contracts.rpc.identity.tokens import ShownToken, TokenAt
from contracts.vocabulary import Role
from services.identity.domain.tokens import TokenUnknown
from services.identity.usecases.authority import with_authority
from services.identity.usecases.history import subject_of
from services.identity.usecases.ports import AgencyBook, GrantBook, TokenBook


def show_token(
    request: TokenAt,
    call: Call,
    today: date,
    agencies: AgencyBook,
    grants: GrantBook,
    book: TokenBook,
    history: History,
) -> ShownToken:
    """Only while it waits to be redeemed, and only to who could issue it: the number is worth as much as the right.

    Raises TokenUnknown, BeyondOwnRights.
    """
    token = book.waiting(request.token_id, request.agency_id, call.now)
    if token is None:
        raise TokenUnknown
    authorised = with_authority(call, token.role, token.agency_id, today, grants, agencies)
    number = book.numbers([token.id]).get(token.id)
    if number is None:
        raise TokenUnknown
    shown = TokenShown(token_id=token.id, role=Role(token.role), agency_id=token.agency_id)
    history.record(subject_of(token.agency_id), shown, authorised)
    return ShownToken(id=token.id, token=number, expires_at=token.expires_at)
