"""Lists of agencies: what is asked for, and the page that answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.agencies.domain.agency import Agency


@dataclass(frozen=True)
class Position:
    """Where a page of a list ends: the name by which its last agency is sorted, and its id."""

    name_th: str
    agency_id: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which agencies to list. None: any.

    `beginnings`: groups of which one must fit; in a group every member must begin one of the agency's words. `code`:
    its code or LAO code. `hidden_too`: also those that the public does not see on `today`.
    """

    today: date
    hidden_too: bool
    code: str | None = None
    beginnings: tuple[tuple[str, ...], ...] | None = None
    parent_id: str | None = None
    category: str | None = None
    province_code: str | None = None


@dataclass(frozen=True)
class Page:
    """Agencies by Thai collation of their names; `next` is None on the last page."""

    agencies: tuple[Agency, ...]
    next: Position | None
