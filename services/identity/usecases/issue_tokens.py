"""An officer issues the first tokens for everybody below their agency, in one go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from contracts.calls import Call
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.events.envelope import History
from contracts.rpc.identity.tokens import IssuedTokens, IssueTokens
from services.identity.domain.granting import NATIONAL_ROLES
from services.identity.domain.tokens import LIVE, Standing, Token, state_now
from services.identity.usecases.authority import with_authority_below
from services.identity.usecases.issue_token import draw, issued
from services.identity.usecases.ports import AgencyBook, GrantBook, TokenBook
from services.identity.usecases.ports.tokens import Breathe, TokenDesk

_AT_A_TIME = 200

NATIONAL_ROLE = FieldProblem(
    field="role",
    message_th="บทบาทระดับประเทศออก Token ทีละรายการเท่านั้น",
    message_en="Tokens for national roles are issued one by one.",
)


def issue_tokens(
    request: IssueTokens,
    call: Call,
    today: date,
    lifetime: timedelta,
    agencies: AgencyBook,
    grants: GrantBook,
    book: TokenBook,
    desk: TokenDesk,
    history: History,
    breathe: Breathe,
) -> IssuedTokens:
    """All or none of them, each with its entry in its agency's history.

    Repeating it is harmless, also under another key: live tokens are kept, as long as the grant that they were issued
    by is in force. A constant number of queries before the writing.

    Raises BeyondOwnRights; Refusal INVALID_REQUEST for a national role.
    """
    role = request.role
    if role in NATIONAL_ROLES:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(NATIONAL_ROLE,))
    authorised = with_authority_below(call, role, request.agency_id, today, grants, agencies)
    desk.catch_up(today)
    below = desk.below(request.agency_id, role)
    working = _working(below, call.now, grants)
    wanting = [agency_id for agency_id, _ in below if request.refresh or agency_id not in working]
    drawn: list[tuple[Token, str]] = []
    for agency_id in wanting:
        token, number = draw(role, agency_id, authorised, lifetime)
        drawn.append((token, number))
        history.record(agency_id, issued(token), authorised)
        if len(drawn) % _AT_A_TIME == 0:
            breathe()
    book.put(drawn)
    return IssuedTokens(issued=len(drawn), kept=len(below) - len(drawn))


def _working(below: Sequence[tuple[str, Standing | None]], now: datetime, grants: GrantBook) -> set[str]:
    """The agencies whose token can be redeemed today."""
    live = {agency_id: standing for agency_id, standing in below if standing and state_now(standing, now) == LIVE}
    in_force = grants.in_force({standing.by_grant for standing in live.values() if standing.by_grant})
    return {
        agency_id for agency_id, standing in live.items() if standing.by_grant is None or standing.by_grant in in_force
    }
