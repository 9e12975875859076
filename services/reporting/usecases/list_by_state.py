"""The agencies behind a figure: who is missing what."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

from contracts.calls import Call
from contracts.rpc.reporting.figures import AgenciesInState, AgencyInState, ListByState, WantedByState
from contracts.vocabulary import ComplianceState
from services.reporting.domain.asking import Listed, Position
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.obligations import COUNTED
from services.reporting.domain.reports import Kept, Wanted, Who
from services.reporting.domain.searching import asked_words
from services.reporting.domain.terms import Measure, Obligation, State
from services.reporting.usecases.asking import Reader, day_asked_for, refuse_unknown, selection_asked_for
from services.reporting.usecases.cursors import cursor_of, invalid, position_of
from services.reporting.usecases.listing import Listing, groups_asked_for, states_of


class Codes(Protocol):
    """By what codes agencies are known."""

    def codes(self, agency_ids: Collection[str]) -> Mapping[str, str]: ...


class ListDesk(NamedTuple):
    """What listing takes."""

    reader: Reader
    listing: Listing
    codes: Codes


def list_by_state(request: ListByState, call: Call, desk: ListDesk) -> AgenciesInState:
    """One page of the agencies in a state on a day. Raises Refusal INVALID_REQUEST for a cursor that is not ours, a day
    to come, and no obligation with another state than `missing`; AGENCY_UNKNOWN for a ministry, department or node that
    may not be named to the public; and as `selection_asked_for`."""
    wanted = _wanted(request, call.now, desk.reader)
    # One more than a page tells whether there is another page.
    found, known = _named(wanted, position_of(request.after), request.page_size + 1, call.now, desk)
    if request.search is not None and not wanted.kept.words:
        found = []  # a search that holds no letter finds nothing
    page = found[: request.page_size]
    ids = [agency.agency_id for agency in page]
    standing, codes = desk.listing.standing(ids, wanted.day), desk.codes.codes(ids)
    return AgenciesInState(
        as_of=wanted.day,
        items=tuple(
            _told(
                agency,
                codes.get(agency.agency_id),
                known.get(agency.agency_id, False),
                frozenset(
                    each.obligation
                    for each in standing[agency.agency_id]
                    if each.measure is wanted.measure and each.state is State.MISSING
                ),
            )
            for agency in page
        ),
        next=cursor_of(page[-1]) if len(found) > len(page) else None,
    )


def _wanted(request: WantedByState, now: datetime, reader: Reader) -> Wanted:
    day, measure = day_asked_for(request.as_of, now), Measure(request.measure)
    selection = selection_asked_for(request, reader, now)
    refuse_unknown({id for id in (request.ministry_id, request.department_id) if id is not None}, reader, now)
    if request.obligation is not None:
        obligations: tuple[Obligation, ...] = (Obligation(request.obligation),)
    elif request.state is ComplianceState.MISSING:
        obligations = tuple(obligation for obligation, by in COUNTED if by is measure)
    else:
        raise invalid(
            "obligation",
            "ต้องระบุข้อกำหนด เว้นแต่ถามหาหน่วยงานที่ยังไม่ดำเนินการ (missing)",
            "This is needed, except to ask who misses anything (missing).",
        )
    return Wanted(
        obligations=obligations,
        measure=measure,
        day=day,
        states=states_of(request.state),
        who=Who.COUNTED if request.counted else Who.PUBLIC,
        selection=selection,
        groups=groups_asked_for(request),
        kept=Kept(words=asked_words(request.search) if request.search is not None else ()),
    )


def _named(
    wanted: Wanted, after: Position | None, limit: int, now: datetime, desk: ListDesk
) -> tuple[list[Listed], Mapping[str, bool]]:
    """The first agencies that may be named, and whether the public sees a page of each. Who was seen that day may be
    hidden today, and is named on no day then: more are read until there are enough."""
    today = bangkok_day(now)
    named: list[Listed] = []
    known: dict[str, bool] = {}
    while True:
        more = limit - len(named)
        found = desk.listing.page(wanted, after, more)
        known.update(desk.reader.known({agency.agency_id for agency in found}, today))
        named.extend(agency for agency in found if agency.counted or agency.agency_id in known)
        if len(named) == limit or len(found) < more:
            return named, known
        after = Position(found[-1].name_th, found[-1].agency_id)


def _told(agency: Listed, code: str | None, public: bool, misses: Collection[Obligation]) -> AgencyInState:
    return AgencyInState.model_validate(
        {
            **agency._asdict(),
            "code": code,
            "public": public,
            "document_ids": agency.document_ids if public else (),
            "misses": [each for each in Obligation if each in misses],
        }
    )
