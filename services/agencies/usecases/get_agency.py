"""Look at an agency's page."""

from __future__ import annotations

from contracts.calls import Call
from contracts.rpc import agencies as rpc
from services.agencies.domain.agency import AgencyUnknown
from services.agencies.domain.days import day_in_bangkok
from services.agencies.domain.tree import path_on
from services.agencies.usecases.ports import AgencyBook, Rights
from services.agencies.usecases.read_tree import refuse_days_to_come
from services.agencies.usecases.telling import reply


def get_agency(request: rpc.GetAgency, call: Call, book: AgencyBook, rights: Rights) -> rpc.Agency:
    """The agency today, or as it was on the day asked about.

    Raises AgencyUnknown also before it existed, and when it is hidden from whoever asks: what is hidden today stays so
    whatever day is asked about. Raises Refusal INVALID_REQUEST to the public for a day to come.
    """
    today = day_in_bangkok(call.now)
    day = request.as_of or today
    found = book.with_ancestors(request.agency_id)
    if found is None:
        raise AgencyUnknown(request.agency_id)
    agency, above = found
    may_read = rights.may_read(call.caller, agency.id, today)
    refuse_days_to_come(day, today, may_read)
    if not (may_read or (agency.public_on(today) and agency.public_on(day))) or (
        request.as_of and day < agency.registered_on
    ):
        raise AgencyUnknown(request.agency_id)
    path = [
        ancestor
        for ancestor in path_on(agency, above, day)
        if may_read or (ancestor.public_on(today) and ancestor.public_on(day))
    ]
    ending = agency.ending_seen_on(day)
    found_successors = book.by_ids(ending.successor_ids) if ending else {}
    successors = [
        found_successors[agency_id]
        for agency_id in (ending.successor_ids if ending else ())
        if agency_id in found_successors and (may_read or found_successors[agency_id].public_on(today))
    ]
    return reply(agency, path, day, confidential=may_read, successors=successors)
