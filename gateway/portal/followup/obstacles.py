"""ปัญหาอุปสรรค: what keeps agencies from doing what the Act asks, ranked, and in whose words."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from contracts.rpc.reporting.obstacles import (
    GET_OBSTACLE_FIGURES_BELOW,
    LIST_OBSTACLES,
    GetObstacleFiguresBelow,
    ListObstacles,
)
from contracts.vocabulary import ObstacleType
from gateway.asking import Ask
from gateway.auth.guards import OFFICER
from gateway.portal.choosing import chosen, with_query
from gateway.portal.followup.campaigns import MENU
from gateway.portal.officer_pages import officer_page
from gateway.routes import Routes

routes = Routes("obstacle pages")


@routes.page("GET", "/obstacles", guard=OFFICER)
async def obstacles_page(
    request: Request,
    ask: Ask,
    kind: str = "",
    after: Annotated[str | None, Query(max_length=1000)] = None,
) -> Response:
    """How many name what, at and below an agency; and who, in their own words."""
    at = await chosen(request, ask)
    asked = ListObstacles(agency_id=at.id, type=ObstacleType(kind) if kind in list(ObstacleType) else None, after=after)
    figures, rows = await asyncio.gather(
        ask(GET_OBSTACLE_FIGURES_BELOW, GetObstacleFiguresBelow(agency_id=at.id)), ask(LIST_OBSTACLES, asked)
    )
    return await officer_page(
        request,
        "followup/obstacles.html",
        MENU,
        at=at,
        figures=figures,
        rows=rows,
        kind=asked.type,
        kinds=list(ObstacleType),
        next_page=with_query(request, after=rows.next) if rows.next else None,
    )
