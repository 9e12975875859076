"""Move an agency under another parent: at once by whoever reaches both sides, else by asking the other side."""

from __future__ import annotations

from dataclasses import replace

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import MoveRequested
from contracts.rpc.agencies import reorganising as rpc
from contracts.vocabulary import Action
from services.agencies.domain.agency import Agency, AgencyUnknown, Contradicted, NotInExistence
from services.agencies.domain.moves import ACCEPTED, MoveRequest
from services.agencies.domain.problems import Problem
from services.agencies.domain.reorganising import MOVED, moved, tree_problems
from services.agencies.domain.validation import SERVICE_POINT
from services.agencies.usecases.move_requests import open_request, settled, view
from services.agencies.usecases.reorganising import Draft, Office, contradiction, drawn_up, invalid


def move_agency(request: rpc.MoveAgency, call: Call, office: Office) -> rpc.MoveOutcome:
    """The agency, moved; or as it was, with the request that the other side is to answer.

    Raises FORBIDDEN for whoever reaches neither side; AgencyUnknown; STALE_VERSION; AGENCY_INVALID by field.
    """
    draft = drawn_up(office, call, MOVED, request.effective_on, request.reason)
    agency = _loaded(draft, request.agency_id, request.to_parent_id)
    giving, receiving = agency.shown_on(draft.effective_on).parent_id, request.to_parent_id
    reached = office.rights.reached(call.caller, Action.REORGANISE, [giving, receiving], draft.today)
    if not reached:
        raise Refusal(ErrorCode.FORBIDDEN)
    may_read = draft.may_read(agency.id)
    if not (may_read or agency.public_on(draft.today)):
        raise AgencyUnknown(agency.id)
    draft.ensure_seen(agency, request.version, confidential=may_read)
    new = _drawn(draft, agency, receiving)
    if {giving, receiving} <= reached:
        return _move(draft, agency, new, giving)
    if problems := list(tree_problems([new], {**draft.known, new.id: new})):
        raise invalid(*problems)
    asked = MoveRequest(
        id=office.new_id(),
        agency_id=agency.id,
        from_parent_id=giving,
        to_parent_id=receiving,
        effective_on=draft.effective_on,
        reason=draft.reason,
        asked_by_giving_side=giving in reached,
        asked_by=call.caller.subject if call.caller else "",
        asked_by_name=call.caller.name if call.caller else "",
        asked_at=call.now,
        asked_on=draft.today,
    )
    office.requests.add(asked)
    office.history.record(agency.id, MoveRequested(request=settled(asked), reason=asked.reason), call)
    return rpc.MoveOutcome(
        version=agency.version,
        agency=draft.shown(agency.id, confidential=may_read),
        request=view(asked, agency, draft.today),
    )


def accept_move(request: rpc.SettleMoveRequest, call: Call, office: Office) -> rpc.MoveOutcome:
    """The agency, moved as was asked.

    Raises NOT_FOUND; FORBIDDEN unless the caller reaches the side that was asked; MoveRequestClosed; AGENCY_INVALID
    when the agency stands elsewhere by now, or the move is no longer possible.
    """
    asked = open_request(request.request_id, call, office)
    draft = drawn_up(office, call, MOVED, asked.effective_on, asked.reason)
    agency = _loaded(draft, asked.agency_id, asked.to_parent_id)
    draft.ensure_right_over([asked.answering_parent_id])
    if agency.shown_on(asked.effective_on).parent_id != asked.from_parent_id:
        raise invalid(
            Problem(
                "from_parent_id",
                "หน่วยงานนี้ย้ายไปอยู่ภายใต้หน่วยงานอื่นแล้วหลังจากมีคำขอ กรุณายื่นคำขอใหม่",
                "The agency stands under another parent by now. Make a new request.",
            )
        )
    office.requests.settle(asked.id, ACCEPTED)
    new = _drawn(draft, agency, asked.to_parent_id)
    draft.authorities = [asked.from_parent_id, asked.to_parent_id]
    return _move(draft, agency, new, asked.from_parent_id, asked)


def _loaded(draft: Draft, agency_id: str, to_parent_id: str | None) -> Agency:
    draft.load([agency_id, *([to_parent_id] if to_parent_id else [])])
    agency = draft.agency(agency_id)
    if to_parent_id is not None:
        draft.agency(to_parent_id, "to_parent_id")
    return agency


def _drawn(draft: Draft, agency: Agency, to_parent_id: str | None) -> Agency:
    draft.ensure_day(agency)
    facts = agency.facts_on(draft.effective_on)
    if facts is None:
        raise contradiction(agency, NotInExistence(agency.id), draft.effective_on)
    if facts.parent_id == to_parent_id:
        raise invalid(
            Problem("to_parent_id", "หน่วยงานอยู่ภายใต้ต้นสังกัดนี้อยู่แล้ว", "The agency stands under this parent already.")
        )
    if to_parent_id is None and facts.level == SERVICE_POINT:
        raise invalid(Problem("to_parent_id", "จุดบริการต้องมีหน่วยงานต้นสังกัด", "A service point needs a parent."))
    try:
        return moved(agency, draft.effective_on, to_parent_id)
    except (Contradicted, NotInExistence) as reason:
        raise contradiction(agency, reason, draft.effective_on) from None


def _move(
    draft: Draft, old: Agency, new: Agency, giving: str | None, asked: MoveRequest | None = None
) -> rpc.MoveOutcome:
    if asked is None:
        draft.authorities = [giving, new.shown_on(draft.effective_on).parent_id]
    draft.becomes(MOVED, old, new)
    draft.settle()
    agency = draft.known[new.id]
    request = view(replace(asked, settled=ACCEPTED), agency, draft.today) if asked else None
    return rpc.MoveOutcome(
        version=agency.version, agency=draft.shown(agency.id, confidential=draft.may_read(agency.id)), request=request
    )
