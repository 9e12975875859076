"""Published documents: found in the whole country, looked at, and proved to be what they seem."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.rpc.documents.searching import SEARCH_PUBLISHED, SearchPublished
from contracts.rpc.documents.verifying import VERIFY_DOCUMENT, VerifyDocument
from contracts.vocabulary import Obligation, PublicationStatus
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC
from gateway.portal.pages import page
from gateway.routes import Routes
from gateway.verification_pages import PATH as VERIFICATION

routes = Routes("public pages")

PAGE = 20


@routes.page("GET", "/documents", guard=PUBLIC)
async def documents_page(
    request: Request,
    ask: Ask,
    q: Annotated[str, Query(max_length=200)] = "",
    section: Annotated[str, Query(max_length=50)] = "",
    after: Annotated[str | None, Query(max_length=1000)] = None,
) -> Response:
    """Documents of all agencies, those with the latest date first."""
    obligation = Obligation(section) if section in list(Obligation) else None
    asked = SearchPublished(search=q.strip() or None, obligation=obligation, page_size=PAGE, after=after)
    found = await ask(SEARCH_PUBLISHED, asked)
    filters = {name: value for name, value in {"q": q.strip(), "section": section}.items() if value}
    return await page(
        request,
        "public/documents.html",
        asked=asked,
        found=found,
        obligations=(Obligation.S10_NOTICE, Obligation.S13_1_NOTICE, Obligation.S16_ORDER),
        next_page=f"/documents?{urlencode({**filters, 'after': found.next})}" if found.next else None,
    )


@routes.page("GET", "/documents/{document_id}", guard=PUBLIC)
async def document_page(document_id: str, request: Request, ask: Ask) -> Response:
    """The PDF itself, and what is known of it. Of one that is no longer published: that, and no more."""
    document = await ask(VERIFY_DOCUMENT, VerifyDocument(document_id=document_id))
    if document.status is not PublicationStatus.PUBLISHED:
        return RedirectResponse(VERIFICATION.format(document_id=document_id), 303)
    return await page(request, "public/document.html", shows_file=True, document=document)


@routes.page("GET", VERIFICATION, guard=PUBLIC)
async def verification_page(document_id: str, request: Request, ask: Ask) -> Response:
    """Whether a document that somebody holds is what it seems; where the QR code on it leads."""
    verification = await ask(VERIFY_DOCUMENT, VerifyDocument(document_id=document_id))
    return await page(request, "public/verification.html", verification=verification)
