"""Register or change many agencies from a file: all of them, or none and a list of what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import JsonValue

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyChanged, AgencyMoved, AgencyRegistered
from contracts.events.envelope import History
from contracts.imports import ImportProblem, UnreadableTable
from contracts.jobs import Commit, Work
from contracts.rpc import agencies as rpc
from services.agencies.domain.agency import Agency
from services.agencies.domain.days import day_in_bangkok
from services.agencies.domain.problems import Problem
from services.agencies.usecases.agency_rows import Row, rows_in
from services.agencies.usecases.import_plan import Plan, known_to, plan
from services.agencies.usecases.import_telling import changes_of
from services.agencies.usecases.pacing import paced
from services.agencies.usecases.ports import AgencyBook, Contacts, NewId, Tables, Uploads
from services.agencies.usecases.telling import field_changes, state

PROBLEMS_TOLD = 500
CHANGES_TOLD = 500


def import_agencies(
    request: rpc.ImportAgencies,
    work: Work,
    call: Call,
    book: AgencyBook,
    uploads: Uploads,
    tables: Tables,
    contacts: Contacts,
    history: History,
    take_turns: Callable[[], None],
    new_id: NewId,
) -> Commit[rpc.ImportOutcome]:
    """What is left to be done in one transaction: what becomes of the rows (with `dry_run`: what would).

    The same file again leaves everything unchanged. Raises UploadUnknown, UploadTooLarge; Refusal IMPORT_REJECTED with
    any problem, unless it is a dry run, which tells them; the commit raises it too, when somebody has changed the tree
    meanwhile so that the file does not fit into it any more.
    """
    today = day_in_bangkok(call.now)
    try:
        rows = _read(request, work, uploads, tables, contacts)
        work.tell("planning", 0, len(rows))
        known = known_to(rows, book)
        intended = plan(rows, known, today, new_id, lambda: work.tell("planning"))
        found = _told(intended.problems)
    except UnreadableTable as unreadable:
        rows, found = [], [unreadable.problem]
    if found:
        work.tell("telling problems", 0, len(found))
        uploads.leave_problems(work.job_id, found)
        if not request.dry_run:
            raise _rejected(found)
        told = rpc.ImportOutcome(
            created=0, changed=0, unchanged=0, problems=tuple(found[:PROBLEMS_TOLD]), problem_count=len(found)
        )
        return lambda: told
    if request.dry_run:
        outcome = _outcome(intended)
        return lambda: outcome
    work.tell("storing", 0, len(intended.created) + len(intended.changed))

    def commit() -> rpc.ImportOutcome:
        take_turns()
        fitting = intended
        if not known.is_current(rows, book):
            fitting = plan(rows, known_to(rows, book), today, new_id, lambda: None)
            if fitting.problems:
                raise _rejected(_told(fitting.problems))
        book.add(fitting.created, today)
        book.replace([new for _, new in fitting.changed], today)
        _record(fitting, call, history)
        return _outcome(fitting)

    return commit


def _read(request: rpc.ImportAgencies, work: Work, uploads: Uploads, tables: Tables, contacts: Contacts) -> list[Row]:
    work.tell("reading")
    content = uploads.read(request.upload)
    table = tables.csv(content) if request.format is rpc.ImportFormat.CSV else tables.xlsx(content)
    rows: list[Row] = []
    for row in paced(rows_in(table, contacts), lambda: work.tell("reading", len(rows))):
        rows.append(row)
    if not rows:
        raise UnreadableTable(1, "", "ไฟล์ไม่มีรายการหน่วยงาน", "The file has no agencies below its heading.")
    return rows


def _record(done: Plan, call: Call, history: History) -> None:
    for agency in done.created:
        first = agency.registered_on
        history.record(agency.id, AgencyRegistered(agency=state(agency), effective_on=first), call)
    for old, new in done.changed:
        since = done.rows[new.id].effective_on
        kind = AgencyMoved if _is_moved(old, new, done.rows[new.id]) else AgencyChanged
        changes = field_changes(old, new, since) if since else ()
        told = kind(agency=state(new), effective_on=since, changes=changes)
        history.record(new.id, told, call, before=state(old))


def _is_moved(old: Agency, new: Agency, row: Row) -> bool:
    day = row.effective_on
    return day is not None and old.shown_on(day).parent_id != new.shown_on(day).parent_id


def _outcome(done: Plan) -> rpc.ImportOutcome:
    told = [
        rpc.AgencyChange(
            row=done.rows[new.id].number,
            code=new.code,
            name_th=new.shown_on(done.rows[new.id].effective_on or new.registered_on).name_th,
            moved=_is_moved(old, new, done.rows[new.id]),
            fields=tuple(changes_of(old, new, done.rows[new.id])),
        )
        for old, new in done.changed[:CHANGES_TOLD]
    ]
    return rpc.ImportOutcome(
        created=len(done.created),
        changed=len(done.changed),
        unchanged=done.unchanged,
        moved=sum(_is_moved(old, new, done.rows[new.id]) for old, new in done.changed),
        changes=tuple(told),
    )


def _rejected(found: list[ImportProblem]) -> Refusal:
    problems: list[JsonValue] = [problem.model_dump(mode="json") for problem in found[:PROBLEMS_TOLD]]
    return Refusal(ErrorCode.IMPORT_REJECTED, count=len(found), problems=problems)


def _told(found: list[tuple[int, Problem]]) -> list[ImportProblem]:
    return [
        ImportProblem(row=row, column=problem.field, message_th=problem.message_th, message_en=problem.message_en)
        for row, problem in found
    ]
