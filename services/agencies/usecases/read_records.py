"""An agency's history for those who may read it, and for everybody what held of it when."""

from __future__ import annotations

from datetime import date

from contracts.calls import Call
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.agencies import records as rpc
from services.agencies.domain.agency import AgencyUnknown
from services.agencies.domain.days import day_in_bangkok
from services.agencies.usecases.ports import AgencyBook, Rights


def read_agency_history(request: rpc.ReadAgencyHistory, call: Call, book: AgencyBook) -> rpc.AgencyHistory:
    """Two queries. Raises AgencyUnknown; Refusal INVALID_REQUEST for a cursor that is none."""
    if request.agency_id not in book.by_ids([request.agency_id]):
        raise AgencyUnknown(request.agency_id)
    if request.after is not None and not book.is_place_in_history(request.after):
        wrong = FieldProblem(
            field="after",
            message_th="ตำแหน่งหน้าไม่ถูกต้อง กรุณาเริ่มจากหน้าแรก",
            message_en="Not the cursor of a page. Start from the first page.",
        )
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(wrong,))
    found = book.history(request.agency_id, request.page_size + 1, request.after)
    page = tuple(found[: request.page_size])
    return rpc.AgencyHistory(items=page, next=page[-1].id if len(found) > len(page) else None)


def read_agency_periods(
    request: rpc.ReadAgencyPeriods, call: Call, book: AgencyBook, rights: Rights
) -> rpc.AgencyPeriods:
    """To the public only what began by today, no name of a parent that is hidden, and no period in which it was hidden
    itself. Raises AgencyUnknown also when it is hidden from whoever asks."""
    today = day_in_bangkok(call.now)
    found = book.with_ancestors(request.agency_id)
    if found is None:
        raise AgencyUnknown(request.agency_id)
    agency, above = found
    may_read = rights.may_read(call.caller, agency.id, today)
    if not (may_read or agency.public_on(today)):
        raise AgencyUnknown(request.agency_id)
    told: list[rpc.AgencyPeriod] = []
    for period in agency.periods():
        if not may_read and (period.start > today or not period.facts.visible):
            continue
        parent = above.get(period.facts.parent_id or "")
        if parent is not None and not (may_read or parent.public_on(today)):
            parent = None
        next_told = rpc.AgencyPeriod(
            since=period.start,
            until=_told_end(period.end, today, may_read),
            name_th=period.facts.name_th,
            name_en=period.facts.name_en,
            parent_id=parent.id if parent else None,
            parent_name_th=parent.shown_on(period.start).name_th if parent else None,
        )
        if told and _differs_in_nothing(told[-1], next_told):
            next_told = next_told.model_copy(update={"since": told.pop().since})
        told.append(next_told)
    return rpc.AgencyPeriods(
        items=tuple(told),
        gaps=tuple(
            rpc.AgencyGap(
                since=absence.start,
                until=_told_end(absence.end or date.max, today, may_read),
                successor_ids=absence.successor_ids,
            )
            for absence in agency.absences
            if may_read or absence.start <= today
        ),
    )


def _told_end(end: date, today: date, may_read: bool) -> date | None:
    return None if end == date.max or (end > today and not may_read) else end


def _differs_in_nothing(one: rpc.AgencyPeriod, other: rpc.AgencyPeriod) -> bool:
    same = one.model_copy(update={"since": other.since, "until": other.until})
    return one.until == other.since and same == other
