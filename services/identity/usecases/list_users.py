"""A central officer looks at who can do what at an agency."""

from __future__ import annotations

from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.identity import AgencyUser, AgencyUsers, ListUsers
from contracts.vocabulary import Role
from services.identity.usecases.ports import GrantBook

UNKNOWN_CURSOR = FieldProblem(
    field="after",
    message_th="ไม่พบตำแหน่งของหน้าถัดไป กรุณาเริ่มจากหน้าแรก",
    message_en="There is no such place in this list. Start from the first page.",
)


def list_users(request: ListUsers, grants: GrantBook) -> AgencyUsers:
    """One page, by name in Thai order. The cursor is the id of the page's last grant: a name has no place in addresses.

    Raises Refusal INVALID_REQUEST for a cursor that is none.
    """
    found = grants.list_at(request.agency_id, request.page_size + 1, _place(request, grants))
    page = found[: request.page_size]
    return AgencyUsers(
        items=tuple(
            AgencyUser(
                officer_id=grant.officer_id, name=name, grant_id=grant.id, role=Role(grant.role), since=grant.given_at
            )
            for grant, name in page
        ),
        next=page[-1][0].id if len(found) > len(page) else None,
    )


def _place(request: ListUsers, grants: GrantBook) -> tuple[str, str] | None:
    if request.after is None:
        return None
    name = grants.holder_name(request.after, request.agency_id)
    if name is None:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(UNKNOWN_CURSOR,))
    return name, request.after
