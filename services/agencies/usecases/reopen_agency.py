"""An agency that was dissolved exists again."""

from __future__ import annotations

from dataclasses import replace

from contracts.calls import Call
from contracts.rpc.agencies import reorganising as rpc
from contracts.rpc.agencies.viewing import Agency as AgencyReply
from services.agencies.domain.agency import NotInExistence
from services.agencies.domain.reorganising import REOPENED
from services.agencies.domain.validation import fact_problems
from services.agencies.usecases.reorganising import Office, contradiction, drawn_up, invalid


def reopen_agency(request: rpc.ReopenAgency, call: Call, office: Office) -> AgencyReply:
    """The agency, which exists again from that day under its old id and code.

    Raises FORBIDDEN without the right over where it stood and where it is to stand; AgencyUnknown; STALE_VERSION;
    AGENCY_INVALID by field.
    """
    draft = drawn_up(office, call, REOPENED, request.effective_on, request.reason)
    draft.load([request.agency_id, *([request.parent_id] if request.parent_id else [])])
    agency = draft.agency(request.agency_id)
    if request.parent_id is not None:
        draft.agency(request.parent_id, "parent_id")
    last = agency.shown_on(draft.effective_on)
    draft.ensure_right_over([last.parent_id, request.parent_id])
    draft.ensure_seen(agency, request.version)
    draft.ensure_day(None)
    facts = replace(last, parent_id=request.parent_id)
    if problems := list(fact_problems(facts, agency.lao_code)):
        raise invalid(*problems)
    try:
        reopened = agency.reopened(draft.effective_on, facts)
    except NotInExistence as reason:
        raise contradiction(agency, reason, draft.effective_on) from None
    draft.becomes(REOPENED, agency, reopened)
    draft.settle()
    return draft.shown(agency.id)
