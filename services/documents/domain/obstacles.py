"""What keeps an agency from doing what the Act asks (ปัญหาอุปสรรค)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.documents.domain.vocabulary import ObstacleType

MOST = 3
LONGEST_DETAIL = 1000


class ObstaclesInvalid(Exception):
    """At most three, ranked 1, 2, 3 without a rank twice, each with a detail of at most 1,000 characters."""

    code = "invalid_request"


@dataclass(frozen=True)
class Obstacle:
    rank: int
    type: ObstacleType
    detail: str | None
    active: bool


@dataclass(frozen=True)
class Obstacles:
    """Version 0: nothing was ever said."""

    agency_id: str
    version: int = 0
    items: tuple[Obstacle, ...] = ()

    def say(self, items: Sequence[Obstacle]) -> Obstacles:
        """These instead; the very same when nothing changes. Raises ObstaclesInvalid."""
        ranks = [item.rank for item in items]
        if len(items) > MOST or len(set(ranks)) < len(ranks) or not set(ranks) <= set(range(1, MOST + 1)):
            raise ObstaclesInvalid()
        tidied = tuple(sorted((replace(item, detail=_tidied(item.detail)) for item in items), key=lambda o: o.rank))
        return self if tidied == self.items else replace(self, version=self.version + 1, items=tidied)


def _tidied(given: str | None) -> str | None:
    detail = unicodedata.normalize("NFC", given or "").strip()
    if len(detail) > LONGEST_DETAIL or any(unicodedata.category(c) == "Cc" and c not in "\r\n\t" for c in detail):
        raise ObstaclesInvalid()
    return detail or None
