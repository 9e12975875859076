"""The system's own figures beside the published ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contracts.vocabulary import Category, Measure, Obligation
from deploy.demo.published import PERCENT_OF_LOCAL_UPLOADS, S10, S16, SNAPSHOTS, Snapshot
from deploy.demo.visitor import Visitor

_MEASURE = {Measure.ISSUED: "issued", Measure.UPLOADED: "uploaded"}


@dataclass(frozen=True)
class Compared:
    """One published figure: agencies complying of a category, and the percentage where that was published too."""

    snapshot: Snapshot
    obligation: Obligation
    category: Category
    published: int
    found: int
    published_percent: str | None
    found_percent: str | None

    @property
    def agrees(self) -> bool:
        return self.published == self.found and self.published_percent in (None, self.found_percent)

    def __str__(self) -> str:
        percent = f"{self.found_percent} %" if self.published_percent else ""
        verdict = (
            "as published" if self.agrees else f"DIFFERS: published {self.published} {self.published_percent or ''}"
        )
        return (
            f"{self.snapshot.as_of}  {_MEASURE[self.snapshot.measure]:<9} {self.obligation:<11} "
            f"{self.category:<20} {self.found:>5} {percent:>8}  {verdict}"
        )


def compared(visitor: Visitor) -> Iterator[Compared]:
    """Every published figure beside what the system answers now."""
    for snapshot in SNAPSHOTS:
        for obligation in (S10, S16):
            groups = by_category(visitor, snapshot, obligation)
            for category, published in snapshot.complying[obligation].items():
                counts = groups.get(category, {"done": 0, "covered": 0, "percent": None})
                percent = PERCENT_OF_LOCAL_UPLOADS[obligation] if snapshot.measure is Measure.UPLOADED else None
                found = counts["done"] + counts["covered"]
                yield Compared(snapshot, obligation, category, published, found, percent, counts["percent"])


def agencies_counted(visitor: Visitor) -> dict[Category, int]:
    """How many agencies count in each category on the day of the first survey."""
    groups = by_category(visitor, SNAPSHOTS[0], S10)
    states = ("done", "covered", "missing", "not_required")
    return {category: sum(counts[state] for state in states) for category, counts in groups.items()}


def by_category(visitor: Visitor, snapshot: Snapshot, obligation: Obligation) -> dict[Category, dict[str, Any]]:
    query = {"obligation": obligation, "measure": snapshot.measure, "as_of": snapshot.as_of.isoformat()}
    answer = visitor.get("/api/v1/compliance", query)
    return {Category(group["group"]): group for group in answer.json()["groups"]}
