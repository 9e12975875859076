"""Agencies were registered or changed: what the ledger is to learn of it."""

from __future__ import annotations

from contracts.events.agencies import AgencyFacts, AgencyState
from services.reporting.domain.account import Fact, Place, standings
from services.reporting.domain.days import FOREVER, Span


def fact_of_agency(agency: AgencyState) -> Fact:
    """The agency's place in the tree and in the figures, on every day."""
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
