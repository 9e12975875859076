"""The list as a workbook. Every text is written as text, so nothing in it can become a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from gateway.exports.lines import HEADINGS, WIDTHS, Line
from gateway.languages import Language

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(lines: Sequence[Line], language: Language) -> bytes:
    """About 0.1 ms a line; to be run beside the event loop."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Token")
    sheet.freeze_panes = "A2"
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    bold = Font(bold=True)
    sheet.append([_text(sheet, heading, bold) for heading in HEADINGS[language]])
    for line in lines:
        sheet.append([_text(sheet, cell) if isinstance(cell, str) else cell for cell in line.cells])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text(sheet: object, value: str, font: Font | None = None) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    if font:
        cell.font = font
    return cell
