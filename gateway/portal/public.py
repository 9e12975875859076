"""What everybody sees: search with the national figures, and an agency's page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chassis.thai_days import bangkok_day
from contracts.errors import Refusal
from contracts.rpc.agencies import GET_AGENCY, LIST_AGENCIES, Agencies, GetAgency, ListAgencies
from contracts.rpc.documents.published import LIST_PUBLISHED, ListPublished
from contracts.rpc.documents.verifying import VERIFY_DOCUMENT, VerifyDocument
from contracts.rpc.reporting.figures import GET_FIGURES, Figures, GetFigures
from contracts.vocabulary import Obligation
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC
from gateway.errors import STATUS
from gateway.portal.pages import page
from gateway.routes import Routes
from gateway.verification_pages import PATH as VERIFICATION

routes = Routes("public pages")


@routes.page("GET", "/", guard=PUBLIC)
async def home(
    request: Request,
    ask: Ask,
    q: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str | None, Query(max_length=1000)] = None,
) -> Response:
    """Search, and how the country stands."""
    found: Agencies | None = None
    if q.strip():
        found = await ask(LIST_AGENCIES, ListAgencies(search=q.strip(), page_size=30, after=after))
    return await page(request, "home.html", q=q, found=found, figures=await _figures(ask))


async def _figures(ask: Ask) -> Figures | None:
    try:
        return await ask(GET_FIGURES, GetFigures(obligation=Obligation.S10_NOTICE))
    except Refusal as refusal:
        if STATUS[refusal.code] < 500:
            raise
        return None


@routes.page("GET", "/agencies/{agency_id}", guard=PUBLIC)
async def agency_page(agency_id: str, request: Request, ask: Ask) -> Response:
    """Who the agency is, and its notices: its own and those from above. Merged, it leads to its successor."""
    agency = await ask(GET_AGENCY, GetAgency(agency_id=agency_id))
    if agency.dissolved_on is not None and agency.dissolved_on <= bangkok_day(datetime.now(UTC)):
        if len(agency.successors) == 1:
            # For good, as far as anybody knows; but agencies do reopen, so it is asked for each time.
            address = f"/agencies/{agency.successors[0].id}"
            return RedirectResponse(address, 308, headers={"Cache-Control": "public, no-cache"})
        return await page(request, "ended.html", agency=agency)
    published = await ask(LIST_PUBLISHED, ListPublished(agency_id=agency_id))
    names = {step.id: step for step in agency.path}
    return await page(request, "agency.html", agency=agency, documents=published.items, names=names)


@routes.page("GET", VERIFICATION, guard=PUBLIC)
async def verification_page(document_id: str, request: Request, ask: Ask) -> Response:
    """Whether a document that somebody holds is what it seems; where the QR code on it leads."""
    verification = await ask(VERIFY_DOCUMENT, VerifyDocument(document_id=document_id))
    return await page(request, "verification.html", verification=verification)
