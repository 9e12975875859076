"""Look at an agency's page."""

from __future__ import annotations

from contracts.calls import Call
from contracts.rpc import agencies as rpc
from services.agencies.domain.agency import AgencyUnknown
from services.agencies.domain.days import day_in_bangkok
from services.agencies.domain.tree import path_on
from services.agencies.usecases.ports import AgencyBook, Rights
from services.agencies.usecases.telling import reply


def get_agency(request: rpc.GetAgency, call: Call, book: AgencyBook, rights: Rights) -> rpc.Agency:
    """The agency today. Raises AgencyUnknown also when it is hidden from whoever asks."""
    today = day_in_bangkok(call.now)
    found = book.with_ancestors(request.agency_id)
    if found is None:
        raise AgencyUnknown(request.agency_id)
    agency, above = found
    may_read = rights.may_read(call.caller, agency.id, today)
    if not (may_read or agency.public_on(today)):
        raise AgencyUnknown(request.agency_id)
    path = [ancestor for ancestor in path_on(agency, above, today) if may_read or ancestor.public_on(today)]
    return reply(agency, path, today, confidential=may_read)
