"""The agencies behind a figure."""

from __future__ import annotations

from contracts.calls import Call
from contracts.rpc.reporting.figures import AgenciesInState, AgencyInState, ListByState
from contracts.vocabulary import ComplianceState
from services.reporting.domain.asking import Figure
from services.reporting.domain.terms import Measure, Obligation, State
from services.reporting.usecases.asking import Reader, day_asked_for, selection_asked_for
from services.reporting.usecases.cursors import cursor_of, position_of


def list_by_state(request: ListByState, call: Call, reader: Reader) -> AgenciesInState:
    """One page of the agencies in a state on a day. Raises Refusal INVALID_REQUEST for a cursor that is not ours, and
    as `selection_asked_for`."""
    day = day_asked_for(request.as_of, call.now)
    figure = Figure(Obligation(request.obligation), Measure(request.measure), day)
    after = position_of(request.after)
    # One more than a page tells whether there is another page.
    selection, limit = selection_asked_for(request, reader, call.now), request.page_size + 1
    if request.state is ComplianceState.NOT_REQUIRED:
        found = reader.listed_without(figure, selection, after, limit)
    else:
        found = reader.listed(figure, State(request.state), selection, after, limit)
    page = found[: request.page_size]
    return AgenciesInState(
        as_of=day,
        items=tuple(AgencyInState(**agency._asdict()) for agency in page),
        next=cursor_of(page[-1]) if len(found) > len(page) else None,
    )
