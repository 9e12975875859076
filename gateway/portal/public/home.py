"""The first page: search, ways to browse, and how the country stands."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from contracts.places import PROVINCES
from contracts.rpc.reporting.figures import GET_FIGURES, GetFigures
from contracts.vocabulary import Category, Obligation
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC
from gateway.portal.pages import page
from gateway.portal.public.away import if_there
from gateway.routes import Routes

routes = Routes("public pages")

SHOWN = (Obligation.S10_NOTICE, Obligation.S16_ORDER)
"""What every agency owes; section 13 is for those that have licences, and stands on the page of the figures."""


@routes.page("GET", "/", guard=PUBLIC)
async def home(request: Request, ask: Ask) -> Response:
    """Where everything begins."""
    figures = await asyncio.gather(
        *(if_there(ask, GET_FIGURES, GetFigures(obligation=obligation)) for obligation in SHOWN)
    )
    return await page(
        request,
        "public/home.html",
        figures=[each for each in figures if each],
        categories=tuple(Category),
        provinces=tuple(PROVINCES),
    )
