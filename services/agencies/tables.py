"""Import files as tables of text: CSV in UTF-8, and XLSX as Excel writes it.

What a spreadsheet program does to cells is undone as far as it can be known: a date cell becomes an ISO date, a whole
number has no ".0", empty rows and columns at the end are not there.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from services.agencies.domain.problems import Problem, UnreadableFile

MOST_ROWS = 200_000
MOST_COLUMNS = 100
# What an XLSX may come to when it is unpacked: 200,000 rows of 20 cells take some 150 MB.
MOST_UNPACKED = 400 * 1024 * 1024
_MOST_PARTS = 1000

_NOT_A_WORKBOOK = Problem(
    "", "ไฟล์ไม่ใช่ XLSX หรือเสียหาย กรุณาบันทึกใหม่จากโปรแกรมตารางคำนวณ", "Not an XLSX file, or damaged. Save it again."
)
_TOO_LARGE = Problem("", "ไฟล์มีขนาดใหญ่เกินไป กรุณาแบ่งเป็นหลายไฟล์", "The file is too large. Split it.")


class ImportTables:
    """Implements usecases.ports.Tables."""

    def csv(self, content: bytes) -> Iterator[list[str]]:
        reader = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
        number = 0
        while True:
            number += 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise UnreadableFile(
                    number, Problem("", "รูปแบบ CSV ไม่ถูกต้องในแถวนี้", f"Not valid CSV in this row: {error}.")
                ) from None
            if cells is None:
                return
            _within(number, len(cells))
            yield [_unquoted(cell) for cell in cells]

    def xlsx(self, content: bytes) -> Iterator[list[str]]:
        """The first sheet. Formulas count by the value that they had when the file was saved."""
        try:
            _look_for_bombs(content)
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            # What the file says of its own size is not believed.
            sheet.reset_dimensions()
            width = 0
            for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
                _within(number, len(cells))
                texts = [_text(cell) for cell in cells]
                while texts and not texts[-1].strip() and len(texts) > width:
                    texts.pop()
                width = width or len(texts)
                yield texts + [""] * (width - len(texts))
        except UnreadableFile:
            raise
        except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, SyntaxError, EOFError):
            # SyntaxError: XML that does not parse, or that declares entities
            raise UnreadableFile(1, _NOT_A_WORKBOOK) from None


def _look_for_bombs(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        listed = parts.infolist()
        if len(listed) > _MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
            raise UnreadableFile(1, _TOO_LARGE)
        for part in listed:
            if part.filename.endswith((".xml", ".rels")):
                with parts.open(part) as xml:
                    # Excel writes no document type; with one come entities, and with those files of ours and bombs.
                    if b"<!DOCTYPE" in xml.read(4096).upper():
                        raise UnreadableFile(1, _NOT_A_WORKBOOK)


def _within(row: int, columns: int) -> None:
    if row > MOST_ROWS or columns > MOST_COLUMNS:
        raise UnreadableFile(row, _TOO_LARGE)


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)


def _unquoted(cell: str) -> str:
    """Without the apostrophe that our exports put before what a spreadsheet would take for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r", "\n", "'") else cell


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            row,
            Problem(
                "",
                "ไฟล์ไม่ใช่ UTF-8 กรุณาบันทึกเป็น CSV UTF-8 แล้วส่งใหม่",
                "The file is not UTF-8. Save it as CSV UTF-8 and send it again.",
            ),
        ) from None
