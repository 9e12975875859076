"""Lists of users and agencies: what is asked for, and where a page begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.identity.domain.granting import Grant

NATIONAL = "national"  # the country, where otherwise the id of an agency stands


def scope_of(agency_id: str | None, ancestors: Sequence[str]) -> tuple[str, ...]:
    """Everything whose lists an agency (None: the country itself) is in: the country, those above it, itself."""
    return (NATIONAL, *ancestors, agency_id) if agency_id is not None else (NATIONAL,)


@dataclass(frozen=True)
class Wanted:
    """Grants at the agency (None: those for the whole country), or with `scope` everywhere in it: the id of an agency,
    for it and all below, or the word for the country. `beginnings`: each begins a word of the holder's name."""

    agency_id: str | None
    scope: str | None = None
    role: str | None = None
    suspended: bool | None = None
    beginnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a page of a list ends: the name by which its last entry is sorted, and its id."""

    name: str
    id: str


@dataclass(frozen=True)
class Held:
    """A grant with its holder's name, and since when their account rests, if it does."""

    grant: Grant
    holder_name: str
    suspended_since: datetime | None
