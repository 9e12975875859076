"""Whether an agency has an active officer of its own who can file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True)
class Attendance:
    """`since`: when the last active officer was lost; None while there is one, and if there never was. `version` counts
    the changes."""

    agency_id: str
    attended: bool
    since: datetime | None
    version: int

    def left(self, now: datetime) -> Attendance:
        return replace(self, attended=False, since=now, version=self.version + 1)

    def regained(self) -> Attendance:
        return replace(self, attended=True, since=None, version=self.version + 1)


@dataclass(frozen=True)
class Unattended:
    """An agency of the list of those without anybody."""

    agency_id: str
    code: str | None
    name_th: str
    since: datetime | None
