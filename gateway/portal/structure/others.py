"""What others did to an agency since the officer opened its form, as the service tells with STALE_VERSION."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.errors import Refusal
from contracts.rpc.agencies import Agency
from contracts.rpc.agencies.records import AgencyHistoryEntry
from gateway.portal.words import Words


@dataclass(frozen=True)
class OthersDeed:
    """One thing that somebody did: each field from what to what."""

    by: str
    at: datetime
    changes: tuple[tuple[str, str, str], ...]


def present(refusal: Refusal) -> Agency | None:
    """The agency as others left it."""
    current = refusal.details.get("current")
    return Agency.model_validate(current) if current else None


def deeds(refusal: Refusal, t: Words) -> list[OthersDeed]:
    """The latest first."""
    told = refusal.details.get("changes")
    entries = [AgencyHistoryEntry.model_validate(each) for each in told] if isinstance(told, list) else []
    return [
        OthersDeed(
            entry.actor_name,
            entry.at,
            tuple((t.field(each.field), t.value(each.before), t.value(each.after)) for each in entry.changes),
        )
        for entry in entries
    ]
