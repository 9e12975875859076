"""An officer saves the whole form at once (บันทึก): all of it, or nothing with every field that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from uuid import uuid4

from contracts.calls import Call
from contracts.errors import ErrorCode, FieldProblem, Refusal, wire_error
from contracts.events.documents import PublicationChanged, ScopeChanged
from contracts.rpc.documents import declaring, whole
from services.documents.domain.document import Document, DocumentUnknown
from services.documents.domain.document_date import DocumentDateInvalid
from services.documents.domain.link import Link, LinkUnknown
from services.documents.domain.pdf import UploadRefused
from services.documents.domain.vocabulary import GazetteProgress, Obligation, Scope, Status
from services.documents.usecases.actors import name_of
from services.documents.usecases.books import Books
from services.documents.usecases.read_filing import filing_of
from services.documents.usecases.refusals import REQUIRED, TEXT_OF, Text, field_of, stale
from services.documents.usecases.say_of_itself import as_obstacles, need_inherited

_CODED: dict[type[Exception], str] = {
    UploadRefused: "upload",
    DocumentDateInvalid: "document_date",
    DocumentUnknown: "id",
    LinkUnknown: "id",
}


def save_filing(request: whole.SaveFiling, call: Call, books: Books) -> whole.Filing:
    """Everything is looked at before anything is stored, so that the officer is told of all that is wrong at once.

    Raises AGENCY_UNKNOWN, STALE_VERSION with the filing as it is now, INVALID_REQUEST with each field by its path
    (`section_13_1.links.0.url`), FilesUnavailable.
    """
    books.need_agency(request.agency_id)
    if books.filings.get(request.agency_id).version != request.version:
        raise stale(filing_of(request.agency_id, call, books).model_dump(mode="json"))
    _Saving(request.agency_id, call, books).save(request.form)
    return filing_of(request.agency_id, call, books)


class _Saving:
    """One form being saved: the changes to make when nothing is wrong, and what is wrong."""

    def __init__(self, agency_id: str, call: Call, books: Books) -> None:
        self._agency_id = agency_id
        self._call = call
        self._books = books
        self._by = name_of(call)
        self._changes: list[Callable[[], None]] = []
        self._problems: list[FieldProblem] = []
        self._taken: set[str] = set()

    def save(self, form: whole.FilingForm) -> None:
        self._documents("section_10.documents", Obligation.S10_NOTICE, form.section_10.documents)
        self._inherited("section_10.inherited", form.section_10.inherited)
        self._issued("section_10.issued", Obligation.S10_NOTICE, form.section_10.issued)
        self._licences("section_13_1.declaration", form.section_13_1.declaration)
        self._documents("section_13_1.documents", Obligation.S13_1_NOTICE, form.section_13_1.documents)
        self._links("section_13_1.links", Obligation.S13_1_NOTICE, form.section_13_1.links)
        self._links("section_13_2.links", Obligation.S13_2_CHANNEL, form.section_13_2.links)
        self._documents("section_16.documents", Obligation.S16_ORDER, form.section_16.documents)
        self._issued("section_16.issued", Obligation.S16_ORDER, form.section_16.issued)
        if form.obstacles is not None:
            self._obstacles(form.obstacles)
        if self._problems:
            raise Refusal(ErrorCode.INVALID_REQUEST, fields=tuple(self._problems))
        for change in self._changes:
            change()

    def _documents(self, path: str, obligation: Obligation, lines: Sequence[whole.DocumentLine]) -> None:
        for number, line in enumerate(lines):
            with self._at(f"{path}.{number}"):
                if line.id is None:
                    self._new_document(f"{path}.{number}", obligation, line)
                else:
                    self._changed_document(obligation, line.id, line)

    def _new_document(self, path: str, obligation: Obligation, line: whole.DocumentLine) -> None:
        for field in ("upload", "document_date", "file_name"):
            if getattr(line, field) is None:
                self._wrong(f"{path}.{field}", REQUIRED)
        if line.upload is None or line.document_date is None or line.file_name is None:
            return
        upload = self._books.uploads.take(line.upload)
        document = Document.file(
            id=str(uuid4()),
            agency_id=self._agency_id,
            obligation=obligation,
            scope=Scope(line.scope or Scope.SELF),
            document_date=line.document_date,
            file_name=line.file_name,
            pdf=upload.pdf,
            status=Status(line.status or Status.PUBLISHED),
            at=self._call.now,
            by=self._by,
        )

        def file() -> None:
            # The file is kept before the document exists, so that no document is ever without its file.
            upload.keep()
            self._books.add_document(document, self._call)
            upload.discard_after_commit()

        self._later(file)

    def _changed_document(self, obligation: Obligation, document_id: str, line: whole.DocumentLine) -> None:
        document = self._books.document_of(self._agency_id, document_id)
        if document.obligation is not obligation or document_id in self._taken:
            raise DocumentUnknown()
        self._taken.add(document_id)
        now = self._call.now
        rescoped = document.rescope(Scope(line.scope), now, self._by) if line.scope else document
        turned = rescoped.turn(Status(line.status), now, self._by, line.note) if line.status else rescoped
        self._later(partial(self._books.change_document, document, rescoped, ScopeChanged, self._call))
        self._later(partial(self._books.change_document, rescoped, turned, PublicationChanged, self._call))

    def _links(self, path: str, obligation: Obligation, lines: Sequence[whole.LinkLine]) -> None:
        for number, line in enumerate(lines):
            with self._at(f"{path}.{number}"):
                if line.id is None:
                    self._new_link(f"{path}.{number}", obligation, line)
                else:
                    self._changed_link(obligation, line.id, line)

    def _new_link(self, path: str, obligation: Obligation, line: whole.LinkLine) -> None:
        if line.url is None:
            self._wrong(f"{path}.url", REQUIRED)
            return
        link = Link.save(
            id=str(uuid4()),
            agency_id=self._agency_id,
            obligation=obligation,
            url=line.url,
            licence_name=line.licence_name,
            status=Status(line.status or Status.PUBLISHED),
            at=self._call.now,
            by=self._by,
        )
        self._later(partial(self._books.add_link, link, self._call))

    def _changed_link(self, obligation: Obligation, link_id: str, line: whole.LinkLine) -> None:
        link = self._books.link_of(self._agency_id, link_id)
        if link.obligation is not obligation or link_id in self._taken:
            raise LinkUnknown()
        self._taken.add(link_id)
        turned = link.turn(Status(line.status), self._call.now, self._by, line.note) if line.status else link
        self._later(partial(self._books.change_link, link, turned, self._call))

    def _inherited(self, path: str, lines: Sequence[whole.InheritedLine]) -> None:
        for number, line in enumerate(lines):
            with self._at(f"{path}.{number}", unknown="document_id"):
                need_inherited(self._agency_id, line.document_id, self._call, self._books)
                if line.document_id in self._taken:
                    raise DocumentUnknown()
                self._taken.add(line.document_id)
                switch = self._books.switches.get(self._agency_id, line.document_id)
                turned = switch.turn(line.off, self._call.now)
                self._later(partial(self._books.change_switch, switch, turned, self._call))

    def _issued(self, path: str, obligation: Obligation, line: whole.IssuedLine | None) -> None:
        if line is None:
            return
        with self._at(path):
            declaration = self._books.declarations.get(self._agency_id, obligation)
            changed = declaration.declare(line.issued_on, self._call.now)
            self._later(partial(self._books.change_declaration, declaration, changed, self._call))

    def _licences(self, path: str, line: whole.LicencesLine | None) -> None:
        if line is None:
            return
        with self._at(path):
            declaration = self._books.licences.get(self._agency_id)
            gazette = GazetteProgress(line.gazette) if line.gazette else None
            changed = declaration.declare(line.has_licences, gazette, self._call.now)
            self._later(partial(self._books.change_licences, declaration, changed, self._call))

    def _obstacles(self, lines: Sequence[declaring.ObstacleSaid]) -> None:
        with self._at(""):
            obstacles = self._books.obstacles.get(self._agency_id)
            changed = obstacles.say(as_obstacles(lines))
            self._later(partial(self._books.change_obstacles, obstacles, changed, self._call))

    def _later(self, change: Callable[[], None]) -> None:
        self._changes.append(change)

    @contextmanager
    def _at(self, path: str, unknown: str = "id") -> Iterator[None]:
        """What the domain refuses about the part at `path` is a problem of one of its fields."""
        prefix = f"{path}." if path else ""
        try:
            yield
        except tuple(TEXT_OF) as refused:
            self._wrong(prefix + field_of(refused), TEXT_OF[type(refused)])
        except tuple(_CODED) as refused:
            field = next(name for kind, name in _CODED.items() if isinstance(refused, kind))
            told = wire_error(ErrorCode(_code_of(refused)), getattr(refused, "details", None))
            self._wrong(prefix + (unknown if field == "id" else field), Text(told.message_th, told.message_en))

    def _wrong(self, field: str, text: Text) -> None:
        self._problems.append(FieldProblem(field=field, message_th=text.thai, message_en=text.english))


def _code_of(refused: Exception) -> str:
    return str(getattr(refused, "code", ErrorCode.INVALID_REQUEST))
