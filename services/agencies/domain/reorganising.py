"""Reorganisations: what becomes of the agencies concerned, and whether the tree is still a tree on every day.

Source of the rules: domain page, section 3; docs/decisions/0017. A reorganisation holds from its day on. What stands
under an agency that ends goes where it is told to go, on the days on which it would stand under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from services.agencies.domain.agency import Agency, Contradicted, Facts
from services.agencies.domain.problems import Problem
from services.agencies.domain.tree import cycles, missing_parent

REGISTERED, CHANGED, MOVED, MERGED, SPLIT, DISSOLVED, REOPENED = (
    "registered",
    "changed",
    "moved",
    "merged",
    "split",
    "dissolved",
    "reopened",
)
ENDS = frozenset({MERGED, SPLIT, DISSOLVED})


@dataclass(frozen=True)
class Part:
    """What a reorganisation did to one agency: `fields` of its facts became different on `day`, or it came or went."""

    agency_id: str
    kind: str
    day: date
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reorganisation:
    """One reorganisation (or announced change) as it was decided. `authority_ids`: over whom the right was asked for;
    None among them: over the whole country. `agency_ids` are all that it names."""

    id: str
    kind: str
    effective_on: date
    reason: str | None
    agency_ids: tuple[str, ...]
    authority_ids: tuple[str | None, ...]
    parts: tuple[Part, ...]
    made_at: datetime
    made_by: str
    made_as: str | None
    withdrawn: bool = False


def differing(before: Facts, after: Facts) -> tuple[str, ...]:
    """The names of the facts that differ."""
    return tuple(name for name, value in vars(after).items() if getattr(before, name) != value)


def moved(agency: Agency, day: date, parent_id: str | None) -> Agency:
    """The agency under that parent from the day on. Raises NotInExistence when it does not exist then."""
    return agency.changed_from(day, replace(agency.shown_on(day), parent_id=parent_id))


def ties_to(child: Agency, parent_id: str, day: date) -> Iterator[date]:
    """The days, from `day` on, on which the child begins to stand under that parent (or still does, on `day`)."""
    for period in child.periods():
        if period.facts.parent_id == parent_id and period.end > day:
            yield max(period.start, day)


def rehomed(child: Agency, from_id: str, to_id: str, day: date) -> Agency:
    """The child under `to_id` wherever it would stand under `from_id` from `day` on."""
    for _ in range(len(child.timeline) + len(child.absences) + 1):
        begins = next(ties_to(child, from_id, day), None)
        if begins is None:
            break
        child = moved(child, begins, to_id)
    return child


def undone(agency: Agency, part: Part) -> Agency:
    """The agency as if that part had not been. Raises Contradicted when something later builds on it."""
    if part.kind in ENDS:
        return agency.without_dissolution(part.day)
    if part.kind == REGISTERED:
        if agency.registered_on != part.day:
            raise Contradicted(agency.id, agency.registered_on)
        return agency.never_registered()
    if part.kind == REOPENED:
        return agency.without_reopening(part.day)
    if not agency.exists_on(part.day) or not agency.exists_on(part.day - timedelta(days=1)):
        raise Contradicted(agency.id, part.day)
    eve = agency.shown_on(part.day - timedelta(days=1))
    given_back = {name: getattr(eve, name) for name in part.fields}
    return agency.changed_from(part.day, replace(agency.shown_on(part.day), **given_back))


def tree_problems(touched: Iterable[Agency], known: Mapping[str, Agency]) -> Iterator[Problem]:
    """Why the tree would not be one: an agency without an existing parent, or above itself, on some day.

    `touched` are those that differ and all that ever stand under them; `known` has besides everything above them.
    """
    checked = list(touched)
    for agency in checked:
        gap = missing_parent(agency, known)
        if gap is not None:
            parent = known.get(gap.parent_id)
            name = parent.shown_on(gap.day).name_th if parent else gap.parent_id
            yield Problem(
                "parent_id",
                f"{agency.shown_on(gap.day).name_th} จะอยู่ภายใต้ {name} ซึ่งไม่มีอยู่ในวันที่ {gap.day.isoformat()}",
                f"{agency.shown_on(gap.day).name_th} would stand under {name}, which does not exist on {gap.day}.",
            )
    for cycle in cycles(checked, known):
        names = [known[agency_id].shown_on(cycle.day).name_th for agency_id in cycle.agency_ids]
        chain = " → ".join([*names, names[0]])
        yield Problem(
            "parent_id",
            f"ต้นสังกัดวนเป็นวงกลมในวันที่ {cycle.day.isoformat()}: {chain}",
            f"On {cycle.day} the parents would form a circle: {chain}.",
        )
