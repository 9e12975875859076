"""An officer issues the next token for a role at an agency (จัดการ Token > Refresh)."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from uuid import uuid4

from contracts.calls import Call
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.events.envelope import History
from contracts.events.identity import TokenIssued
from contracts.rpc.identity.tokens import IssuedToken, IssueToken
from contracts.vocabulary import Role
from services.identity.domain import token_numbers, tokens
from services.identity.domain.granting import can_be_held
from services.identity.domain.tokens import Token
from services.identity.usecases.authority import with_authority
from services.identity.usecases.existence import ensure_exists
from services.identity.usecases.history import subject_of
from services.identity.usecases.ports import AgencyBook, GrantBook, TokenBook

AGENCY_MISSING = FieldProblem(
    field="agency_id",
    message_th="บทบาทนี้ต้องระบุหน่วยงาน",
    message_en="This role is held at an agency: name one.",
)


def issue_token(
    request: IssueToken,
    call: Call,
    today: date,
    lifetime: timedelta,
    agencies: AgencyBook,
    grants: GrantBook,
    book: TokenBook,
    history: History,
) -> IssuedToken:
    """Raises BeyondOwnRights; Refusal INVALID_REQUEST for a role that needs an agency, AGENCY_UNKNOWN."""
    if not can_be_held(request.role, request.agency_id):
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(AGENCY_MISSING,))
    if request.agency_id is not None:
        ensure_exists(request.agency_id, today, agencies)
    authorised = with_authority(call, request.role, request.agency_id, today, grants, agencies)
    return issue_next(request.role, request.agency_id, authorised, lifetime, book, history)


def issue_next(
    role: Role, agency_id: str | None, call: Call, lifetime: timedelta, book: TokenBook, history: History
) -> IssuedToken:
    """Issue a token in the name of the caller, who may do so. Raises Refusal UNAUTHENTICATED without a caller."""
    token, number = draw(role, agency_id, call, lifetime)
    book.put([(token, number)])
    history.record(subject_of(agency_id), issued(token), call)
    return IssuedToken(id=token.id, token=number, role=role, agency_id=agency_id, expires_at=token.expires_at)


def draw(role: Role, agency_id: str | None, call: Call, lifetime: timedelta) -> tuple[Token, str]:
    """A token and its number. Raises Refusal UNAUTHENTICATED without a caller."""
    if call.caller is None:
        raise Refusal(ErrorCode.UNAUTHENTICATED)
    number = token_numbers.draw(secrets.randbelow)
    by_grant = call.grant.id if call.grant else None
    return tokens.issue(str(uuid4()), role.value, agency_id, call.caller.subject, by_grant, call.now, lifetime), number


def issued(token: Token) -> TokenIssued:
    return TokenIssued(token_id=token.id, role=Role(token.role), agency_id=token.agency_id, expires_at=token.expires_at)
