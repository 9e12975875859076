"""Campaigns as they are ordered, and what agencies name as obstacles."""

from __future__ import annotations

from typing import Any

from contracts.events.documents import Obstacle, Obstacles
from contracts.vocabulary import ObstacleType


def a_campaign(**changed: Any) -> dict[str, Any]:
    """The request of the campaign of November 2567: local bodies until the 29th."""
    given = {
        "name_th": "เร่งรัดองค์กรปกครองส่วนท้องถิ่น รอบ 29 พฤศจิกายน 2567",
        "obligations": ["s10_notice", "s16_order"],
        "target": {"categories": ["local"]},
        "opens_on": "2024-11-12",
        "due_on": "2024-11-29",
    }
    return {**given, **changed}


def obstacles(agency_id: str, *items: tuple[ObstacleType, str | None], version: int = 1) -> Obstacles:
    """What an agency names, the worst first."""
    return Obstacles(
        agency_id=agency_id,
        version=version,
        items=tuple(Obstacle(rank=rank, type=type, detail=detail) for rank, (type, detail) in enumerate(items, 1)),
    )
