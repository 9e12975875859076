"""An agency as a row of the import file (docs/imports.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts.vocabulary import Category, LaoType, Level

REGISTERED_ON = date(2023, 1, 1)
"""Every agency of the demonstration country exists from here on: before the first notice in it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class AgencyRow:
    """One row of agencies.csv, one object for each agency. `parent` is the parent's row; None: a root."""

    code: str
    parent: AgencyRow | None
    level: Level
    name_th: str
    name_en: str
    category: Category | None = None
    lao_type: LaoType | None = None
    lao_code: str = ""
    province_code: str = ""
    reporting_unit: bool = False
    full_name_th: str = ""
    website: str = ""
    public_email: str = ""

    @property
    def ancestors(self) -> tuple[AgencyRow, ...]:
        """From the parent up to the root."""
        return () if self.parent is None else (self.parent, *self.parent.ancestors)
