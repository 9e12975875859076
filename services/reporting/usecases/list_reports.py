"""Officers look for the reports of the agencies that they answer for (รายงานผลการดำเนินการ)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Protocol

from contracts.calls import Call, Caller, Grant
from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyState
from contracts.rpc.reporting.report_list import ListReports, Report, Reports
from services.reporting.domain.asking import Chosen, Grouping, Selection
from services.reporting.domain.days import BANGKOK, bangkok_day
from services.reporting.domain.obligations import OWED_BY_ALL
from services.reporting.domain.reports import Begun, Kept, Wanted, Who
from services.reporting.domain.searching import asked_words
from services.reporting.domain.terms import OWING, Measure, Obligation
from services.reporting.usecases.cursors import cursor_of, invalid, position_of
from services.reporting.usecases.get_compliance import every_obligation
from services.reporting.usecases.listing import Listing, groups_asked_for, states_of


class ReportDates(Protocol):
    """When reports were begun and edited."""

    def of(self, agency_ids: Collection[str]) -> Mapping[str, Begun]: ...


class AgencyDirectory(Protocol):
    """The agencies that this service has heard of."""

    def many(self, agency_ids: Iterable[str]) -> Mapping[str, AgencyState]: ...


class Rights(Protocol):
    """Who may read what is not public."""

    def may_read(self, caller: Caller | None, agency_id: str | None, today: date) -> bool: ...

    def reads_below(self, grant: Grant) -> bool: ...


def list_reports(
    request: ListReports,
    call: Call,
    listing: Listing,
    reports: ReportDates,
    directory: AgencyDirectory,
    rights: Rights,
) -> Reports:
    """One page of the reports that the caller may read, as they stand today.

    Raises Refusal FORBIDDEN for an agency that the caller does not reach; INVALID_REQUEST for a cursor that is not
    ours, and for a state without its obligation (and the other way round).
    """
    today = bangkok_day(call.now)
    wanted = _wanted(request, call, today, rights)
    after = position_of(request.after)
    # One more than a page tells whether there is another page. A search that holds no letter finds nothing.
    nothing = request.search is not None and not wanted.kept.words
    found = [] if nothing else listing.page(wanted, after, request.page_size + 1)
    page = found[: request.page_size]
    ids = [agency.agency_id for agency in page]
    standing, begun = listing.standing(ids, today), reports.of(ids)
    agencies = directory.many(ids)
    parent_of = {id: facts.parent_id for id, state in agencies.items() if (facts := state.facts_on(today))}
    parents = directory.many({parent_id for parent_id in parent_of.values() if parent_id})
    parent_names: dict[str | None, str] = {id: state.shown_on(today).name_th for id, state in parents.items()}
    return Reports(
        as_of=today,
        items=tuple(
            Report(
                agency_id=id,
                code=agencies[id].code if id in agencies else None,
                name_th=agency.name_th,
                parent_id=parent_of.get(id),
                parent_name_th=parent_names.get(parent_of.get(id)),
                created_at=begun[id].created_at if id in begun else None,
                edited_at=begun[id].edited_at if id in begun else None,
                obligations=every_obligation(standing[id]),
            )
            for agency in page
            for id in (agency.agency_id,)
        ),
        next=cursor_of(page[-1]) if len(found) > len(page) else None,
    )


def _wanted(request: ListReports, call: Call, today: date, rights: Rights) -> Wanted:
    selection = _reached(request.agency_id, call, today, rights)
    if (request.obligation is None) != (request.state is None):
        missing = "obligation" if request.obligation is None else "state"
        raise invalid(missing, "ต้องระบุ obligation และ state คู่กัน", "obligation and state are only used together.")
    obligation, measure, states = OWED_BY_ALL, Measure.UPLOADED, OWING
    if request.obligation is not None and request.state is not None:
        obligation, measure = Obligation(request.obligation), Measure(request.measure)
        states = states_of(request.state)
    return Wanted(
        obligations=(obligation,),
        measure=measure,
        day=today,
        states=states,
        who=Who.EVERYBODY,
        selection=selection,
        groups=groups_asked_for(request),
        kept=Kept(
            words=asked_words(request.search) if request.search is not None else (),
            filed=request.filed,
            created_from=_midnight(request.created_from) if request.created_from else None,
            created_before=_midnight(request.created_to + timedelta(days=1)) if request.created_to else None,
        ),
    )


def _reached(agency_id: str | None, call: Call, today: date, rights: Rights) -> Selection:
    """The agencies that are read: those at and below one (or below none), or that one alone."""
    grant = call.grant
    if grant is None:
        raise Refusal(ErrorCode.FORBIDDEN)
    top = agency_id or grant.agency_id
    if not rights.may_read(call.caller, top, today):
        raise Refusal(ErrorCode.FORBIDDEN)
    if top is None or rights.reads_below(grant):
        return Selection(top)
    return Selection(top, Chosen(Grouping.CHILDREN, top))


def _midnight(day: date) -> datetime:
    """The moment at which a day begins in Bangkok."""
    return datetime.combine(day, time(), BANGKOK)
