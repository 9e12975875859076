"""Why a figure is another one than before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from contracts.calls import Call
from contracts.rpc.reporting import comparison as rpc
from contracts.vocabulary import ComplianceState
from services.reporting.domain.asking import Changed, Difference, Position, Selection, Stood, Tally
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.terms import Measure, Obligation, Series, State
from services.reporting.usecases.asking import Numbers, Reader, day_asked_for, selection_asked_for
from services.reporting.usecases.counting import count_as, counts_on
from services.reporting.usecases.cursors import cursor_of, invalid, position_of


class Comparer(Protocol):
    """Holds two days of the ledger against each other."""

    def between(
        self, series: Series, selection: Selection, days: tuple[date, date], after: Position | None, limit: int
    ) -> tuple[Sequence[Difference], Sequence[Changed]]:
        """How many agencies changed from what to what, and a page of them."""


def compare_days(
    request: rpc.CompareDays, call: Call, reader: Reader, numbers: Numbers, comparer: Comparer
) -> rpc.Comparison:
    """Both figures, and a page of the agencies that explain the difference. Raises as `compare`."""
    return compare(request, request.after, request.page_size, call, reader, numbers, comparer)


def compare(
    request: rpc.DaysCompared,
    cursor: str | None,
    page_size: int,
    call: Call,
    reader: Reader,
    numbers: Numbers,
    comparer: Comparer,
) -> rpc.Comparison:
    """Raises Refusal INVALID_REQUEST for days to come or in the wrong order, and for a cursor that is not ours; and as
    `selection_asked_for`."""
    later = day_asked_for(request.later, call.now, "later")
    if request.earlier > later:
        raise invalid("earlier", "ต้องไม่หลังวันที่เปรียบเทียบ", "This must not be after the later day.")
    selection = selection_asked_for(request, reader, call.now)
    series, days = (Obligation(request.obligation), Measure(request.measure)), (request.earlier, later)
    # One more than a page tells whether there is another page.
    after, limit = position_of(cursor), page_size + 1
    differences, changed = comparer.between(series, selection, days, after, limit)
    page = changed[:page_size]
    known = reader.known({each.agency_id for each in page}, bangkok_day(call.now))
    counts = [_day(day, tally) for day, tally in zip(days, counts_on(series, selection, [*days], numbers), strict=True)]
    return rpc.Comparison(
        obligation=request.obligation,
        measure=request.measure,
        earlier=counts[0],
        later=counts[1],
        differences=tuple(
            rpc.Difference(was=_state(each.was), became=_state(each.became), agencies=each.agencies)
            for each in differences
        ),
        items=tuple(
            rpc.ChangedAgency(
                agency_id=each.agency_id,
                name_th=each.name_th,
                was=_standing(each.was, public=known.get(each.agency_id, False)),
                became=_standing(each.became, public=known.get(each.agency_id, False)),
            )
            for each in page
        ),
        next=cursor_of(page[-1]) if len(changed) > len(page) else None,
    )


def _day(day: date, tally: Tally) -> rpc.DayCount:
    return count_as(rpc.DayCount, tally, day=day)


def _state(state: State | None) -> ComplianceState | None:
    return None if state is None else ComplianceState(state)


def _standing(stood: Stood | None, *, public: bool) -> rpc.Standing | None:
    if stood is None:
        return None
    document_ids = stood.document_ids if public else ()
    return rpc.Standing(state=ComplianceState(stood.state), since=stood.since, document_ids=document_ids)
