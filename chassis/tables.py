"""Import files as tables of text: CSV in UTF-8, and XLSX as Excel writes it.

What a spreadsheet program does to cells is undone as far as it can be known: a date cell becomes an ISO date, one with
a time an instant, a whole number has no ".0", empty rows and columns at the end are not there.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from chassis import csv_table
from chassis.csv_table import as_it_was
from chassis.thai_days import BANGKOK
from contracts.imports import ImportProblem, UnreadableTable

MOST_ROWS = 200_000
MOST_COLUMNS = 100
# What an XLSX may come to when it is unpacked: 200,000 rows of 20 cells take some 150 MB.
MOST_UNPACKED = 400 * 1024 * 1024
_MOST_PARTS = 1000

CSV_TYPE = "text/csv; charset=utf-8"

_NOT_A_WORKBOOK = (
    "ไฟล์ไม่ใช่ XLSX หรือเสียหาย กรุณาบันทึกใหม่จากโปรแกรมตารางคำนวณ",
    "Not an XLSX file, or damaged. Save it again.",
)
_TOO_LARGE = ("ไฟล์มีขนาดใหญ่เกินไป กรุณาแบ่งเป็นหลายไฟล์", "The file is too large. Split it.")


class ImportTables:
    """Reads import files, row by row. Raises UnreadableTable."""

    def csv(self, content: bytes) -> Iterator[list[str]]:
        reader = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
        number = 0
        while True:
            number += 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise UnreadableTable(
                    number, "", "รูปแบบ CSV ไม่ถูกต้องในแถวนี้", f"Not valid CSV in this row: {error}."
                ) from None
            if cells is None:
                return
            _within(number, len(cells))
            yield [as_it_was(cell) for cell in cells]

    def xlsx(self, content: bytes) -> Iterator[list[str]]:
        """The first sheet. Formulas count by the value that they had when the file was saved; of merged cells the first
        has the value and the others are empty."""
        import openpyxl  # takes long to import, and most files are CSV

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
        except UnreadableTable:
            raise
        except _OF_DAMAGED_WORKBOOKS:
            raise UnreadableTable(1, "", *_NOT_A_WORKBOOK) from None


# SyntaxError: XML that does not parse, or that declares entities. RuntimeError: a part that is encrypted, or compressed
# in a way that nobody uses. The rest is what openpyxl meets where it expects something else.
_OF_DAMAGED_WORKBOOKS = (
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    SyntaxError,
    RuntimeError,
    EOFError,
)


def problems_csv(problems: Iterable[ImportProblem]) -> bytes:
    """Every problem of an import as a file (contracts.imports.PROBLEMS_FILE), in the order of the rows."""
    heading = ("แถว (row)", "คอลัมน์ (column)", "ปัญหา", "problem")
    in_order = sorted(problems, key=lambda problem: problem.row)
    rows = ((p.row, p.column, p.message_th, p.message_en) for p in in_order)
    return csv_table.head(heading) + csv_table.body(rows)


def _look_for_bombs(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        listed = parts.infolist()
        if len(listed) > _MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
            raise UnreadableTable(1, "", *_TOO_LARGE)
        for part in listed:
            if part.filename.endswith((".xml", ".rels")):
                with parts.open(part) as xml:
                    # Excel writes no document type; with one come entities, and with those files of ours and bombs.
                    if b"<!DOCTYPE" in xml.read(4096).upper():
                        raise UnreadableTable(1, "", *_NOT_A_WORKBOOK)


def _within(row: int, columns: int) -> None:
    if row > MOST_ROWS or columns > MOST_COLUMNS:
        raise UnreadableTable(row, "", *_TOO_LARGE)


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            # A cell knows no zone: what is typed in Thailand is meant there.
            return cell.replace(tzinfo=BANGKOK).isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise UnreadableTable(
            row,
            "",
            "ไฟล์ไม่ใช่ UTF-8 กรุณาบันทึกเป็น CSV UTF-8 แล้วส่งใหม่",
            "The file is not UTF-8. Save it as CSV UTF-8 and send it again.",
        ) from None
