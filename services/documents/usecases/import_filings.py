"""An operator carries over what older systems hold: documents with their files and dates, links, and declarations.

All of an archive or nothing, and the same archive again is no change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from operator import itemgetter

from pydantic import JsonValue

from contracts.calls import Call
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.events.documents import DeclarationChanged, DocumentFiled, LinkSaved
from contracts.events.envelope import Event
from contracts.imports import UnreadableTable
from contracts.jobs import Commit, Work
from contracts.rpc.agencies import ImportOutcome
from contracts.rpc.documents import carrying_over
from services.documents.domain.archive import ArchiveInvalid
from services.documents.usecases import states
from services.documents.usecases.actors import name_of
from services.documents.usecases.books import Books
from services.documents.usecases.import_plan import Plan, Planning
from services.documents.usecases.import_texts import AGENCY_UNKNOWN, ARCHIVE
from services.documents.usecases.manifest import (
    MOST_ROWS,
    DocumentRow,
    IssuedRow,
    LicencesRow,
    LinkRow,
    Row,
    read_manifest,
)
from services.documents.usecases.manifest_cells import Problems
from services.documents.usecases.ports import AgencyDirectory, Archive, Archives

MOST_PROBLEMS_TOLD = 500
# The heading, the rows, and one more by which it shows that there are too many.
_ROWS_READ = MOST_ROWS + 2


def import_filings(
    request: carrying_over.ImportFilings, work: Work, call: Call, archives: Archives, books: Books
) -> Commit[ImportOutcome]:
    """What is left to be done in one transaction, when the archive is read, checked, and its files are kept.

    Begun again after a crash it comes to the same; files kept by the first attempt are kept already. With `dry_run`
    nothing is stored. Raises INVALID_REQUEST when there is no usable archive, IMPORT_REJECTED with any problem unless
    it is a dry run, UploadUnknown, UploadTooLarge, FilesUnavailable; the commit raises CONFLICT when somebody has
    carried the same over meanwhile: the same archive again then finds it there.
    """
    problems = Problems()
    work.tell("reading")
    try:
        with archives.open(request.upload) as archive:
            rows = _with_known_agencies(_read(archive, problems), books.directory, problems)
            plan = _plan(rows, archive, books, call, problems, work)
            if not problems.found and not request.dry_run:
                archive.keep(plan.pdfs, lambda done: work.tell("keeping files", done, len(plan.pdfs)))
    except ArchiveInvalid as invalid:
        text = ARCHIVE[invalid.reason]
        problem = FieldProblem(field="upload", message_th=text.thai, message_en=text.english)
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(problem,)) from invalid
    if problems.found:
        archives.leave_problems(work.job_id, problems.found)
        told = _with_problems(problems)
        if not request.dry_run:
            raise _rejected(told)
        return lambda: told
    outcome = ImportOutcome(created=plan.size, changed=0, unchanged=plan.unchanged)
    if request.dry_run:
        return lambda: outcome
    work.tell("storing", 0, outcome.created)

    def commit() -> ImportOutcome:
        if not plan.is_current(books):
            raise Refusal(ErrorCode.CONFLICT)
        _carry_over(plan, books, call)
        archive.discard_after_commit()
        return outcome

    return commit


def _read(archive: Archive, problems: Problems) -> list[Row]:
    try:
        return read_manifest(archive.manifest(_ROWS_READ), problems)
    except UnreadableTable as unreadable:
        problems.found.append(unreadable.problem)
        return []


def _with_known_agencies(
    rows: Collection[Row], directory: AgencyDirectory, problems: Problems
) -> list[tuple[str, Row]]:
    """Each row with the id of its agency."""
    ids = directory.ids_by_code({row.agency_code for row in rows})
    for row in rows:
        if row.agency_code not in ids:
            problems.add(row.number, "agency_code", AGENCY_UNKNOWN)
    return [(ids[row.agency_code], row) for row in rows if row.agency_code in ids]


def _plan(
    rows: Iterable[tuple[str, Row]], archive: Archive, books: Books, call: Call, problems: Problems, work: Work
) -> Plan:
    documents: list[tuple[str, DocumentRow]] = []
    links: list[tuple[str, LinkRow]] = []
    issued: list[tuple[str, IssuedRow]] = []
    licences: list[tuple[str, LicencesRow]] = []
    for agency_id, row in rows:
        match row:
            case DocumentRow():
                documents.append((agency_id, row))
            case LinkRow():
                links.append((agency_id, row))
            case IssuedRow():
                issued.append((agency_id, row))
            case LicencesRow():
                licences.append((agency_id, row))
    names = {row.file for _, row in documents}
    found = archive.examine(names, lambda done: work.tell("inspecting files", done, len(names)))
    planning = Planning(books, call, problems)
    planning.documents(documents, found)
    planning.links(links)
    planning.issued(issued)
    planning.licences(licences)
    return planning.plan


def _carry_over(plan: Plan, books: Books, call: Call) -> None:
    books.documents.add(plan.documents)
    books.links.add(plan.links)
    books.declarations.save([after for _, after in plan.issued])
    books.licences.save([after for _, after in plan.licences])
    facts: list[tuple[str, Event]] = [
        *((each.agency_id, DocumentFiled(document=states.document(each, call.now))) for each in plan.documents),
        *((each.agency_id, LinkSaved(link=states.link(each, call.now))) for each in plan.links),
        *((each.agency_id, DeclarationChanged(declaration=states.issued(each))) for _, each in plan.issued),
        *((each.agency_id, DeclarationChanged(declaration=states.licences(each))) for _, each in plan.licences),
    ]
    # An agency's facts one after the other: whoever keeps accounts of agencies settles each account once.
    for agency_id, fact in sorted(facts, key=itemgetter(0)):
        books.history.record(agency_id, fact, call)
    books.filings.touch({agency_id for agency_id, _ in facts}, call.now, name_of(call))


def _rejected(told: ImportOutcome) -> Refusal:
    problems: list[JsonValue] = [problem.model_dump(mode="json") for problem in told.problems]
    return Refusal(ErrorCode.IMPORT_REJECTED, count=told.problem_count, problems=problems)


def _with_problems(problems: Problems) -> ImportOutcome:
    in_order = sorted(problems.found, key=lambda problem: problem.row)
    return ImportOutcome(
        created=0,
        changed=0,
        unchanged=0,
        problems=tuple(in_order[:MOST_PROBLEMS_TOLD]),
        problem_count=len(in_order),
    )
