"""An officer looks at what has become of the tokens (จัดการ Token): a row for each agency and role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from contracts.calls import Call
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.identity.tokens import ListTokens, TokenRow, TokenRows, TokenState
from contracts.vocabulary import Role
from services.identity.domain.granting import GIVES_ONLY_BELOW, MAY_GIVE, NATIONAL_ROLES, BeyondOwnRights
from services.identity.domain.token_desk import DeskEntry, Place, Wanted
from services.identity.domain.tokens import LIVE, state_now
from services.identity.usecases.ports.tokens import TokenDesk

UNKNOWN_CURSOR = FieldProblem(
    field="after",
    message_th="ไม่พบตำแหน่งของหน้าถัดไป กรุณาเริ่มจากหน้าแรก",
    message_en="There is no such place in this list. Start from the first page.",
)
_BETWEEN = "."


def list_tokens(request: ListTokens, call: Call, today: date, desk: TokenDesk) -> TokenRows:
    """One page, by name in Thai order, then by role. At most three queries, however many agencies there are.

    The cursor is agency and role of the page's last row: names have no place in addresses. It goes on from where that
    agency stands now. Raises BeyondOwnRights for a role that the acting grant cannot give there; Refusal
    INVALID_REQUEST for a cursor that is none, AGENCY_UNKNOWN.
    """
    roles = _roles(request, call)
    desk.catch_up(today)
    if not request.under:
        entry = desk.at(request.agency_id)
        if entry is None:
            raise Refusal(ErrorCode.AGENCY_UNKNOWN)
        rows = [row for row in _rows(entry, roles, call.now) if request.state in (None, row.state)]
        return TokenRows(items=tuple(rows), next=None)
    start, passed = _start(request, desk)
    wanted = Wanted(request.agency_id, roles, request.state, call.now, only_below=_is_left_out(request, call))
    # Each agency found has a row at least; only of the first one all may be on the page before.
    entries = desk.under(wanted, request.page_size + 2, start)
    rows = []
    for entry in entries:
        begun = entry.agency_id == (start.agency_id if start else None)
        rest = roles[roles.index(passed) + 1 :] if begun and passed in roles else roles
        rows += [row for row in _rows(entry, rest, call.now) if request.state in (None, row.state)]
        if len(rows) > request.page_size:
            break
    page = rows[: request.page_size]
    return TokenRows(items=tuple(page), next=_cursor(page[-1]) if len(rows) > len(page) else None)


def _roles(request: ListTokens, call: Call) -> Sequence[Role]:
    """Those that the acting grant may give there, in the order in which they are declared.

    At agencies the national roles only when one of them is asked for: nobody looks for them there.
    """
    if call.grant is None:
        raise BeyondOwnRights
    may_give = MAY_GIVE.get(call.grant.role, frozenset())
    if request.role is not None:
        roles = [request.role]
    elif request.agency_id is None and not request.under:
        roles = [role for role in Role if role in NATIONAL_ROLES]
    else:
        roles = [role for role in Role if role not in NATIONAL_ROLES]
    roles = [role for role in roles if role in may_give]
    if not roles or (_is_left_out(request, call) and not request.under):
        raise BeyondOwnRights
    return roles


def _is_left_out(request: ListTokens, call: Call) -> bool:
    """Whether the acting grant gives nothing at the very agency that is asked about."""
    grant = call.grant
    return grant is not None and grant.role in GIVES_ONLY_BELOW and grant.agency_id == request.agency_id


def _start(request: ListTokens, desk: TokenDesk) -> tuple[Place | None, str | None]:
    if request.after is None:
        return None, None
    agency_id, _, role = request.after.partition(_BETWEEN)
    place = desk.place_of(agency_id)
    if place is None or role not in set(Role):
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(UNKNOWN_CURSOR,))
    return place, role


def _cursor(row: TokenRow) -> str:
    return f"{row.agency_id}{_BETWEEN}{row.role}"


def _rows(entry: DeskEntry, roles: Sequence[Role], now: datetime) -> Iterator[TokenRow]:
    for role in roles:
        standing = entry.latest.get(role)
        state = state_now(standing, now)
        yield TokenRow(
            agency_id=entry.agency_id,
            agency_code=entry.code,
            agency_name_th=entry.place.name_th if entry.place else None,
            role=role,
            state=TokenState(state),
            token_id=standing.token_id if standing and state == LIVE else None,
            issued_at=standing.issued_at if standing else None,
            expires_at=standing.expires_at if standing else None,
            redeemed_at=standing.redeemed_at if standing else None,
        )
