"""Which agencies nobody looks after: whoever follows up on filings has to find somebody there first."""

from __future__ import annotations

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity.granting import ListUnattended, UnattendedAgencies, UnattendedAgency
from services.identity.domain.listing import Place
from services.identity.usecases.history import subject_of
from services.identity.usecases.list_users import UNKNOWN_CURSOR
from services.identity.usecases.ports import AttendanceBook


def list_unattended(request: ListUnattended, attendances: AttendanceBook) -> UnattendedAgencies:
    """One page, in Thai order of names, in two queries. The cursor is the id of the page's last agency.

    Raises Refusal INVALID_REQUEST for a cursor that is none.
    """
    scope = subject_of(request.agency_id)
    after: Place | None = None
    if request.after is not None:
        name = attendances.name(request.after, scope)
        if name is None:
            raise Refusal(ErrorCode.INVALID_REQUEST, fields=(UNKNOWN_CURSOR,))
        after = Place(name, request.after)
    found = attendances.unattended(scope, request.page_size + 1, after)
    page = found[: request.page_size]
    return UnattendedAgencies(
        items=tuple(
            UnattendedAgency(
                agency_id=agency.agency_id, agency_code=agency.code, name_th=agency.name_th, since=agency.since
            )
            for agency in page
        ),
        next=page[-1].agency_id if len(found) > len(page) else None,
    )
