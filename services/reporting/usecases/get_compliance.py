"""One agency's state for everything that the Act asks."""

from __future__ import annotations

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.rpc.reporting import AgencyCompliance, AgencyObligation, GetCompliance
from contracts.vocabulary import ComplianceState, Measure, Obligation
from services.reporting.domain.obligations import COUNTED
from services.reporting.usecases.asking import Reader, day_asked_for


def get_compliance(request: GetCompliance, call: Call, reader: Reader) -> AgencyCompliance:
    """Every obligation and measure on a day; `not_required` on days when the agency did not exist. Raises Refusal
    AGENCY_UNKNOWN."""
    day = day_asked_for(request.as_of, call.now)
    found = {(item.obligation, item.measure): item for item in reader.of_agency(request.agency_id, day)}
    if not found and not reader.knows(request.agency_id):
        raise Refusal(ErrorCode.AGENCY_UNKNOWN)
    return AgencyCompliance(
        agency_id=request.agency_id,
        as_of=day,
        obligations=tuple(
            AgencyObligation(
                obligation=Obligation(obligation),
                measure=Measure(measure),
                state=ComplianceState(found[obligation, measure].state if found else ComplianceState.NOT_REQUIRED),
                since=found[obligation, measure].since if found else None,
            )
            for obligation, measure in COUNTED
        ),
    )
