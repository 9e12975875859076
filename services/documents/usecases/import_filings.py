"""An operator carries over what older systems hold: documents with their files and dates, and declarations.

All of an archive or nothing, and the same archive again is no change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from pydantic import JsonValue

from contracts.calls import Call
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.events.documents import DeclarationChanged, DocumentFiled
from contracts.events.envelope import Event, History
from contracts.jobs import Commit, Work
from contracts.rpc.agencies import ImportOutcome
from contracts.rpc.documents import carrying_over
from services.documents.domain.archive import ArchiveInvalid, carried_over_id
from services.documents.domain.declaration import AlreadyDeclared, Declaration, IssuedDateInvalid
from services.documents.domain.document import Document, PublicationTimesInvalid, ScopeNotPossible
from services.documents.domain.document_date import DocumentDateInvalid
from services.documents.domain.file_name import FileNameInvalid
from services.documents.domain.pdf import Pdf, UploadRefused, UploadUnknown
from services.documents.domain.publication import Period
from services.documents.domain.vocabulary import Obligation
from services.documents.usecases import states
from services.documents.usecases.actors import name_of
from services.documents.usecases.import_texts import (
    AGENCY_UNKNOWN,
    ARCHIVE,
    CARRIED_OVER_DIFFERENTLY,
    FILE_MISSING,
    SAME_AS,
    text_of,
)
from services.documents.usecases.manifest import DocumentRow, IssuedRow, Problems, read_manifest
from services.documents.usecases.ports import AgencyDirectory, Archive, Archives, Declarations, Documents, Filings

MOST_PROBLEMS_TOLD = 500

_COLUMN_OF: dict[type[Exception], str] = {
    DocumentDateInvalid: "document_date",
    IssuedDateInvalid: "document_date",
    AlreadyDeclared: "document_date",
    ScopeNotPossible: "scope",
    FileNameInvalid: "file_name",
    PublicationTimesInvalid: "published_from",
}


@dataclass
class _Plan:
    """What an archive would change. `pdfs` are the files of the new documents, by their names in the archive."""

    documents: list[Document] = field(default_factory=list)
    pdfs: dict[str, Pdf] = field(default_factory=dict)
    declarations: list[tuple[Declaration, Declaration]] = field(default_factory=list)
    unchanged: int = 0


def import_filings(
    request: carrying_over.ImportFilings,
    work: Work,
    call: Call,
    archives: Archives,
    directory: AgencyDirectory,
    documents: Documents,
    declarations: Declarations,
    filings: Filings,
    history: History,
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
            rows = _with_known_agencies(read_manifest(archive.manifest(), problems), directory, problems)
            plan = _plan(rows, archive, documents, declarations, call, problems, work)
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
    outcome = ImportOutcome(created=len(plan.documents) + len(plan.declarations), changed=0, unchanged=plan.unchanged)
    if request.dry_run:
        return lambda: outcome
    work.tell("storing", 0, outcome.created)

    def commit() -> ImportOutcome:
        _require_untouched(plan, documents, declarations)
        _carry_over(plan, documents, declarations, filings, history, call)
        archive.discard_after_commit()
        return outcome

    return commit


def _with_known_agencies(
    rows: Collection[DocumentRow | IssuedRow], directory: AgencyDirectory, problems: Problems
) -> list[tuple[str, DocumentRow | IssuedRow]]:
    """Each row with the id of its agency."""
    ids = directory.ids_by_code({row.agency_code for row in rows})
    for row in rows:
        if row.agency_code not in ids:
            problems.add(row.number, "agency_code", AGENCY_UNKNOWN)
    return [(ids[row.agency_code], row) for row in rows if row.agency_code in ids]


def _plan(
    rows: Iterable[tuple[str, DocumentRow | IssuedRow]],
    archive: Archive,
    documents: Documents,
    declarations: Declarations,
    call: Call,
    problems: Problems,
    work: Work,
) -> _Plan:
    plan = _Plan()
    filed = [(agency_id, row) for agency_id, row in rows if isinstance(row, DocumentRow)]
    issued = [(agency_id, row) for agency_id, row in rows if isinstance(row, IssuedRow)]
    names = {row.file for _, row in filed}
    found = archive.examine(names, lambda done: work.tell("inspecting files", done, len(names)))
    _plan_documents(plan, filed, found, documents, call, problems)
    _plan_declarations(plan, issued, declarations, call, problems)
    return plan


def _plan_documents(
    plan: _Plan,
    rows: Iterable[tuple[str, DocumentRow]],
    pdfs: Mapping[str, Pdf | UploadRefused],
    documents: Documents,
    call: Call,
    problems: Problems,
) -> None:
    made: dict[str, tuple[DocumentRow, Document]] = {}
    for agency_id, row in rows:
        document = _document(agency_id, row, pdfs[row.file], call, problems)
        if document is None:
            continue
        if document.id in made:
            problems.add(row.number, "file", SAME_AS, other=made[document.id][0].number)
        else:
            made[document.id] = (row, document)
    known = documents.many(list(made))
    for row, document in made.values():
        if document.id not in known:
            plan.documents.append(document)
            plan.pdfs[row.file] = document.pdf
        elif _same_filing(known[document.id], document):
            plan.unchanged += 1
        else:
            problems.add(row.number, "document_date", CARRIED_OVER_DIFFERENTLY)


def _document(
    agency_id: str, row: DocumentRow, pdf: Pdf | UploadRefused, call: Call, problems: Problems
) -> Document | None:
    if isinstance(pdf, UploadRefused):
        problems.add(row.number, "file", FILE_MISSING if isinstance(pdf, UploadUnknown) else text_of(pdf))
        return None
    try:
        return Document.carry_over(
            id=carried_over_id(agency_id, row.obligation, pdf.sha256, row.published_from, row.file_name),
            agency_id=agency_id,
            obligation=row.obligation,
            scope=row.scope,
            document_date=row.document_date,
            file_name=row.file_name,
            pdf=pdf,
            published=Period(row.published_from, row.published_until),
            at=call.now,
            by=name_of(call),
        )
    except tuple(_COLUMN_OF) as refused:
        problems.add(row.number, _COLUMN_OF[type(refused)], text_of(refused))
        return None


def _same_filing(known: Document, again: Document) -> bool:
    """Whether it was carried over just so. What officers did with it here since then is no difference."""
    before, now = known.publications[0], again.publications[0]
    ended_alike = now.until in (None, before.until)
    return (known.document_date, known.scope) == (again.document_date, again.scope) and ended_alike


def _plan_declarations(
    plan: _Plan,
    rows: Collection[tuple[str, IssuedRow]],
    declarations: Declarations,
    call: Call,
    problems: Problems,
) -> None:
    known = declarations.of_agencies({agency_id for agency_id, _ in rows})
    first: dict[tuple[str, Obligation], int] = {}
    for agency_id, row in rows:
        key = (agency_id, row.obligation)
        if key in first:
            problems.add(row.number, "obligation", SAME_AS, other=first[key])
            continue
        first[key] = row.number
        declaration = known.get(key) or Declaration(*key)
        try:
            changed = declaration.carry_over(row.issued_on, call.now)
        except (IssuedDateInvalid, AlreadyDeclared) as refused:
            problems.add(row.number, _COLUMN_OF[type(refused)], text_of(refused))
            continue
        if changed is declaration:
            plan.unchanged += 1
        else:
            plan.declarations.append((declaration, changed))


def _carry_over(
    plan: _Plan, documents: Documents, declarations: Declarations, filings: Filings, history: History, call: Call
) -> None:
    documents.add(plan.documents)
    declarations.save([changed for _, changed in plan.declarations])
    facts: list[tuple[str, Event]] = [
        *((each.agency_id, DocumentFiled(document=states.document(each, call.now))) for each in plan.documents),
        *((each.agency_id, DeclarationChanged(declaration=states.issued(each))) for _, each in plan.declarations),
    ]
    # An agency's facts one after the other: whoever keeps accounts of agencies settles each account once.
    for agency_id, fact in sorted(facts, key=itemgetter(0)):
        history.record(agency_id, fact, call)
    filings.touch({agency_id for agency_id, _ in facts}, call.now, name_of(call))


def _require_untouched(plan: _Plan, documents: Documents, declarations: Declarations) -> None:
    """Raises Refusal CONFLICT when somebody has carried over or declared some of it since it was planned."""
    known = documents.many([document.id for document in plan.documents])
    now = declarations.of_agencies({before.agency_id for before, _ in plan.declarations})
    moved = any(
        (present := now.get((before.agency_id, before.obligation))) is not None and present.version != before.version
        for before, _ in plan.declarations
    )
    if known or moved:
        raise Refusal(ErrorCode.CONFLICT)


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
