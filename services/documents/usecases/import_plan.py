"""What an archive of filings would change: planned before anything is stored, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TypeVar

from contracts.calls import Call
from services.documents.domain.archive import carried_over_id
from services.documents.domain.declaration import AlreadyDeclared, Declaration, IssuedDateInvalid
from services.documents.domain.document import Document, ScopeNotPossible
from services.documents.domain.document_date import DocumentDateInvalid
from services.documents.domain.file_name import FileNameInvalid
from services.documents.domain.licences import GazetteNotAsked, LicenceDeclaration, Said
from services.documents.domain.link import LicenceNameInvalid, Link, LinkInvalid
from services.documents.domain.pdf import Pdf, UploadRefused, UploadUnknown
from services.documents.domain.publication import Period, Periods, PublicationTimesInvalid
from services.documents.domain.vocabulary import Obligation
from services.documents.usecases.actors import name_of
from services.documents.usecases.books import Books
from services.documents.usecases.import_texts import CARRIED_OVER_DIFFERENTLY, FILE_MISSING, SAME_AS, text_of
from services.documents.usecases.manifest import DocumentRow, IssuedRow, LicencesRow, LinkRow, Row
from services.documents.usecases.manifest_cells import Problems

_COLUMN_OF: dict[type[Exception], str] = {
    DocumentDateInvalid: "document_date",
    IssuedDateInvalid: "document_date",
    AlreadyDeclared: "document_date",
    ScopeNotPossible: "scope",
    FileNameInvalid: "file_name",
    PublicationTimesInvalid: "published_from",
    LinkInvalid: "url",
    LicenceNameInvalid: "licence_name",
    GazetteNotAsked: "gazette",
}
_REFUSED = tuple(_COLUMN_OF)

R = TypeVar("R", bound=Row)
Rows = Iterable[tuple[str, R]]
"""Rows, each with the id of its agency."""


@dataclass
class Plan:
    """`pdfs` are the files of the new documents, by their names in the archive. Declarations: as they are, as they
    become."""

    documents: list[Document] = field(default_factory=list)
    pdfs: dict[str, Pdf] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    issued: list[tuple[Declaration, Declaration]] = field(default_factory=list)
    licences: list[tuple[LicenceDeclaration, LicenceDeclaration]] = field(default_factory=list)
    unchanged: int = 0

    @property
    def size(self) -> int:
        return len(self.documents) + len(self.links) + len(self.issued) + len(self.licences)

    def is_current(self, books: Books) -> bool:
        """Whether nobody has carried over or declared some of it since it was planned."""
        if books.documents.many([each.id for each in self.documents]) or books.links.many([e.id for e in self.links]):
            return False
        issued = books.declarations.of_agencies({before.agency_id for before, _ in self.issued})
        licences = books.licences.of_agencies({before.agency_id for before, _ in self.licences})
        return all(
            (now := issued.get((before.agency_id, before.obligation))) is None or now.version == before.version
            for before, _ in self.issued
        ) and all(
            (said := licences.get(before.agency_id)) is None or said.version == before.version
            for before, _ in self.licences
        )


class Planning:
    """A plan in the making, for whoever ordered the import."""

    def __init__(self, books: Books, call: Call, problems: Problems) -> None:
        self.plan = Plan()
        self._books = books
        self._call = call
        self._by = name_of(call)
        self._problems = problems

    def documents(self, rows: Rows[DocumentRow], pdfs: Mapping[str, Pdf | UploadRefused]) -> None:
        made: dict[str, tuple[DocumentRow, Document]] = {}
        for agency_id, row in rows:
            document = self._document(agency_id, row, pdfs[row.file])
            if document is None:
                continue
            if document.id in made:
                self._problems.add(row.number, "file", SAME_AS, other=made[document.id][0].number)
            else:
                made[document.id] = (row, document)
        known = self._books.documents.many(list(made))
        for row, document in made.values():
            if document.id not in known:
                self.plan.documents.append(document)
                self.plan.pdfs[row.file] = document.pdf
            elif _same_document(known[document.id], document):
                self.plan.unchanged += 1
            else:
                self._problems.add(row.number, "document_date", CARRIED_OVER_DIFFERENTLY)

    def _document(self, agency_id: str, row: DocumentRow, pdf: Pdf | UploadRefused) -> Document | None:
        if isinstance(pdf, UploadRefused):
            text = FILE_MISSING if isinstance(pdf, UploadUnknown) else text_of(pdf)
            self._problems.add(row.number, "file", text)
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
                at=self._call.now,
                by=self._by,
            )
        except _REFUSED as refused:
            self._wrong(row, refused)
            return None

    def links(self, rows: Rows[LinkRow]) -> None:
        made: dict[str, tuple[LinkRow, Link]] = {}
        for agency_id, row in rows:
            try:
                link = Link.carry_over(
                    agency_id=agency_id,
                    obligation=row.obligation,
                    url=row.url,
                    licence_name=row.licence_name,
                    published=Period(row.published_from, row.published_until),
                    at=self._call.now,
                    by=self._by,
                )
            except _REFUSED as refused:
                self._wrong(row, refused)
                continue
            if link.id in made:
                self._problems.add(row.number, "url", SAME_AS, other=made[link.id][0].number)
            else:
                made[link.id] = (row, link)
        known = self._books.links.many(list(made))
        for row, link in made.values():
            if link.id not in known:
                self.plan.links.append(link)
            elif _ended_alike(known[link.id].publications, link.publications):
                self.plan.unchanged += 1
            else:
                self._problems.add(row.number, "published_until", CARRIED_OVER_DIFFERENTLY)

    def issued(self, rows: Collection[tuple[str, IssuedRow]]) -> None:
        known = self._books.declarations.of_agencies({agency_id for agency_id, _ in rows})
        first: dict[tuple[str, Obligation], int] = {}
        for agency_id, row in rows:
            key = (agency_id, row.obligation)
            if key in first:
                self._problems.add(row.number, "obligation", SAME_AS, other=first[key])
                continue
            first[key] = row.number
            before = known.get(key) or Declaration(*key)
            try:
                after = before.carry_over(row.issued_on, self._call.now)
            except _REFUSED as refused:
                self._wrong(row, refused)
                continue
            if after is before:
                self.plan.unchanged += 1
            else:
                self.plan.issued.append((before, after))

    def licences(self, rows: Collection[tuple[str, LicencesRow]]) -> None:
        """All rows of an agency are one declaration, as it was said and said anew."""
        known = self._books.licences.of_agencies({agency_id for agency_id, _ in rows})
        for agency_id, of_agency in groupby(sorted(rows, key=itemgetter(0)), key=itemgetter(0)):
            said = self._said([row for _, row in of_agency])
            if said is None:
                continue
            before = known.get(agency_id) or LicenceDeclaration(agency_id)
            try:
                after = before.carry_over([one for _, one in said], self._call.now)
            except AlreadyDeclared as refused:
                self._problems.add(said[-1][0].number, "has_licences", text_of(refused))
                continue
            if after is before:
                self.plan.unchanged += 1
            else:
                self.plan.licences.append((before, after))

    def _said(self, rows: Collection[LicencesRow]) -> list[tuple[LicencesRow, Said]] | None:
        """In the order of time; None when there is something wrong with any of it."""
        first: dict[object, int] = {}
        said: list[tuple[LicencesRow, Said]] = []
        sound = True
        for row in sorted(rows, key=attrgetter("since", "number")):
            one = Said(row.since, row.has_licences, row.gazette)
            if row.since in first:
                sound = False
                self._problems.add(row.number, "published_from", SAME_AS, other=first[row.since])
                continue
            first[row.since] = row.number
            try:
                one.check(self._call.now)
            except _REFUSED as refused:
                sound = False
                self._wrong(row, refused)
            said.append((row, one))
        return said if sound else None

    def _wrong(self, row: Row, refused: Exception) -> None:
        self._problems.add(row.number, _COLUMN_OF[type(refused)], text_of(refused))


def _same_document(known: Document, again: Document) -> bool:
    """Whether it was carried over just so. What officers did with it here since then is no difference."""
    alike = (known.document_date, known.scope) == (again.document_date, again.scope)
    return alike and _ended_alike(known.publications, again.publications)


def _ended_alike(known: Periods, again: Periods) -> bool:
    return again[0].until in (None, known[0].until)
