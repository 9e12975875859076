"""Register one agency, from a day on."""

from __future__ import annotations

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.rpc.agencies import reorganising as rpc
from contracts.rpc.agencies.viewing import Agency as AgencyReply
from contracts.vocabulary import Action
from services.agencies.domain.agency import Agency, Facts
from services.agencies.domain.naming import arabic_digits, tidy
from services.agencies.domain.reorganising import REGISTERED
from services.agencies.domain.validation import code_problems, fact_problems, lao_code_problems
from services.agencies.usecases.details import CHOICES, checked
from services.agencies.usecases.reorganising import Office, drawn_up, invalid


def register_agency(request: rpc.RegisterAgency, call: Call, office: Office) -> AgencyReply:
    """The new agency. Raises FORBIDDEN without the right over its parent; AGENCY_INVALID by field; CodeTaken."""
    draft = drawn_up(office, call, REGISTERED, request.effective_on, request.reason)
    draft.ensure_right_over([request.parent_id])
    if request.reporting_unit and not office.rights.reached(call.caller, Action.REGISTER_AGENCIES, [None], draft.today):
        raise Refusal(ErrorCode.FORBIDDEN)
    draft.ensure_day(None)
    if request.parent_id is not None:
        draft.load([request.parent_id])
        draft.agency(request.parent_id, "parent_id")
    code = tidy(arabic_digits(request.code))
    lao_code = tidy(arabic_digits(request.lao_code or "")) or None
    texts, problems = checked(request.details.model_dump(exclude=set(CHOICES)), office.contacts)
    facts = Facts(
        **texts | {"name_th": texts["name_th"] or ""},
        parent_id=request.parent_id,
        level=request.level.value,
        category=request.category.value if request.category else None,
        lao_type=request.lao_type.value if request.lao_type else None,
        province_code=request.province_code,
        reporting_unit=request.reporting_unit,
        **request.details.model_dump(include=set(CHOICES), mode="json"),
    )
    problems.extend([*code_problems(code), *lao_code_problems(lao_code), *fact_problems(facts, lao_code)])
    if problems:
        raise invalid(*problems)
    agency = Agency.registered(
        id=office.new_id(), code=code, lao_code=lao_code, effective_on=draft.effective_on, facts=facts
    )
    draft.becomes(REGISTERED, None, agency)
    draft.settle()
    return draft.shown(agency.id)
