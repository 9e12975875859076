"""One agency's state for everything that the Act asks."""

from __future__ import annotations

from collections.abc import Iterable

from contracts import vocabulary
from contracts.calls import Call
from contracts.rpc.reporting.figures import AgencyCompliance, AgencyObligation, GetCompliance
from contracts.vocabulary import ComplianceState
from services.reporting.domain.asking import Found
from services.reporting.domain.obligations import COUNTED
from services.reporting.domain.terms import Measure, Obligation
from services.reporting.usecases.asking import Reader, day_asked_for, refuse_unknown


def get_compliance(request: GetCompliance, call: Call, reader: Reader) -> AgencyCompliance:
    """Every obligation and measure on a day; `not_required` where the agency does not owe it, or did not exist. Raises
    Refusal AGENCY_UNKNOWN, also of an agency that may not be named to the public."""
    day = day_asked_for(request.as_of, call.now)
    refuse_unknown({request.agency_id}, reader, call.now)
    owed = reader.of_agency(request.agency_id, day)
    return AgencyCompliance(
        agency_id=request.agency_id,
        as_of=day,
        obligations=every_obligation(owed),
    )


def every_obligation(owed: Iterable[Found]) -> tuple[AgencyObligation, ...]:
    """All that the Act asks, from what the agency owes."""
    by_key = {(item.obligation, item.measure): item for item in owed}
    return tuple(_shown(obligation, measure, by_key.get((obligation, measure))) for obligation, measure in COUNTED)


def _shown(obligation: Obligation, measure: Measure, found: Found | None) -> AgencyObligation:
    return AgencyObligation(
        obligation=vocabulary.Obligation(obligation),
        measure=vocabulary.Measure(measure),
        state=ComplianceState(found.state) if found else ComplianceState.NOT_REQUIRED,
        since=found.since if found else None,
    )
