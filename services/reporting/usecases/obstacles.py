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
from services.reporting.domain.asking import Grouping, Position
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.obstacles import Named, Obstacle, Said, ranked, summed
from services.reporting.domain.targets import Target
from services.reporting.usecases.asking import Numbers, Reader, day_asked_for
from services.reporting.usecases.cursors import cursor_at, place_at
from services.reporting.usecases.grouping import agencies_among, in_order

# How many agencies name any, and how many by type and rank.
Counts = tuple[int, Mapping[tuple[str, int], int]]
FORM_ORDER = tuple(type.value for type in ObstacleType)


class ObstacleBook(Protocol):
    """What agencies name as obstacles, day by day."""

    def learn(self, said: Iterable[Said]) -> None: ...

    def counts(self, day: date, below: str | None, grouping: Grouping | None) -> Mapping[str | None, Counts]:
        """Of each group (None: all, or those without one) at and below an agency (None: of all that count)."""

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
    request: rpc.GetObstacleFigures, below: str | None, call: Call, book: ObstacleBook, reader: Reader, numbers: Numbers
) -> rpc.ObstacleFigures:
    """Counts on a day, in all and by group, of the country or `below` an agency."""
    day = day_asked_for(request.as_of, call.now)
    grouping = Grouping(request.group_by) if request.group_by else None
    found = book.counts(day, below, grouping)
    return rpc.ObstacleFigures(
        as_of=day,
        agencies=sum(agencies for agencies, _ in found.values()),
        types=types_of(found.values()),
        group_by=request.group_by,
        groups=() if grouping is None else _by_group(found, below, day, grouping, call, reader, numbers),
    )


def types_of(counts: Iterable[Counts]) -> tuple[rpc.ObstacleCount, ...]:
    """What most agencies name first."""
    return tuple(
        rpc.ObstacleCount(
            type=ObstacleType(each.type),
            first=each.by_rank[0],
            second=each.by_rank[1],
            third=each.by_rank[2],
            total=each.total,
        )
        for each in ranked(summed(by_type for _, by_type in counts), FORM_ORDER)
    )


def _by_group(
    found: Mapping[str | None, Counts],
    below: str | None,
    day: date,
    grouping: Grouping,
    call: Call,
    reader: Reader,
    numbers: Numbers,
) -> tuple[rpc.ObstacleGroup, ...]:
    groups = {group: counts for group, counts in found.items() if group is not None}
    agencies = agencies_among(groups, below, day, grouping, numbers)
    return tuple(
        rpc.ObstacleGroup(**each._asdict(), agencies=groups[each.group][0], types=types_of([groups[each.group]]))
        for each in in_order(groups, agencies, bangkok_day(call.now), grouping, reader)
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
