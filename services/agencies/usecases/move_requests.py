"""Requests to move an agency between two authorities: seen by either side, refused by one, withdrawn by the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import MoveRequestSettled, MoveRequestState
from contracts.rpc.agencies import reorganising as rpc
from contracts.vocabulary import Action
from services.agencies.domain.agency import Agency
from services.agencies.domain.days import day_in_bangkok
from services.agencies.domain.moves import REFUSED, WITHDRAWN, MoveRequest
from services.agencies.domain.naming import tidy
from services.agencies.domain.problems import Problem
from services.agencies.usecases.reorganising import Office, invalid


def list_move_requests(request: rpc.ListMoveRequests, call: Call, office: Office) -> rpc.MoveRequests:
    """The open requests of which the caller reaches a side. Three queries."""
    today = day_in_bangkok(call.now)
    found = office.requests.open()
    sides = [side for each in found for side in (each.from_parent_id, each.to_parent_id)]
    reached = office.rights.reached(call.caller, Action.REORGANISE, sides, today)
    seen = [each for each in found if {each.from_parent_id, each.to_parent_id} & reached]
    agencies = office.book.by_ids({each.agency_id for each in seen})
    return rpc.MoveRequests(items=tuple(view(each, agencies[each.agency_id], today) for each in seen))


def refuse_move(request: rpc.RefuseMoveRequest, call: Call, office: Office) -> rpc.MoveRequestView:
    """Raises NOT_FOUND; FORBIDDEN unless the caller reaches the side that was asked; MoveRequestClosed."""
    asked = open_request(request.request_id, call, office)
    reason = tidy(request.reason)
    if not reason:
        raise invalid(Problem("reason", "ต้องระบุเหตุผล", "A reason is required."))
    return _settle(asked, REFUSED, asked.answering_parent_id, reason, call, office)


def withdraw_move(request: rpc.SettleMoveRequest, call: Call, office: Office) -> rpc.MoveRequestView:
    """Raises NOT_FOUND; FORBIDDEN unless the caller reaches the side that asked; MoveRequestClosed."""
    asked = open_request(request.request_id, call, office)
    return _settle(asked, WITHDRAWN, asked.asking_parent_id, None, call, office)


def open_request(request_id: str, call: Call, office: Office) -> MoveRequest:
    """Raises Refusal NOT_FOUND also for whoever reaches neither side; MoveRequestClosed."""
    asked, today = office.requests.get(request_id), day_in_bangkok(call.now)
    if asked is None:
        raise Refusal(ErrorCode.NOT_FOUND)
    sides = [asked.from_parent_id, asked.to_parent_id]
    if not office.rights.reached(call.caller, Action.REORGANISE, sides, today):
        raise Refusal(ErrorCode.NOT_FOUND)
    asked.ensure_open(today)
    return asked


def settled(asked: MoveRequest) -> MoveRequestState:
    """What the history keeps of the request."""
    return MoveRequestState(
        id=asked.id,
        agency_id=asked.agency_id,
        from_parent_id=asked.from_parent_id,
        to_parent_id=asked.to_parent_id,
        effective_on=asked.effective_on,
        asked_by_giving_side=asked.asked_by_giving_side,
    )


def view(asked: MoveRequest, agency: Agency, today: date) -> rpc.MoveRequestView:
    return rpc.MoveRequestView(
        id=asked.id,
        agency_id=asked.agency_id,
        agency_name_th=agency.shown_on(today).name_th,
        from_parent_id=asked.from_parent_id,
        to_parent_id=asked.to_parent_id,
        effective_on=asked.effective_on,
        reason=asked.reason,
        asked_by_giving_side=asked.asked_by_giving_side,
        asked_by_name=asked.asked_by_name,
        asked_at=asked.asked_at,
        expires_on=asked.expires_on,
        state=asked.state_on(today),
    )


def _settle(
    asked: MoveRequest, outcome: str, side: str | None, reason: str | None, call: Call, office: Office
) -> rpc.MoveRequestView:
    today = day_in_bangkok(call.now)
    if side not in office.rights.reached(call.caller, Action.REORGANISE, [side], today):
        raise Refusal(ErrorCode.FORBIDDEN)
    office.requests.settle(asked.id, outcome)
    event = MoveRequestSettled(request=settled(asked), outcome=outcome, reason=reason)
    office.history.record(asked.agency_id, event, call)
    agency = office.book.by_ids([asked.agency_id])[asked.agency_id]
    return view(replace(asked, settled=outcome), agency, today)
