"""An agency's page: who it is, how to reach it, and what it publishes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chassis.thai_days import bangkok_day
from contracts.rpc.agencies import GET_AGENCY, LIST_AGENCIES, GetAgency, ListAgencies
from contracts.rpc.documents.published import (
    LIST_PUBLISHED,
    ListPublished,
    PublishedDocument,
    PublishedDocuments,
    PublishedLink,
)
from contracts.rpc.reporting.figures import GET_COMPLIANCE, AgencyObligation, GetCompliance
from contracts.vocabulary import ComplianceState, Measure, Obligation
from gateway.asking import Ask, Asking
from gateway.auth.guards import PUBLIC
from gateway.portal.pages import page
from gateway.portal.public.away import if_there
from gateway.routes import Routes

routes = Routes("public pages")

BELOW = 10


@dataclass(frozen=True)
class Section:
    """What an agency publishes for one obligation: its own documents first, then those from above, then links."""

    obligation: Obligation
    documents: Sequence[PublishedDocument]
    links: Sequence[PublishedLink]


@routes.page("GET", "/agencies/{agency_id}", guard=PUBLIC)
async def agency_page(agency_id: str, request: Request, ask: Ask) -> Response:
    """Who the agency is, and its notices: its own and those from above. Merged, it leads to its successor."""
    agency = await ask(GET_AGENCY, GetAgency(agency_id=agency_id))
    if agency.dissolved_on is not None and agency.dissolved_on <= bangkok_day(datetime.now(UTC)):
        if len(agency.successors) == 1:
            # For good, as far as anybody knows; but agencies do reopen, so it is asked for each time.
            address = f"/agencies/{agency.successors[0].id}"
            return RedirectResponse(address, 308, headers={"Cache-Control": "public, no-cache"})
        return await page(request, "public/ended.html", agency=agency)
    published, standing, below = await asyncio.gather(
        ask(LIST_PUBLISHED, ListPublished(agency_id=agency_id)),
        _standing(ask, agency_id),
        if_there(ask, LIST_AGENCIES, ListAgencies(parent_id=agency_id, page_size=BELOW)),
    )
    return await page(
        request,
        "public/agency.html",
        agency=agency,
        sections=sections_of(published),
        withdrawn=published.withdrawn,
        above={step.id: step for step in agency.path},
        standing=standing,
        below=below,
    )


def sections_of(published: PublishedDocuments) -> Sequence[Section]:
    """In the order of the Act; a section without anything is left out."""
    sections = [
        Section(
            obligation,
            sorted(
                (each for each in published.items if each.obligation == obligation),
                key=lambda each: each.inherited_from is not None,
            ),
            [each for each in published.links if each.obligation == obligation],
        )
        for obligation in Obligation
    ]
    return [section for section in sections if section.documents or section.links]


async def _standing(ask: Asking, agency_id: str) -> Sequence[AgencyObligation]:
    """How it stands with what it owes, as the published figures count it."""
    found = await if_there(ask, GET_COMPLIANCE, GetCompliance(agency_id=agency_id))
    return [
        each
        for each in (found.obligations if found else ())
        if each.measure is Measure.UPLOADED and each.state is not ComplianceState.NOT_REQUIRED
    ]
