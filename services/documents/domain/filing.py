"""The whole filing of an agency (แบบฟอร์มรายงาน)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Filing:
    """How the whole stands: `version` counts the changes of any of its parts; 0: nothing was ever filed."""

    agency_id: str
    version: int = 0
    created_at: datetime | None = None
    changed_at: datetime | None = None
    changed_by: str = ""
