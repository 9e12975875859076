"""Register or change many agencies from a file: all of them, or none and a list of what is wrong."""

from __future__ import annotations

from contracts.calls import Call
from contracts.events.agencies import AgencyChanged, AgencyRegistered
from contracts.events.envelope import History
from contracts.rpc import agencies as rpc
from services.agencies.domain.days import day_in_bangkok
from services.agencies.domain.problems import Problem
from services.agencies.usecases.agency_rows import UnreadableFile, rows_in
from services.agencies.usecases.import_plan import Plan, known_to, plan
from services.agencies.usecases.pacing import paced
from services.agencies.usecases.ports import AgencyBook, Breathe, Contacts, NewId, Uploads
from services.agencies.usecases.telling import state

PROBLEMS_TOLD = 500


def import_agencies(
    request: rpc.ImportAgencies,
    call: Call,
    book: AgencyBook,
    uploads: Uploads,
    contacts: Contacts,
    history: History,
    new_id: NewId,
    breathe: Breathe,
) -> rpc.ImportOutcome:
    """What became of the rows, or would become of them (`dry_run`). With any problem nothing is done.

    The same file again leaves everything unchanged. Raises UploadUnknown, UploadTooLarge; CodeTaken when somebody else
    takes a code at the same moment.
    """
    try:
        rows = list(paced(rows_in(uploads.read(request.upload), contacts), breathe))
    except UnreadableFile as unreadable:
        return _rejected([(unreadable.row, unreadable.problem)])
    if not rows:
        return _rejected([(1, Problem("", "ไฟล์ไม่มีรายการหน่วยงาน", "The file has no agencies below its heading."))])

    today = day_in_bangkok(call.now)
    intended = plan(rows, known_to(rows, book), today, new_id, breathe)
    if intended.problems:
        return _rejected(intended.problems)
    if not request.dry_run:
        book.add(intended.created, today)
        book.replace([new for _, new in intended.changed], today)
        _record(intended, call, history, breathe)
    return rpc.ImportOutcome(created=len(intended.created), changed=len(intended.changed), unchanged=intended.unchanged)


def _record(done: Plan, call: Call, history: History, breathe: Breathe) -> None:
    for agency in paced(done.created, breathe):
        history.record(agency.id, AgencyRegistered(agency=state(agency)), call)
    for old, new in paced(done.changed, breathe):
        history.record(new.id, AgencyChanged(agency=state(new)), call, before=state(old))


def _rejected(problems: list[tuple[int, Problem]]) -> rpc.ImportOutcome:
    return rpc.ImportOutcome(
        created=0,
        changed=0,
        unchanged=0,
        problems=tuple(
            rpc.ImportProblem(
                row=row, column=problem.field, message_th=problem.message_th, message_en=problem.message_en
            )
            for row, problem in problems[:PROBLEMS_TOLD]
        ),
        problem_count=len(problems),
    )
