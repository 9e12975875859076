"""The agencies behind a figure: who is missing what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from contracts.calls import Call
from contracts.rpc.reporting.figures import AgenciesInState, AgencyInState, ListByState, WantedByState
from contracts.vocabulary import ComplianceState
from services.reporting.domain.asking import Found, Listed, Position
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.obligations import COUNTED, OWED_BY_ALL
from services.reporting.domain.reports import Kept, Wanted, Who
from services.reporting.domain.searching import asked_words
from services.reporting.domain.terms import OWING, Measure, Obligation, State
from services.reporting.usecases.asking import Numbers, Reader, day_asked_for, refuse_unknown, selection_asked_for
from services.reporting.usecases.cursors import cursor_of, invalid, position_of
from services.reporting.usecases.listing import Listing, groups_asked_for, states_of


class Codes(Protocol):
    """By what codes agencies are known."""

    def codes(self, agency_ids: Collection[str]) -> Mapping[str, str]: ...


class ListDesk(NamedTuple):
    """What listing takes. `version` tells another one whenever the ledger may be another."""

    reader: Reader
    numbers: Numbers
    listing: Listing
    codes: Codes
    version: Callable[[], str]


class ListPage(NamedTuple):
    """A page of a list as of a day. `standing`: all that each owes."""

    day: date
    agencies: Sequence[Listed]
    standing: Mapping[str, Sequence[Found]]
    codes: Mapping[str, str]
    next: str | None


def list_by_state(request: ListByState, call: Call, desk: ListDesk) -> AgenciesInState:
    """One page of the agencies in a state on a day. Raises as `read_list`."""
    found = read_list(request, request.after, request.page_size, call.now, desk)
    known = desk.reader.known({agency.agency_id for agency in found.agencies}, bangkok_day(call.now))
    return AgenciesInState(
        as_of=found.day,
        items=tuple(_told(agency, known.get(agency.agency_id, False), found, request) for agency in found.agencies),
        next=found.next,
    )


def read_list(request: WantedByState, after: str | None, page_size: int, now: datetime, desk: ListDesk) -> ListPage:
    """Raises Refusal INVALID_REQUEST for a cursor that is not ours, a day to come, a state without an obligation (but
    for `missing`) or the other way round; AGENCY_UNKNOWN for a ministry, department or node that may not be named to
    the public; and as `selection_asked_for`."""
    wanted = _wanted(request, now, desk.reader)
    # One more than a page tells whether there is another page. A search that holds no letter finds nothing.
    nothing = request.search is not None and not wanted.kept.words
    position = position_of(after)
    found = [] if nothing else _named(wanted, position, page_size + 1, now, desk)
    page = found[:page_size]
    ids = [agency.agency_id for agency in page]
    return ListPage(
        day=wanted.day,
        agencies=page,
        standing=desk.listing.standing(ids, wanted.day),
        codes=desk.codes.codes(ids),
        next=cursor_of(page[-1]) if len(found) > len(page) else None,
    )


def _wanted(request: WantedByState, now: datetime, reader: Reader) -> Wanted:
    day, measure = day_asked_for(request.as_of, now), Measure(request.measure)
    selection = selection_asked_for(request, reader, now)
    refuse_unknown({id for id in (request.ministry_id, request.department_id) if id is not None}, reader, now)
    states = OWING if request.state is None else states_of(request.state)
    obligations: tuple[Obligation, ...] = (OWED_BY_ALL,)
    if request.obligation is not None:
        if request.state is None:
            raise invalid("state", "ต้องระบุสถานะของข้อกำหนดนี้ด้วย", "An obligation is only used together with a state.")
        obligations = (Obligation(request.obligation),)
    elif request.state is ComplianceState.MISSING:
        obligations = tuple(obligation for obligation, by in COUNTED if by is measure)
    elif request.state is not None:
        raise invalid(
            "obligation",
            "ต้องระบุข้อกำหนด เว้นแต่ถามหาหน่วยงานที่ยังไม่ดำเนินการ (missing)",
            "A state is only used together with an obligation, except to ask who misses anything (missing).",
        )
    return Wanted(
        obligations=obligations,
        # of whoever is there only what all owe by this measure is asked
        measure=Measure.UPLOADED if request.state is None else measure,
        day=day,
        states=states,
        who=Who.COUNTED if request.counted else Who.PUBLIC,
        selection=selection,
        groups=groups_asked_for(request),
        kept=Kept(words=asked_words(request.search) if request.search is not None else ()),
    )


def _named(wanted: Wanted, after: Position | None, limit: int, now: datetime, desk: ListDesk) -> Sequence[Listed]:
    """The first agencies that may be named. Who was seen that day may be hidden today, and is named on no day then,
    unless it counts: more are read until there are enough."""
    named: list[Listed] = []
    while True:
        more = limit - len(named)
        found = desk.listing.page(wanted, after, more)
        others = {agency.agency_id for agency in found if not agency.counted}
        known = desk.reader.known(others, bangkok_day(now)) if others else {}
        named.extend(agency for agency in found if agency.counted or agency.agency_id in known)
        if len(named) == limit or len(found) < more:
            return named
        after = Position(found[-1].name_th, found[-1].agency_id)


def _told(agency: Listed, public: bool, page: ListPage, asked: WantedByState) -> AgencyInState:
    of_one = asked.obligation is not None
    misses = {
        each.obligation
        for each in page.standing[agency.agency_id]
        if each.measure is Measure(asked.measure) and each.state is State.MISSING
    }
    return AgencyInState.model_validate(
        {
            **agency._asdict(),
            "code": page.codes.get(agency.agency_id),
            "public": public,
            "since": agency.since if of_one else None,
            "document_ids": agency.document_ids if of_one and public else (),
            "misses": [each for each in Obligation if each in misses],
        }
    )
