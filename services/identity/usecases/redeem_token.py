"""An officer types the token they were given and becomes what it says."""

from __future__ import annotations

from uuid import uuid4

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.envelope import History
from contracts.events.identity import GrantGiven, TokenRedeemed
from contracts.rpc.identity import GrantView, RedeemToken
from contracts.vocabulary import Role
from services.identity.domain import token_numbers
from services.identity.domain.granting import Grant
from services.identity.domain.officers import Officer
from services.identity.domain.tokens import Token, TokenRefused
from services.identity.usecases.access import as_shown
from services.identity.usecases.history import state_of, subject_of
from services.identity.usecases.ports import AttemptBook, GrantBook, OfficerBook, TokenBook


def redeem_token(
    request: RedeemToken,
    call: Call,
    officers: OfficerBook,
    book: TokenBook,
    grants: GrantBook,
    attempts: AttemptBook,
    history: History,
) -> GrantView:
    """The grant. An officer who holds it already keeps the one they have; the token is used up all the same.

    Raises TokenMistyped (which costs nothing), TooManyAttempts, TokenRefused; Refusal UNAUTHENTICATED.
    """
    officer = officers.get(call.caller.subject) if call.caller else None
    if officer is None:
        raise Refusal(ErrorCode.UNAUTHENTICATED)
    number = token_numbers.read(request.token.get_secret_value())
    before = attempts.of(officer.id)
    if before is not None:
        before.ensure_may_try(call.now)
    token = book.take(number, officer.id, call.now)
    if token is None:
        attempts.note_failure(officer.id, call.now)
        raise TokenRefused
    if before is not None:
        attempts.forget(officer.id)
    redeemed = TokenRedeemed(token_id=token.id, officer_id=officer.id, role=Role(token.role), agency_id=token.agency_id)
    history.record(subject_of(token.agency_id), redeemed, call)
    return as_shown(_held(token, officer, grants) or _given(token, officer, call, officers, grants, history))


def _held(token: Token, officer: Officer, grants: GrantBook) -> Grant | None:
    same = (token.role, token.agency_id)
    return next((grant for grant in grants.held_by(officer.id) if (grant.role, grant.agency_id) == same), None)


def _given(
    token: Token, officer: Officer, call: Call, officers: OfficerBook, grants: GrantBook, history: History
) -> Grant:
    grant = Grant(str(uuid4()), officer.id, token.role, token.agency_id, token.issued_by, call.now)
    grants.give(grant, officer.name)
    version = officers.note_change_of_grants(officer.id)
    if version is None:
        raise Refusal(ErrorCode.UNAUTHENTICATED)
    history.record(subject_of(grant.agency_id), GrantGiven(grant=state_of(grant, version)), call)
    return grant
