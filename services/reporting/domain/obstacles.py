"""What keeps agencies from doing what the Act asks (ปัญหาอุปสรรค), day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from services.reporting.domain.days import FOREVER, Span

RANKS = (1, 2, 3)


class Obstacle(NamedTuple):
    """`rank` 1 is the worst. `active`: its toggle; what is switched off does not count."""

    rank: int
    type: str
    detail: str | None
    active: bool


class Said(NamedTuple):
    """What an agency said with a version of its list, on a day. It holds until it says something else."""

    agency_id: str
    version: int
    on: date
    items: tuple[Obstacle, ...]


class Named(NamedTuple):
    """An obstacle as it is listed, with the agency's place on the day asked for."""

    agency_id: str
    name_th: str
    category: str | None
    province_code: str | None
    rank: int
    type: str
    detail: str | None
    said_on: date


class TypeCount(NamedTuple):
    """How many agencies name a type of obstacle, by the rank that they give it."""

    type: str
    by_rank: tuple[int, int, int]

    @property
    def total(self) -> int:
        return sum(self.by_rank)


def held(said: Iterable[Said]) -> Mapping[int, Span | None]:
    """The days on which each version of one agency's list counts: those at whose end it was the last word (as for
    documents). None: replaced on the same day."""
    in_order = sorted(said, key=lambda each: each.version)
    firsts: list[date] = []
    for each in in_order:
        # A clock that was behind cannot put a later word before an earlier one.
        firsts.append(max(each.on, firsts[-1]) if firsts else each.on)
    ends = [*firsts[1:], FOREVER]
    return {
        each.version: Span(first, end) if first < end else None
        for each, first, end in zip(in_order, firsts, ends, strict=True)
    }


def ranked(counts: Mapping[tuple[str, int], int], order: Sequence[str]) -> tuple[TypeCount, ...]:
    """The types that are named, from counts by type and rank: what most agencies name first; of equals, what more put
    first; then in the form's `order`."""
    found = [TypeCount(type, _by_rank(counts, type)) for type in order]
    named = [each for each in found if each.total]
    return tuple(sorted(named, key=lambda each: (-each.total, -each.by_rank[0], order.index(each.type))))


def summed(counts: Iterable[Mapping[tuple[str, int], int]]) -> Mapping[tuple[str, int], int]:
    total: Counter[tuple[str, int]] = Counter()
    for each in counts:
        total.update(each)
    return total


def _by_rank(counts: Mapping[tuple[str, int], int], type: str) -> tuple[int, int, int]:
    first, second, third = (counts.get((type, rank), 0) for rank in RANKS)
    return first, second, third
