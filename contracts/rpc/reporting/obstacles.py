"""What keeps agencies from doing what the Act asks (ปัญหาอุปสรรค): how often, and in whose words."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.rpc.reporting.figures import GroupBy
from contracts.vocabulary import Action, Category, LaoType, ObstacleType


class GetObstacleFigures(Request):
    """How many reporting agencies name what on a day (None: today in Bangkok), in the whole country."""

    as_of: date | None = None
    group_by: GroupBy | None = None


class GetObstacleFiguresBelow(GetObstacleFigures):
    """The same of an agency and all below it (None: the whole country)."""

    agency_id: str | None


class ObstacleCount(Reply):
    """How many agencies name an obstacle of this type as their first, second and third."""

    type: ObstacleType
    first: int
    second: int
    third: int
    total: int


class ObstacleGroup(Reply):
    """`agencies` name at least one. `group` as in `figures.Selection`, for `children` of the agency asked about;
    `name_th`, `name_en`: that day's, of an agency that may be named."""

    group: str
    name_th: str | None = None
    name_en: str | None = None
    agencies: int
    types: tuple[ObstacleCount, ...]


class ObstacleFigures(Reply):
    """`types` begin with what most agencies name. Only obstacles that are switched on count."""

    as_of: date
    agencies: int
    types: tuple[ObstacleCount, ...]
    group_by: GroupBy | None
    groups: tuple[ObstacleGroup, ...]


class ListObstacles(Request):
    """Who names what, in their own words, at and below an agency (None: the whole country): by Thai collation of the
    agencies' names, then by rank. `after` is the cursor of the page before."""

    agency_id: str | None
    as_of: date | None = None
    type: ObstacleType | None = None
    rank: int | None = Field(None, ge=1, le=3)
    category: Category | None = None
    lao_type: LaoType | None = None
    province_code: str | None = Field(None, pattern=r"^\d{2}$")
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, max_length=1000)


class NamedObstacle(Reply):
    """`said_on`: the day on which the agency last changed its obstacles."""

    agency_id: str
    name_th: str
    category: Category | None
    province_code: str | None
    rank: int
    type: ObstacleType
    detail: str | None
    said_on: date


class NamedObstacles(Reply):
    as_of: date
    items: tuple[NamedObstacle, ...]
    next: str | None


GET_OBSTACLE_FIGURES = Operation(
    "reporting", "get_obstacle_figures", GetObstacleFigures, ObstacleFigures, Action.PUBLIC
)
GET_OBSTACLE_FIGURES_BELOW = Operation(
    "reporting", "get_obstacle_figures_below", GetObstacleFiguresBelow, ObstacleFigures, Action.READ_FIGURES
)
LIST_OBSTACLES = Operation("reporting", "list_obstacles", ListObstacles, NamedObstacles, Action.READ_FIGURES)
