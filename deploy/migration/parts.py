"""A manifest and its files in parts, each of which the system stores as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from chassis import csv_table
from deploy.filings_archive import writing

# Few enough that one is stored within seconds, so that there is something to see.
ROWS_IN_A_PART = 1_000
# What a zip says of each file besides its name (twice).
_OF_EACH_FILE = 200
_IN_QUESTION = 4096  # bytes of the zip and the manifest's heading that are not counted one by one


@dataclass(frozen=True)
class Line:
    """A row of the operator's manifest. `number` counts from 1 at the first row of the file, as a spreadsheet does."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """Some rows, and the names of those of their files that are there. `size` in bytes, at most."""

    heading: Line
    lines: tuple[Line, ...]
    files: tuple[str, ...]
    size: int

    def row_of(self, row: int) -> int:
        """The row of the operator's manifest that is this row of the part's own."""
        of_part = (self.heading, *self.lines)
        return of_part[row - 1].number if 1 <= row <= len(of_part) else row

    @property
    def manifest(self) -> bytes:
        return csv_table.head(self.heading.cells) + csv_table.body(line.cells for line in self.lines)

    def fingerprint(self, directory: Path) -> str:
        """The same as long as neither the rows nor the files change, as far as their size and time tell."""
        digest = hashlib.sha256(self.manifest)
        for name in self.files:
            status = (directory / name).stat()
            digest.update(f"\0{name}\0{status.st_size}\0{status.st_mtime_ns}".encode())
        return digest.hexdigest()

    def pack(self, directory: Path, archive: IO[bytes], most_bytes_of_a_file: int) -> None:
        """Of a file that is too large only so much that the system sees that, and says so by its row."""
        with writing(archive, self.manifest) as writer:
            for name in self.files:
                with (directory / name).open("rb") as file:
                    writer.put_file(name, file, most_bytes_of_a_file + 1)


def in_parts(
    table: Iterable[Sequence[str]], size_of: Callable[[str], int | None], most_bytes: int, most_rows: int
) -> list[Part]:
    """The rows of an agency together, and in one part unless they alone are too many: then its documents are spread.

    `size_of` tells the bytes of a file by its name, None when it is not there: the system then names its row. A
    manifest without a row is one part, so that the system says what is wrong with it.
    """
    lines = [Line(number, tuple(cells)) for number, cells in enumerate(table, start=1) if any(map(str.strip, cells))]
    heading, *rows = lines or [Line(1, ())]
    packing = _Packing(heading, size_of, most_bytes - _IN_QUESTION, most_rows)
    for of_agency in _by_agency(heading, rows):
        packing.add(of_agency)
    return packing.finished()


def _by_agency(heading: Line, rows: Iterable[Line]) -> Iterator[list[Line]]:
    """In the order in which the agencies come first; of each what is declared before what is published, since all
    that it declared of its licences is one declaration."""
    agencies: dict[str, list[Line]] = {}
    for line in rows:
        agencies.setdefault(_cell(heading, line, "agency_code"), []).append(line)
    for of_agency in agencies.values():
        yield sorted(of_agency, key=lambda line: _cell(heading, line, "kind") == "document")


def _cell(heading: Line, line: Line, column: str) -> str:
    names = [name.strip() for name in heading.cells]
    at = names.index(column) if column in names else len(line.cells)
    return line.cells[at].strip() if at < len(line.cells) else ""


class _Packing:
    def __init__(self, heading: Line, size_of: Callable[[str], int | None], most_bytes: int, most_rows: int) -> None:
        self._heading = heading
        self._size_of = size_of
        self._most_bytes = most_bytes
        self._most_rows = most_rows
        self._done: list[Part] = []
        self._begin()

    def _begin(self) -> None:
        self._lines: list[Line] = []
        self._files: dict[str, int] = {}
        self._size = 0

    def add(self, lines: Sequence[Line]) -> None:
        """All of them into one part, if that is possible."""
        if not self._fits(lines):
            self._close()
        if self._fits(lines):
            self._take(lines)
            return
        for line in lines:
            if not self._fits([line]):
                self._close()
            self._take([line])

    def finished(self) -> list[Part]:
        if self._lines or not self._done:
            self._close(even_if_empty=True)
        return self._done

    def _fits(self, lines: Sequence[Line]) -> bool:
        size = self._size + sum(self._new_files(lines).values()) + sum(map(_bytes_of, lines))
        return len(self._lines) + len(lines) <= self._most_rows and size <= self._most_bytes

    def _new_files(self, lines: Sequence[Line]) -> dict[str, int]:
        named = {_cell(self._heading, line, "file") for line in lines} - {""} - self._files.keys()
        sizes = {name: self._size_of(name) for name in sorted(named)}
        return {name: size + 2 * len(name.encode()) + _OF_EACH_FILE for name, size in sizes.items() if size is not None}

    def _take(self, lines: Sequence[Line]) -> None:
        new = self._new_files(lines)
        self._lines += lines
        self._files |= new
        self._size += sum(new.values()) + sum(map(_bytes_of, lines))

    def _close(self, even_if_empty: bool = False) -> None:
        if self._lines or even_if_empty:
            self._done.append(Part(self._heading, tuple(self._lines), tuple(self._files), self._size))
        self._begin()


def _bytes_of(line: Line) -> int:
    # Quotation marks may double each character at worst.
    return sum(2 * len(cell.encode()) + 3 for cell in line.cells)
