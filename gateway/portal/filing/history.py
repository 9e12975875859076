"""รายการประวัติ: every change of an agency's filing, in words, and the proof that nothing of it was altered."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from contracts.rpc.agencies import GET_AGENCY, GetAgency
from contracts.rpc.documents.history import (
    READ_FILING_HISTORY,
    VERIFY_FILING_HISTORY,
    ReadFilingHistory,
    VerifyFilingHistory,
)
from contracts.rpc.documents.whole import GET_FILING, GetFiling
from gateway.asking import Ask
from gateway.auth.guards import OFFICER
from gateway.languages import language_of
from gateway.portal.choosing import with_query
from gateway.portal.filing.changes import told
from gateway.portal.filing.sections import LINKS
from gateway.portal.officer_pages import officer_page
from gateway.portal.words import Words
from gateway.routes import Routes

routes = Routes("filing history pages")

SHOWN = 50


@routes.page("GET", "/agencies/{agency_id}/filing/history", guard=OFFICER)
async def filing_history_page(
    agency_id: str,
    request: Request,
    ask: Ask,
    after: Annotated[str | None, Query(pattern=r"^[1-9][0-9]{0,9}$")] = None,
) -> Response:
    """The latest first: who, when, what, from what to what; and whether the chain of all entries is unbroken."""
    agency, filing, changes, proof = await asyncio.gather(
        ask(GET_AGENCY, GetAgency(agency_id=agency_id)),
        ask(GET_FILING, GetFiling(agency_id=agency_id)),
        ask(READ_FILING_HISTORY, ReadFilingHistory(agency_id=agency_id, page_size=SHOWN, after=after)),
        ask(VERIFY_FILING_HISTORY, VerifyFilingHistory(agency_id=agency_id)),
    )
    names = {each.document_id: each.file_name for each in filing.section_10.inherited}
    for links in LINKS:
        names |= {link.id: link.licence_name or link.url for link in links.links(filing)}
    t = Words(language_of(request))
    return await officer_page(
        request,
        "filing/history.html",
        "filing",
        agency=agency,
        rows=[told(change, names, t) for change in changes.items],
        proof=proof,
        next_page=with_query(request, after=changes.next) if changes.next else None,
    )
