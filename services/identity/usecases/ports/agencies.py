"""Which agencies there are, and whether somebody looks after them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from contracts.events.agencies import AgencyState
from services.identity.domain.attendance import Attendance, Unattended
from services.identity.domain.listing import Place


class AgencyBook(Protocol):
    """The agency directory."""

    def get(self, agency_id: str) -> AgencyState | None: ...

    def many(self, agency_ids: Iterable[str]) -> Mapping[str, AgencyState]: ...

    def ancestors(self, agency_id: str, on: date) -> tuple[str, ...]:
        """Ids of the agencies above it on that day, the root first."""

    def paths(self, agency_ids: Collection[str], on: date) -> Mapping[str, tuple[str, ...]]:
        """The `ancestors` of several agencies, unknown ones left out."""

    def below(self, agency_ids: Collection[str]) -> Collection[str]:
        """Ids of all that have, ever had or are going to have one of these above them."""

    def beginning(self, after: date, until: date) -> Collection[str]:
        """Ids of the agencies of which something begins or ends to hold on these days, the first excluded."""

    def all_ids(self) -> Collection[str]: ...


class AttendanceBook(Protocol):
    """For each agency whether an active officer can file there."""

    def look(self, agency_id: str) -> Attendance:
        """What was found last. Until the end of the transaction nobody else looks at the same agency."""

    def note(self, now: Attendance) -> None: ...

    def scopes(self, agency_ids: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """The scopes that `place` was last given, of those agencies that it ever was."""

    def place(self, agencies: Iterable[tuple[str, str | None, str | None, Sequence[str]]]) -> None:
        """Keep id, code, Thai name (None: there is no such agency today) and scope of these agencies."""

    def name(self, agency_id: str, scope: str) -> str | None:
        """The agency's name, if it stands in that scope."""

    def unattended(self, scope: str, limit: int, after: Place | None) -> Sequence[Unattended]:
        """At most `limit` agencies of the scope without anybody, in Thai order of names, then by id."""
