"""What lists of agencies have in common: the ledger as they see it, and what a request narrows them down to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from contracts.rpc.reporting.figures import WantedByState
from contracts.rpc.reporting.report_list import ReportsWanted
from contracts.vocabulary import ComplianceState
from services.reporting.domain.asking import Chosen, Found, Grouping, Listed, Position
from services.reporting.domain.reports import Wanted
from services.reporting.domain.terms import State


class Listing(Protocol):
    """Lists of agencies as they stand on a day."""

    def page(self, wanted: Wanted, after: Position | None, limit: int) -> Sequence[Listed]: ...

    def standing(self, agency_ids: Collection[str], day: date) -> Mapping[str, Sequence[Found]]:
        """What each of the agencies owes that day."""


def states_of(state: ComplianceState) -> Sequence[State]:
    """As `Wanted` has it: owing nothing is being in none."""
    return () if state is ComplianceState.NOT_REQUIRED else (State(state),)


def groups_asked_for(request: ReportsWanted | WantedByState) -> tuple[Chosen, ...]:
    """The groups in all of which an agency is to be."""
    asked: list[tuple[Grouping, str | None]] = [
        (Grouping.CATEGORY, request.category),
        (Grouping.LAO_TYPE, request.lao_type),
        (Grouping.PROVINCE, request.province_code),
    ]
    if isinstance(request, WantedByState):
        asked += [(Grouping.MINISTRY, request.ministry_id), (Grouping.DEPARTMENT, request.department_id)]
    return tuple(Chosen(grouping, name) for grouping, name in asked if name is not None)
