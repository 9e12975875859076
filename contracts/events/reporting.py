"""What `reporting` says."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from contracts.events.envelope import Event
from contracts.vocabulary import ComplianceState, Measure, Obligation


class ComplianceChanged(Event):
    """The state that holds of an agency from `effective_on`, where it differs from what was last said.

    Only said of changes from today on; what a migration says about the past is found by asking.
    """

    TYPE: ClassVar[str] = "prakat.reporting.compliance_changed.v1"
    PUBLIC: ClassVar[str | None] = "for supervising bodies' own systems"
    agency_id: str
    obligation: Obligation
    measure: Measure
    state: ComplianceState
    effective_on: date
