"""What keeps agencies from it: learnt from their filings, counted for everybody, read in their own words by whoever
supervises them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from contracts.calls import Call
from contracts.events.documents import Obstacles
from contracts.rpc.reporting import obstacles as rpc
from contracts.vocabulary import Category, ObstacleType
from services.reporting.domain.asking import Position
from services.reporting.domain.obstacles import Named, Obstacle, Said, TypeCount, ranked, summed
from services.reporting.domain.targets import EVERYBODY, Target
from services.reporting.usecases.asking import day_asked_for
from services.reporting.usecases.cursors import cursor_at, place_at
from services.reporting.usecases.get_figures import LISTED_ORDER

FORM_ORDER = tuple(type.value for type in ObstacleType)


class ObstacleBook(Protocol):
    """What agencies name as obstacles, day by day."""

    def learn(self, said: Iterable[Said]) -> None: ...

    def counts(
        self, day: date, target: Target, group_by: str | None
    ) -> Mapping[str | None, tuple[int, Mapping[tuple[str, int], int]]]:
        """Of each group (None: all, or those without one): how many agencies name any, and how many by type and
        rank."""

    def listed(
        self,
        day: date,
        target: Target,
        type: str | None,
        rank: int | None,
        after: tuple[Position, int] | None,
        limit: int,
    ) -> Sequence[Named]: ...


def note_obstacles(said: Iterable[tuple[Obstacles, date]], book: ObstacleBook) -> None:
    """Learn each list with the day on which it was said."""
    book.learn(
        Said(
            agency_id=each.agency_id,
            version=each.version,
            on=on,
            items=tuple(Obstacle(item.rank, item.type.value, item.detail, item.active) for item in each.items),
        )
        for each, on in said
    )


def get_obstacle_figures(
    request: rpc.GetObstacleFigures, below: str | None, call: Call, book: ObstacleBook
) -> rpc.ObstacleFigures:
    """Counts on a day, in all and by group, of the country or `below` an agency."""
    day = day_asked_for(request.as_of, call.now)
    target = Target(below=(below,)) if below else EVERYBODY
    found = book.counts(day, target, request.group_by)
    groups = sorted((group for group in found if group), key=lambda group: (LISTED_ORDER.get(group, 0), group))
    return rpc.ObstacleFigures(
        as_of=day,
        agencies=sum(agencies for agencies, _ in found.values()),
        types=_types(ranked(summed(counts for _, counts in found.values()), FORM_ORDER)),
        group_by=request.group_by,
        groups=tuple(
            rpc.ObstacleGroup(group=group, agencies=found[group][0], types=_types(ranked(found[group][1], FORM_ORDER)))
            for group in groups
        ),
    )


def list_obstacles(request: rpc.ListObstacles, call: Call, book: ObstacleBook) -> rpc.NamedObstacles:
    """One page. Raises Refusal INVALID_REQUEST for a cursor that is not ours."""
    day = day_asked_for(request.as_of, call.now)
    target = Target(
        categories=(request.category.value,) if request.category else (),
        lao_types=(request.lao_type.value,) if request.lao_type else (),
        province_codes=(request.province_code,) if request.province_code else (),
        below=(request.agency_id,) if request.agency_id else (),
    )
    after = _after(request.after) if request.after else None
    found = book.listed(day, target, request.type, request.rank, after, request.page_size + 1)
    page = found[: request.page_size]
    return rpc.NamedObstacles(
        as_of=day,
        items=tuple(_told(each) for each in page),
        next=cursor_at(page[-1].name_th, page[-1].agency_id, page[-1].rank) if len(found) > len(page) else None,
    )


def _after(given: str) -> tuple[Position, int]:
    name, agency_id, rank = place_at(given, str, str, int)
    return Position(str(name), str(agency_id)), int(rank)


def _types(counts: Iterable[TypeCount]) -> tuple[rpc.ObstacleCount, ...]:
    return tuple(
        rpc.ObstacleCount(
            type=ObstacleType(each.type),
            first=each.by_rank[0],
            second=each.by_rank[1],
            third=each.by_rank[2],
            total=each.total,
        )
        for each in counts
    )


def _told(named: Named) -> rpc.NamedObstacle:
    return rpc.NamedObstacle(
        agency_id=named.agency_id,
        name_th=named.name_th,
        category=Category(named.category) if named.category else None,
        province_code=named.province_code,
        rank=named.rank,
        type=ObstacleType(named.type),
        detail=named.detail,
        said_on=named.said_on,
    )
