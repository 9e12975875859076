"""Change an agency's details, from today, an earlier or a later day."""

from __future__ import annotations

from dataclasses import replace

from contracts.calls import Call
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.events.agencies import AgencyChanged
from contracts.events.envelope import History
from contracts.rpc import agencies as rpc
from services.agencies.domain.agency import Agency, AgencyUnknown
from services.agencies.domain.days import day_in_bangkok
from services.agencies.domain.naming import tidy
from services.agencies.domain.problems import Problem
from services.agencies.domain.tree import missing_parent, path_on
from services.agencies.domain.validation import day_problems, service_point_problems
from services.agencies.usecases.details import CHOICES, checked
from services.agencies.usecases.ports import AgencyBook, Announce, Contacts
from services.agencies.usecases.staleness import refuse_stale
from services.agencies.usecases.telling import field_changes, reply, state


def change_agency(
    request: rpc.ChangeAgency,
    call: Call,
    book: AgencyBook,
    contacts: Contacts,
    history: History,
    announce: Announce,
) -> rpc.Agency:
    """The agency after the change. What held anyway is no change: no new version, no event.

    Raises AgencyUnknown; Refusal STALE_VERSION, with the agency as it is now in `current`, when somebody changed it
    since the officer read it; Refusal AGENCY_INVALID with everything that is wrong by field.
    """
    today = day_in_bangkok(call.now)
    found = book.with_ancestors(request.agency_id)
    if found is None:
        raise AgencyUnknown(request.agency_id)
    agency, above = found
    path = path_on(agency, above, today)
    if agency.version != request.version:
        refuse_stale(agency.id, reply(agency, path, today, confidential=True), request.version, book)

    effective_on = request.effective_on or today
    texts, problems = checked(request.details.model_dump(exclude=set(CHOICES)), contacts)
    chosen = request.details.model_dump(include=set(CHOICES), mode="json")
    problems.extend(day_problems(agency, effective_on, today))
    problems.extend(service_point_problems(replace(agency.shown_on(effective_on), **chosen)))
    if problems:
        raise Refusal(ErrorCode.AGENCY_INVALID, fields=tuple(map(_field_problem, problems)))

    # The officer saw today's facts; what they left alone keeps what it has, or will have, on the day of the change.
    seen = vars(agency.shown_on(today))
    wanted = {**texts, **chosen}
    differing = {name: value for name, value in wanted.items() if value != seen[name]}
    changed = agency.changed_from(effective_on, replace(agency.shown_on(effective_on), **differing))
    if changed.registered_on < agency.registered_on and missing_parent(changed, {**above, changed.id: changed}):
        raise Refusal(ErrorCode.AGENCY_INVALID, fields=(_field_problem(_older_than_its_parent(agency)),))
    if changed is not agency:
        book.replace([changed], today)
        told = AgencyChanged(
            agency=state(changed),
            effective_on=effective_on,
            reason=tidy(request.reason or "") or None,
            changes=field_changes(agency, changed, effective_on),
            reorganisation_id=announce(agency, changed, effective_on, request.reason, call),
        )
        history.record(agency.id, told, call, before=state(agency))
    return reply(changed, path, today, confidential=True)


def _older_than_its_parent(agency: Agency) -> Problem:
    since = agency.registered_on.isoformat()
    return Problem(
        "effective_on",
        f"หน่วยงานนี้มีตั้งแต่ {since} และหน่วยงานต้นสังกัดยังไม่มีอยู่ก่อนหน้านั้นตลอดช่วงเวลาดังกล่าว",
        f"The agency exists from {since}, and its parent did not exist all the time before.",
    )


def _field_problem(problem: Problem) -> FieldProblem:
    return FieldProblem(field=problem.field, message_th=problem.message_th, message_en=problem.message_en)
