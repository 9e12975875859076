"""Agencies found by name or code, category, province, and by what they stand under."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from contracts.places import PROVINCES
from contracts.rpc.agencies import GET_AGENCY, LIST_AGENCIES, GetAgency, ListAgencies
from contracts.vocabulary import Category
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC
from gateway.portal.pages import page
from gateway.routes import Routes

routes = Routes("public pages")

PAGE = 30


@routes.page("GET", "/agencies", guard=PUBLIC)
async def agencies_page(
    request: Request,
    ask: Ask,
    q: Annotated[str, Query(max_length=200)] = "",
    category: Annotated[str, Query(max_length=50)] = "",
    province: Annotated[str, Query(max_length=2)] = "",
    parent: Annotated[str, Query(max_length=64)] = "",
    after: Annotated[str | None, Query(max_length=1000)] = None,
) -> Response:
    """A list with its filters. What a form sends empty is not asked for; a code that nobody knows finds nothing."""
    asked = ListAgencies(
        search=q.strip() or None,
        category=Category(category) if category in list(Category) else None,
        province_code=province if province in PROVINCES else None,
        parent_id=parent or None,
        page_size=PAGE,
        after=after,
    )
    found = await ask(LIST_AGENCIES, asked)
    above = await ask(GET_AGENCY, GetAgency(agency_id=parent)) if parent else None
    kept = {"q": q.strip(), "category": category, "province": province, "parent": parent}
    filters = {name: value for name, value in kept.items() if value}
    return await page(
        request,
        "public/agencies.html",
        asked=asked,
        found=found,
        above=above,
        categories=tuple(Category),
        provinces=tuple(PROVINCES),
        next_page=f"/agencies?{urlencode({**filters, 'after': found.next})}" if found.next else None,
    )
