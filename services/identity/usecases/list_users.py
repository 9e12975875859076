"""A central officer looks at who can do what at an agency, or at everything below it."""

from __future__ import annotations

from datetime import date

from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.identity.granting import AgencyUser, AgencyUsers, ListUsers
from contracts.vocabulary import Role
from services.identity.domain.listing import Place, Wanted
from services.identity.domain.officers import written
from services.identity.usecases.history import subject_of
from services.identity.usecases.naming import last_name
from services.identity.usecases.ports import AgencyBook, GrantBook, OfficerBook

UNKNOWN_CURSOR = FieldProblem(
    field="after",
    message_th="ไม่พบตำแหน่งของหน้าถัดไป กรุณาเริ่มจากหน้าแรก",
    message_en="There is no such place in this list. Start from the first page.",
)


def list_users(
    request: ListUsers, today: date, grants: GrantBook, officers: OfficerBook, agencies: AgencyBook
) -> AgencyUsers:
    """One page, by name in Thai order. The cursor is the id of the page's last grant: a name has no place in addresses.

    Four queries, whatever is asked for. Raises Refusal INVALID_REQUEST for a cursor that is none.
    """
    scope = subject_of(request.agency_id) if request.under else None
    wanted = Wanted(
        agency_id=request.agency_id,
        scope=scope,
        role=request.role,
        suspended=request.suspended,
        beginnings=tuple(written(request.query or "").split()),
    )
    found = grants.list(wanted, request.page_size + 1, _place(request, scope, grants))
    page = found[: request.page_size]
    seen = officers.last_seen({held.grant.officer_id for held in page})
    states = agencies.many({held.grant.agency_id for held in page if held.grant.agency_id is not None})
    names = {agency_id: last_name(state, today) for agency_id, state in states.items()}
    return AgencyUsers(
        items=tuple(
            AgencyUser(
                officer_id=held.grant.officer_id,
                name=held.holder_name,
                grant_id=held.grant.id,
                role=Role(held.grant.role),
                agency_id=held.grant.agency_id,
                agency_name_th=names.get(held.grant.agency_id or ""),
                since=held.grant.given_at,
                last_seen_at=seen.get(held.grant.officer_id),
                suspended_since=held.suspended_since,
            )
            for held in page
        ),
        next=page[-1].grant.id if len(found) > len(page) else None,
    )


def _place(request: ListUsers, scope: str | None, grants: GrantBook) -> Place | None:
    if request.after is None:
        return None
    name = grants.holder_name(request.after, request.agency_id, scope)
    if name is None:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(UNKNOWN_CURSOR,))
    return Place(name, request.after)
