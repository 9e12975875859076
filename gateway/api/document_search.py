"""Published documents of the whole country, found by anybody."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query

from contracts.rpc.documents.searching import SEARCH_PUBLISHED, FoundDocument, SearchPublished
from contracts.vocabulary import Obligation
from gateway.api.paging import Page, PageAsked
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC

routes = Resource("published documents")

IN_DOCUMENT = "By the date in the document, this day included."


@routes.read("/documents", guard=PUBLIC, reply=Page[FoundDocument])
async def search_documents(
    page: PageAsked,
    ask: Ask,
    search: Annotated[
        str | None, Query(max_length=200, description="Words of the title, the file name or the agency's names.")
    ] = None,
    agency_id: Annotated[
        str | None, Query(max_length=64, description="Only what this agency published itself.")
    ] = None,
    obligation: Obligation | None = None,
    dated_from: Annotated[date | None, Query(description=IN_DOCUMENT)] = None,
    dated_to: Annotated[date | None, Query(description=IN_DOCUMENT)] = None,
) -> Page[FoundDocument]:
    """What is published now, those with the latest date first."""
    asked = SearchPublished(
        search=search,
        agency_id=agency_id,
        obligation=obligation,
        dated_from=dated_from,
        dated_to=dated_to,
        page_size=page.page_size,
        after=page.after,
    )
    found = await ask(SEARCH_PUBLISHED, asked)
    return Page(items=found.items, next=page.next(found.next))
