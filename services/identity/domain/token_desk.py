"""What the list of tokens shows: agencies, and for each role there the latest token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.identity.domain.tokens import Standing


@dataclass(frozen=True)
class Place:
    """Where an agency stands in the list: by its name, in an export by its province ("" for none) first."""

    province_code: str
    name_th: str
    agency_id: str


@dataclass(frozen=True)
class DeskEntry:
    """An agency, and the latest token of each role that ever had one. `place` None: the whole country's own entry."""

    place: Place | None
    code: str | None
    lao_code: str | None
    latest: Mapping[str, Standing]

    @property
    def agency_id(self) -> str | None:
        return self.place.agency_id if self.place else None


@dataclass(frozen=True)
class Wanted:
    """Agencies at or below one (None: in the whole country), itself left out with `only_below`; of them those where the
    latest token of one of the roles is in the `state` (None: in any), as officers are told it `now`."""

    agency_id: str | None
    roles: Sequence[str]
    state: str | None
    now: datetime
    only_below: bool = False
