"""An officer takes away the list of tokens for everybody below their agency, to be printed and sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.envelope import History
from contracts.events.identity import TokensExported
from contracts.rpc.identity.tokens import ExportedToken, ExportedTokens, ExportTokens
from contracts.vocabulary import Role
from services.identity.domain.token_desk import DeskEntry, Place, Wanted
from services.identity.domain.tokens import LIVE
from services.identity.usecases.authority import with_authority_below
from services.identity.usecases.list_tokens import UNKNOWN_CURSOR
from services.identity.usecases.ports import AgencyBook, GrantBook, TokenBook
from services.identity.usecases.ports.tokens import TokenDesk


def export_tokens(
    request: ExportTokens,
    call: Call,
    today: date,
    agencies: AgencyBook,
    grants: GrantBook,
    book: TokenBook,
    desk: TokenDesk,
    history: History,
) -> ExportedTokens:
    """A page of live tokens with their numbers. The history tells who took how many, for which role, below what.

    A token whose grant is no longer in force, or whose number was sealed with an earlier secret, is left out: it could
    not be redeemed. The cursor is the id of the page's last agency.

    Raises BeyondOwnRights; Refusal INVALID_REQUEST for a cursor that is none.
    """
    authorised = with_authority_below(call, request.role, request.agency_id, today, grants, agencies)
    desk.catch_up(today)
    wanted = Wanted(request.agency_id, (request.role,), LIVE, call.now, only_below=True)
    found = desk.for_export(wanted, request.page_size + 1, _after(request, desk))
    page = found[: request.page_size]
    numbers = book.numbers(_redeemable(page, request.role, grants))
    items = tuple(
        _exported(entry, entry.place, request.role, numbers[entry.latest[request.role].token_id])
        for entry in page
        if entry.place is not None and entry.latest[request.role].token_id in numbers
    )
    taken = TokensExported(agency_id=request.agency_id, role=request.role, count=len(items))
    history.record(request.agency_id, taken, authorised)
    return ExportedTokens(items=items, next=page[-1].agency_id if len(found) > len(page) else None)


def _after(request: ExportTokens, desk: TokenDesk) -> Place | None:
    if request.after is None:
        return None
    place = desk.place_of(request.after)
    if place is None:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(UNKNOWN_CURSOR,))
    return place


def _redeemable(page: Sequence[DeskEntry], role: Role, grants: GrantBook) -> list[str]:
    standings = [entry.latest[role] for entry in page]
    in_force = grants.in_force({each.by_grant for each in standings if each.by_grant})
    return [each.token_id for each in standings if each.by_grant is None or each.by_grant in in_force]


def _exported(entry: DeskEntry, place: Place, role: Role, number: str) -> ExportedToken:
    return ExportedToken(
        agency_id=place.agency_id,
        agency_code=entry.code,
        lao_code=entry.lao_code,
        province_code=place.province_code or None,
        agency_name_th=place.name_th,
        role=role,
        token=number,
        expires_at=entry.latest[role].expires_at,
    )
