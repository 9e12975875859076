"""What keeps agencies from it: how often for everybody, in whose words for whoever supervises them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from contracts.rpc.reporting.figures import GroupBy
from contracts.rpc.reporting.obstacles import (
    GET_OBSTACLE_FIGURES,
    GET_OBSTACLE_FIGURES_BELOW,
    LIST_OBSTACLES,
    GetObstacleFigures,
    GetObstacleFiguresBelow,
    ListObstacles,
    NamedObstacle,
    ObstacleFigures,
)
from contracts.vocabulary import Category, LaoType, ObstacleType
from gateway.api.fields import AgencyId, AsOf
from gateway.api.paging import Page, PageAsked, Paging
from gateway.api.resource import Resource
from gateway.asking import Ask, Asking
from gateway.auth.guards import PUBLIC, SIGNED_IN

routes = Resource("obstacles")

ByGroup = Annotated[
    GroupBy | None,
    Query(description="By what they are grouped; `children`: by those right below the agency."),
]
OfType = Annotated[ObstacleType | None, Query(alias="type", description="Only of this type.")]
OfRank = Annotated[int | None, Query(ge=1, le=3, description="Only what is named first, second or third.")]


@routes.read("/obstacle-figures", guard=PUBLIC, reply=ObstacleFigures)
async def show_obstacle_figures(ask: Ask, as_of: AsOf = None, group_by: ByGroup = None) -> ObstacleFigures:
    """What agencies name as obstacles, ranked by how many do."""
    return await ask(GET_OBSTACLE_FIGURES, GetObstacleFigures(as_of=as_of, group_by=group_by))


@routes.read("/agencies/{agency_id}/obstacle-figures", guard=SIGNED_IN, reply=ObstacleFigures)
async def show_obstacle_figures_below(
    agency_id: AgencyId, ask: Ask, as_of: AsOf = None, group_by: ByGroup = None
) -> ObstacleFigures:
    """The same of an agency and all below it."""
    asked = GetObstacleFiguresBelow(agency_id=agency_id, as_of=as_of, group_by=group_by)
    return await ask(GET_OBSTACLE_FIGURES_BELOW, asked)


@routes.read("/obstacles", guard=SIGNED_IN, reply=Page[NamedObstacle])
async def list_obstacles(
    ask: Ask,
    page: PageAsked,
    kind: OfType = None,
    rank: OfRank = None,
    category: Category | None = None,
    lao_type: LaoType | None = None,
    province_code: Annotated[str | None, Query(pattern=r"^\d{2}$", description="Two digits.")] = None,
    as_of: AsOf = None,
) -> Page[NamedObstacle]:
    """Who names what, in their own words: the whole country, for national roles."""
    asked = ListObstacles(
        agency_id=None,
        as_of=as_of,
        type=kind,
        rank=rank,
        category=category,
        lao_type=lao_type,
        province_code=province_code,
    )
    return await _listed(ask, page, asked)


@routes.read("/agencies/{agency_id}/obstacles-below", guard=SIGNED_IN, reply=Page[NamedObstacle])
async def list_obstacles_below(
    agency_id: AgencyId, ask: Ask, page: PageAsked, kind: OfType = None, rank: OfRank = None, as_of: AsOf = None
) -> Page[NamedObstacle]:
    """Who names what, in their own words, at and below an agency."""
    return await _listed(ask, page, ListObstacles(agency_id=agency_id, as_of=as_of, type=kind, rank=rank))


async def _listed(ask: Asking, page: Paging, asked: ListObstacles) -> Page[NamedObstacle]:
    paged = asked.model_copy(update={"page_size": page.page_size, "after": page.after})
    found = await ask(LIST_OBSTACLES, paged)
    return Page(items=found.items, next=page.next(found.next))
