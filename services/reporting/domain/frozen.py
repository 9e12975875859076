"""Frozen figures: what is kept of them, the bytes that are hashed, and how a list differs from another one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from services.reporting.domain.asking import Grouping
from services.reporting.domain.terms import Measure, Obligation, State


class FrozenFiguresUnknown(Exception):
    code = "frozen_figures_unknown"


@dataclass(frozen=True)
class FrozenSet:
    """A set that is kept. `content` is what is hashed, as JSON; `agencies` counts the list behind it."""

    id: str
    title: str
    as_of: date
    obligations: tuple[Obligation, ...]
    measure: Measure
    group_by: Grouping
    agency_id: str | None
    agencies: int
    frozen_at: datetime
    frozen_by: str
    sha256: str
    list_sha256: str
    content: str
    published_at: datetime | None = None

    def published(self, now: datetime) -> FrozenSet:
        """Public from now on; what is public stays so from its own moment on."""
        return self if self.published_at else replace(self, published_at=now)


class Counted(NamedTuple):
    """An agency behind the figures on their day: the group in which it counts, and its state by each obligation."""

    agency_id: str
    name_th: str
    group: str | None
    category: str | None
    lao_type: str | None
    province_code: str | None
    states: tuple[State, ...]


class Recounted(NamedTuple):
    """What a list says of one obligation: agencies by state, in all and by group."""

    total: Mapping[State, int]
    groups: Mapping[str, Mapping[State, int]]


class Differing(NamedTuple):
    """An agency that stands otherwise in another list of the same day: by each obligation what it was and what it
    became there. None: it is not in the list."""

    agency_id: str
    name_th: str
    changes: tuple[tuple[Obligation, State | None, State | None], ...]


def canonical(content: object) -> str:
    """As RFC 8785 has it: names in order, nothing between them that means nothing, text as it is. True of what has no
    fractions and only ASCII names, as frozen figures do (their percentages are text)."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def recounted(counted: Sequence[Counted], obligations: int) -> tuple[Recounted, ...]:
    """The figures that a list makes of so many obligations, in the order of its agencies' states."""
    found = []
    for place in range(obligations):
        total: Counter[State] = Counter()
        groups: dict[str, Counter[State]] = {}
        for agency in counted:
            state = agency.states[place]
            total[state] += 1
            if agency.group is not None:
                groups.setdefault(agency.group, Counter())[state] += 1
        found.append(Recounted(total, groups))
    return tuple(found)


def differing(
    was: Iterable[Counted], became: Iterable[Counted], obligations: Sequence[Obligation]
) -> Iterator[Differing]:
    """The agencies whose state is another one, or that are in one of the lists alone."""
    nowhere = (None,) * len(obligations)
    left = {agency.agency_id: agency for agency in was}
    for agency in became:
        before = left.pop(agency.agency_id, None)
        changes = _changes(before.states if before else nowhere, agency.states, obligations)
        if changes:
            yield Differing(agency.agency_id, agency.name_th, changes)
    for agency in left.values():
        yield Differing(agency.agency_id, agency.name_th, _changes(agency.states, nowhere, obligations))


def _changes(
    was: Sequence[State | None], became: Sequence[State | None], obligations: Sequence[Obligation]
) -> tuple[tuple[Obligation, State | None, State | None], ...]:
    return tuple(
        (obligation, before, after)
        for obligation, before, after in zip(obligations, was, became, strict=True)
        if before is not after
    )
