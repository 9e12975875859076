"""Agencies were registered or changed."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.calls import Call
from contracts.events.agencies import AgencyFacts, AgencyState
from contracts.events.envelope import History
from services.reporting.domain.account import Fact, Place, standings
from services.reporting.domain.days import FOREVER, Span
from services.reporting.usecases.learning import Ledger, learn


def note_agencies(agencies: Iterable[AgencyState], ledger: Ledger, history: History, call: Call) -> None:
    """Learn each agency's place in the tree and in the figures, on every day."""
    learn([_fact(agency) for agency in agencies], ledger, history, call)


def _fact(agency: AgencyState) -> Fact:
    held = standings(
        ((facts.effective_on, facts.parent_id, _place(facts)) for facts in agency.timeline),
        (Span(absence.start, absence.end or FOREVER) for absence in agency.absences),
    )
    parents = frozenset(standing.parent_id for standing in held if standing.parent_id)
    return Fact(agency.id, lambda account: account.after_facts(agency.version, held), near=parents)


def _place(facts: AgencyFacts) -> Place:
    return Place(
        reporting_unit=facts.reporting_unit,
        category=facts.category.value if facts.category else None,
        province_code=facts.province_code,
        lao_type=facts.lao_type.value if facts.lao_type else None,
        name_th=facts.name_th,
        name_en=facts.name_en,
        level=facts.level.value,
        visible=facts.visible,
    )
