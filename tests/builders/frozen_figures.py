"""Frozen figures as the services tell of them."""

from __future__ import annotations

from typing import Any, TypeVar

from contracts.jobs import Job
from contracts.rpc.reporting.frozen import FrozenFigures, FrozenSet

FROZEN = "0a6f3a0e-3f6c-4d0e-8a4e-0000000000ff"
LOCAL = {"done": 5842, "covered": 0, "missing": 2008, "not_required": 0, "percent": "74.42"}
LATER = {"done": 5843, "covered": 0, "missing": 2007, "not_required": 0, "percent": "74.43"}

JobT = TypeVar("JobT", bound=Job[Any])


def a_frozen_set(**changed: Any) -> FrozenSet:
    """The figures of the letters of November 2567, published."""
    return FrozenSet.model_validate({**_given(), **changed})


def a_set_shown(**changed: Any) -> FrozenFigures:
    """The same with its figures; one more body has filed since, for that day."""

    def figures(count: dict[str, Any]) -> list[dict[str, Any]]:
        return [{"obligation": "s10_notice", "total": count, "groups": [{**count, "group": "local"}]}]

    shown = {"below": None, "figures": figures(LOCAL), "now": figures(LATER), "same_numbers": False, "altered": []}
    return FrozenFigures.model_validate({**_given(), **shown, **changed})


def a_job(kind: type[JobT], **changed: Any) -> JobT:
    """A job that waits."""
    given = {
        "id": FROZEN,
        "kind": "frozen",
        "state": "waiting",
        "progress": {},
        "requested_at": "2024-12-28T03:00:00Z",
        "requested_by": "officer-1",
    }
    return kind.model_validate({**given, **changed})


def _given() -> dict[str, Any]:
    return {
        "id": FROZEN,
        "title": "รายงานคณะรัฐมนตรี 29 ต.ค. 2567",
        "as_of": "2024-10-29",
        "obligations": ["s10_notice"],
        "measure": "uploaded",
        "group_by": "category",
        "agency_id": None,
        "agencies": 7850,
        "frozen_at": "2024-10-30T03:00:00Z",
        "frozen_by": None,
        "published_at": "2024-10-30T04:00:00Z",
        "sha256": "ab" * 32,
        "list_sha256": "cd" * 32,
    }
