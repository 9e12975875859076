"""The tree that agencies form through their parents, as of any date.

Every function takes the agencies it may need by id; the caller loads them, in a number of queries that does not depend
on how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from services.agencies.domain.agency import Agency


@dataclass(frozen=True)
class ParentMissing:
    """The agency has a parent that does not exist, on `day` at first."""

    agency_id: str
    parent_id: str
    day: date


@dataclass(frozen=True)
class Cycle:
    """On `day` these agencies stand above one another in a circle, each the parent of the one before."""

    agency_ids: tuple[str, ...]
    day: date


def path_on(agency: Agency, others: Mapping[str, Agency], day: date) -> tuple[Agency, ...]:
    """The agencies above it on that day, the root first. Ends where `others` lacks one."""
    path: list[Agency] = []
    seen = {agency.id}
    current: Agency | None = agency
    while current is not None:
        parent_id = current.shown_on(day).parent_id
        if parent_id is None or parent_id in seen:
            break
        seen.add(parent_id)
        current = others.get(parent_id)
        if current is not None:
            path.append(current)
    return tuple(reversed(path))


def missing_parent(agency: Agency, others: Mapping[str, Agency]) -> ParentMissing | None:
    """The first of its parents that does not exist during the whole time in which it is the parent."""
    for period in agency.periods():
        parent_id = period.facts.parent_id
        if parent_id is None:
            continue
        parent = others.get(parent_id)
        if parent is None or not parent.exists_on(period.start):
            return ParentMissing(agency.id, parent_id, period.start)
        ends = [absence.start for absence in parent.absences if period.start < absence.start < period.end]
        if ends:
            return ParentMissing(agency.id, parent_id, ends[0])
    return None


def cycles(changed: Iterable[Agency], others: Mapping[str, Agency]) -> Iterator[Cycle]:
    """Every circle that can be reached upwards from the changed agencies, on any date, each once.

    Walks up from each with the time during which each step holds, so a circle counts only if all its steps hold on one
    and the same day. What was walked through without finding one is not walked through again.
    """
    sound: set[str] = set()
    found: set[frozenset[str]] = set()
    for agency in changed:
        clean = True
        waiting: list[tuple[str, date, date, tuple[str, ...]]] = [(agency.id, date.min, date.max, (agency.id,))]
        while waiting:
            agency_id, start, end, path = waiting.pop()
            current = others.get(agency_id)
            if current is None or agency_id in sound:
                continue
            for period in current.periods():
                first, last = max(start, period.start), min(end, period.end)
                parent_id = period.facts.parent_id
                if parent_id is None or first >= last:
                    continue
                if parent_id not in path:
                    waiting.append((parent_id, first, last, (*path, parent_id)))
                    continue
                clean = False
                circle = path[path.index(parent_id) :]
                if frozenset(circle) not in found:
                    found.add(frozenset(circle))
                    yield Cycle(circle, first)
        if clean:
            sound.add(agency.id)
