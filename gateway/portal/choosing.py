"""Which agency a page of an officer is about, and finding another one."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from contracts.rpc.agencies import GET_AGENCY, LIST_AGENCIES, Agencies, Agency, GetAgency, ListAgencies
from gateway.asking import Asking
from gateway.auth.callers import access_of

MOST_FOUND = 30


@dataclass(frozen=True)
class Chosen:
    """`agency` is that of `?agency=`, or else of the grant that the officer acts by; None: the whole country. `find`:
    what was typed to find another, `found` what there is."""

    agency: Agency | None
    find: str
    found: Agencies | None

    @property
    def id(self) -> str | None:
        return self.agency.id if self.agency else None


async def chosen(request: Request, ask: Asking) -> Chosen:
    """Raises Refusal AGENCY_UNKNOWN."""
    query = request.query_params
    agency_id = query.get("agency")
    if agency_id is None:
        acting = (await access_of(request)).profile.acting
        agency_id = acting.agency_id if acting else None
    agency = await ask(GET_AGENCY, GetAgency(agency_id=agency_id[:64])) if agency_id else None
    find = query.get("find", "").strip()[:200]
    found = await ask(LIST_AGENCIES, ListAgencies(search=find, page_size=MOST_FOUND)) if find else None
    return Chosen(agency, find, found)


def with_query(request: Request, **changes: str | None) -> str:
    """This very address with other parameters; None takes one away."""
    query = {**request.query_params, **changes}
    return f"{request.url.path}?{urlencode({name: value for name, value in query.items() if value is not None})}"
