"""The manifest of a filings archive, row by row: what each says, and where it says nothing sensible.

Format: docs/imports.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from services.documents.domain.link import LINKED
from services.documents.domain.vocabulary import DECLARED_AS_ISSUED, FILED_AS_PDF, GazetteProgress, Obligation, Scope
from services.documents.usecases.import_texts import (
    COLUMN_MISSING,
    COLUMN_TWICE,
    MUST_BE_EMPTY,
    REQUIRED,
    TOO_MANY_ROWS,
)
from services.documents.usecases.manifest_cells import CellProblem, Problems, code, day, instant, one_of, yes_no

COLUMNS = (
    "kind",
    "agency_code",
    "obligation",
    "scope",
    "document_date",
    "file",
    "file_name",
    "published_from",
    "published_until",
)
"""What every manifest has."""
MORE_COLUMNS = ("url", "licence_name", "has_licences", "gazette")
"""What those with links and declarations of licences have besides."""
MOST_ROWS = 5_000
LONGEST_FILE_NAME = 1_000

T = TypeVar("T")


class Kind(StrEnum):
    DOCUMENT = "document"
    ISSUED = "issued"
    LINK = "link"
    LICENCES = "licences"


@dataclass(frozen=True)
class DocumentRow:
    """A document that an older system published."""

    number: int
    agency_code: str
    obligation: Obligation
    scope: Scope
    document_date: date
    file: str
    file_name: str
    published_from: datetime
    published_until: datetime | None


@dataclass(frozen=True)
class IssuedRow:
    """A declaration 'made but not yet uploaded'."""

    number: int
    agency_code: str
    obligation: Obligation
    issued_on: date


@dataclass(frozen=True)
class LinkRow:
    """A Gazette link, or a channel in which a licence can be checked."""

    number: int
    agency_code: str
    obligation: Obligation
    url: str
    licence_name: str | None
    published_from: datetime
    published_until: datetime | None


@dataclass(frozen=True)
class LicencesRow:
    """What an agency declared of its licences, from then on."""

    number: int
    agency_code: str
    has_licences: bool
    gazette: GazetteProgress | None
    since: datetime


Row = DocumentRow | IssuedRow | LinkRow | LicencesRow


def read_manifest(table: Sequence[Sequence[str]], problems: Problems) -> list[Row]:
    """The rows that make sense; `problems` learns about the others. The first row that is not empty is the heading."""
    filled = [(number, cells) for number, cells in enumerate(table, start=1) if any(cell.strip() for cell in cells)]
    at, first = filled[0] if filled else (1, ())
    heading = [name.strip() for name in first]
    _check_heading(at, heading, problems)
    if problems.found:
        return []
    rows: list[Row] = []
    for number, cells in filled[1:]:
        if number - at > MOST_ROWS:
            problems.add(number, COLUMNS[0], TOO_MANY_ROWS, most=MOST_ROWS)
            break
        row = _Reading(number, dict(zip(heading, (cell.strip() for cell in cells), strict=False)), problems).row()
        if row is not None:
            rows.append(row)
    return rows


def _check_heading(at: int, heading: Sequence[str], problems: Problems) -> None:
    for column in COLUMNS:
        if column not in heading:
            problems.add(at, column, COLUMN_MISSING)
    for column in (*COLUMNS, *MORE_COLUMNS):
        if heading.count(column) > 1:
            problems.add(at, column, COLUMN_TWICE)


class _Reading:
    """One row being read: every cell is looked at, so that one reading tells everything that is wrong with it."""

    def __init__(self, number: int, cells: Mapping[str, str], problems: Problems) -> None:
        self._number = number
        self._cells = cells
        self._problems = problems
        self._sound = True

    def row(self) -> Row | None:
        kind = self._cell("kind", lambda value: one_of(Kind, value))
        match kind:
            case Kind.DOCUMENT:
                row = self._document()
            case Kind.ISSUED:
                row = self._issued()
            case Kind.LINK:
                row = self._link()
            case Kind.LICENCES:
                row = self._licences()
            case None:
                row = None
        return row if self._sound else None

    def _document(self) -> Row | None:
        agency_code = self._cell("agency_code", code)
        obligation = self._obligation(FILED_AS_PDF)
        scope = self._cell("scope", lambda value: one_of(Scope, value))
        document_date = self._cell("document_date", day)
        file = self._cell("file", str)
        file_name = self._cell("file_name", lambda value: value[:LONGEST_FILE_NAME])
        since, until = self._times()
        self._nothing_in(MORE_COLUMNS, Kind.DOCUMENT)
        if agency_code and obligation and scope and document_date and file and file_name and since:
            return DocumentRow(
                self._number, agency_code, obligation, scope, document_date, file, file_name, since, until
            )
        return None

    def _issued(self) -> Row | None:
        agency_code = self._cell("agency_code", code)
        obligation = self._obligation(DECLARED_AS_ISSUED)
        issued_on = self._cell("document_date", day)
        others = ("scope", "file", "file_name", "published_from", "published_until", *MORE_COLUMNS)
        self._nothing_in(others, Kind.ISSUED)
        if agency_code and obligation and issued_on:
            return IssuedRow(self._number, agency_code, obligation, issued_on)
        return None

    def _link(self) -> Row | None:
        agency_code = self._cell("agency_code", code)
        obligation = self._obligation(LINKED)
        url = self._cell("url", str)
        licence_name = self._cell("licence_name", str, required=obligation is Obligation.S13_2_CHANNEL)
        since, until = self._times()
        self._nothing_in(("scope", "document_date", "file", "file_name", "has_licences", "gazette"), Kind.LINK)
        if agency_code and obligation and url and since:
            return LinkRow(self._number, agency_code, obligation, url, licence_name, since, until)
        return None

    def _licences(self) -> Row | None:
        agency_code = self._cell("agency_code", code)
        has_licences = self._cell("has_licences", yes_no)
        gazette = self._cell("gazette", lambda value: one_of(GazetteProgress, value), required=False)
        since = self._cell("published_from", instant)
        others = ("obligation", "scope", "document_date", "file", "file_name", "published_until", "url", "licence_name")
        self._nothing_in(others, Kind.LICENCES)
        if agency_code and has_licences is not None and since:
            return LicencesRow(self._number, agency_code, has_licences, gazette, since)
        return None

    def _obligation(self, allowed: frozenset[Obligation]) -> Obligation | None:
        return self._cell("obligation", lambda value: one_of(Obligation, value, allowed))

    def _times(self) -> tuple[datetime | None, datetime | None]:
        return self._cell("published_from", instant), self._cell("published_until", instant, required=False)

    def _nothing_in(self, columns: Iterable[str], kind: Kind) -> None:
        for column in columns:
            if self._cells.get(column):
                self._wrong(column, CellProblem(MUST_BE_EMPTY, kind=kind.value))

    def _cell(self, column: str, parse: Callable[[str], T], required: bool = True) -> T | None:
        value = self._cells.get(column, "")
        try:
            if value:
                return parse(value)
            if required:
                raise CellProblem(REQUIRED)
        except CellProblem as problem:
            self._wrong(column, problem)
        return None

    def _wrong(self, column: str, problem: CellProblem) -> None:
        self._sound = False
        self._problems.add(self._number, column, problem.text, **problem.values)
