"""Agencies changed something of their filings: their reports have been begun and edited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from contracts.events.agencies import AgencyState
from contracts.events.documents import (
    DocumentState,
    InheritedSwitch,
    IssuedDeclaration,
    LicenceDeclaration,
    LinkState,
    Obstacles,
)
from services.reporting.domain.reports import Names, Trace
from services.reporting.domain.searching import kept_names

Filed = DocumentState | LinkState | IssuedDeclaration | LicenceDeclaration | InheritedSwitch | Obstacles


class Reports(Protocol):
    """What is kept of each agency's report."""

    def note(self, traces: Iterable[Trace]) -> None: ...

    def keep_names(self, names: Iterable[Names]) -> None: ...


def note_reports(changed: Iterable[tuple[Filed, datetime]], reports: Reports) -> None:
    """Learn when each report was begun and last changed, from what was changed when."""
    reports.note(_trace(filed, at) for filed, at in changed)


def note_names(agencies: Iterable[AgencyState], reports: Reports) -> None:
    """Learn by what agencies are found: all names that they ever had, and their codes."""
    reports.keep_names(
        Names(
            each.id,
            each.version,
            kept_names(
                (name for facts in each.timeline for name in (facts.name_th, facts.name_en)),
                (each.code, each.lao_code),
            ),
        )
        for each in agencies
    )


def _trace(filed: Filed, at: datetime) -> Trace:
    if not isinstance(filed, DocumentState | LinkState):
        return Trace(filed.agency_id, at, at)
    if not (filed.migrated and filed.publications):
        return Trace(filed.agency_id, filed.recorded_at, at)
    # Carried over from an old system: begun there when it was first published, and not edited by being carried over.
    moments = [moment for each in filed.publications for moment in (each.since, each.until) if moment is not None]
    edited_at = max((moment for moment in moments if moment <= at), default=at) if filed.version == 1 else at
    return Trace(filed.agency_id, min(moments), edited_at)
