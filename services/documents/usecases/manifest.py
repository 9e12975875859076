"""The manifest of a filings archive, row by row: what each says, and where it says nothing sensible.

Format: docs/imports.md.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

from contracts.rpc.agencies import ImportProblem
from services.documents.domain.times import to_the_millisecond
from services.documents.domain.vocabulary import DECLARED_AS_ISSUED, FILED_AS_PDF, Obligation, Scope
from services.documents.usecases.import_texts import (
    COLUMN_MISSING,
    MUST_BE_EMPTY,
    NOT_A_DATE,
    NOT_A_TABLE,
    NOT_AN_INSTANT,
    NOT_ONE_OF,
    REQUIRED,
    TOO_MANY_ROWS,
)
from services.documents.usecases.refusals import Text

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
HEADING = 1
MOST_ROWS = 5_000
LONGEST_FILE_NAME = 1_000

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)


class Kind(StrEnum):
    DOCUMENT = "document"
    ISSUED = "issued"


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


@dataclass
class Problems:
    """What is wrong, by row and column. `row` counts from 1 at the heading."""

    found: list[ImportProblem] = field(default_factory=list)

    def add(self, row: int, column: str, text: Text, **values: object) -> None:
        thai, english = text.thai.format_map(values), text.english.format_map(values)
        self.found.append(ImportProblem(row=row, column=column, message_th=thai, message_en=english))


class _CellProblem(Exception):
    def __init__(self, text: Text, **values: object) -> None:
        super().__init__(text.english)
        self.text = text
        self.values = values


def read_manifest(text: str, problems: Problems) -> list[DocumentRow | IssuedRow]:
    """The rows that make sense; `problems` learns about the others."""
    table = csv.reader(io.StringIO(text, newline=""), strict=True)
    heading = [name.strip() for name in _first(table)]
    for column in COLUMNS:
        if column not in heading:
            problems.add(HEADING, column, COLUMN_MISSING)
    if problems.found:
        return []
    rows = []
    for number, cells in _numbered(table, problems):
        if any(cell.strip() for cell in cells):
            row = _Row(number, dict(zip(heading, (c.strip() for c in cells), strict=False)), problems)
            rows.append(row.read())
    return [row for row in rows if row is not None]


def _first(table: Iterator[list[str]]) -> list[str]:
    try:
        return next(table, [])
    except csv.Error:
        return []


def _numbered(table: Iterator[list[str]], problems: Problems) -> Iterator[tuple[int, list[str]]]:
    number = HEADING
    while True:
        number += 1
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error:
            problems.add(number, COLUMNS[0], NOT_A_TABLE)
            return
        if number - HEADING > MOST_ROWS:
            problems.add(number, COLUMNS[0], TOO_MANY_ROWS, most=MOST_ROWS)
            return
        yield number, cells


class _Row:
    """One row being read: every cell is looked at, so that one reading tells everything that is wrong with it."""

    def __init__(self, number: int, cells: Mapping[str, str], problems: Problems) -> None:
        self._number = number
        self._cells = cells
        self._problems = problems
        self._sound = True

    def read(self) -> DocumentRow | IssuedRow | None:
        kind = self._cell("kind", lambda value: _one_of(Kind, value))
        if kind is None:
            return None
        return self._document() if kind is Kind.DOCUMENT else self._issued()

    def _document(self) -> DocumentRow | None:
        agency_code = self._cell("agency_code", str)
        obligation = self._cell("obligation", lambda value: _one_of(Obligation, value, FILED_AS_PDF))
        scope = self._cell("scope", lambda value: _one_of(Scope, value))
        document_date = self._cell("document_date", _date)
        file = self._cell("file", str)
        file_name = self._cell("file_name", lambda value: value[:LONGEST_FILE_NAME])
        since = self._cell("published_from", _instant)
        until = self._cell("published_until", _instant, required=False)
        if not (
            self._sound and agency_code and obligation and scope and document_date and file and file_name and since
        ):
            return None
        return DocumentRow(self._number, agency_code, obligation, scope, document_date, file, file_name, since, until)

    def _issued(self) -> IssuedRow | None:
        agency_code = self._cell("agency_code", str)
        obligation = self._cell("obligation", lambda value: _one_of(Obligation, value, DECLARED_AS_ISSUED))
        issued_on = self._cell("document_date", _date)
        self._cell("file", _nothing, required=False)
        if not (self._sound and agency_code and obligation and issued_on):
            return None
        return IssuedRow(self._number, agency_code, obligation, issued_on)

    def _cell(self, column: str, parse: Callable[[str], T], required: bool = True) -> T | None:
        value = self._cells.get(column, "")
        try:
            if value:
                return parse(value)
            if required:
                raise _CellProblem(REQUIRED)
        except _CellProblem as problem:
            self._sound = False
            self._problems.add(self._number, column, problem.text, **problem.values)
        return None


def _one_of(words: type[W], value: str, allowed: frozenset[W] | None = None) -> W:
    choices = [word for word in words if allowed is None or word in allowed]
    if value not in choices:
        raise _CellProblem(NOT_ONE_OF, allowed=", ".join(choices))
    return words(value)


def _date(value: str) -> date:
    try:
        return datetime.strptime(value.translate(_THAI_DIGITS), "%Y-%m-%d").date()
    except ValueError:
        raise _CellProblem(NOT_A_DATE) from None


def _instant(value: str) -> datetime:
    try:
        instant = datetime.fromisoformat(value.translate(_THAI_DIGITS))
        if instant.tzinfo is None:
            raise _CellProblem(NOT_AN_INSTANT)
        return to_the_millisecond(instant.astimezone(UTC))
    except (ValueError, OverflowError):
        raise _CellProblem(NOT_AN_INSTANT) from None


def _nothing(value: str) -> None:
    raise _CellProblem(MUST_BE_EMPTY)
