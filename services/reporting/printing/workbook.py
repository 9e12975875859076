"""The cabinet report as a workbook: tables and obstacles on one sheet, the annex on another. Texts are texts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from contracts.rpc.reporting.cabinet import CabinetContent
from services.reporting.printing import words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WIDTHS = (44, 16, 16, 16, 16, 12, 14)
ANNEX_WIDTHS = (8, 28, 24, 54, 12, 12, 12, 12)
MISSED = "X"
# The same content is the same bytes, whenever it is written.
_WRITTEN_AT = datetime(2000, 1, 1)


def written(content: CabinetContent) -> bytes:
    """The whole workbook: to be called in a thread."""
    from xlsxwriter import Workbook  # takes long to import, and is seldom needed

    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"created": _WRITTEN_AT})
    bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "border": 1, "text_wrap": True})
    _figures(book.add_worksheet("สรุป"), content, bold, head)
    _annex(book.add_worksheet("ภาคผนวก"), content, head)
    book.close()
    return file.getvalue()


def _figures(sheet: Worksheet, content: CabinetContent, bold: Format, head: Format) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    at = 0
    for text in (*words.TITLE, words.as_of(content)):
        sheet.write_string(at, 0, text, bold)
        at += 1
    for table in content.tables:
        sheet.write_string(at + 1, 0, words.heading(table), bold)
        _row(sheet, at + 2, words.HEADINGS, head)
        at += 3
        for row in table.rows:
            _row(sheet, at, words.row(row))
            at += 1
    sheet.write_string(at + 1, 0, words.OBSTACLES, bold)
    # What names the type stands first here: the column of names is the wide one.
    _row(sheet, at + 2, _turned(words.OBSTACLE_HEADINGS), head)
    for number, found in enumerate(words.obstacles(content), start=at + 3):
        _row(sheet, number, _turned(found))


def _annex(sheet: Worksheet, content: CabinetContent, head: Format) -> None:
    for column, width in enumerate(ANNEX_WIDTHS):
        sheet.set_column(column, column, width)
    provinces = {each.code: each.name_th for each in content.provinces}
    headings = (words.PLACE, words.CATEGORY, words.PROVINCE, words.AGENCY, *map(words.short, words.OBLIGATIONS))
    _row(sheet, 0, headings, head)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(content.non_compliers), 1), len(headings) - 1)
    for place, agency in enumerate(content.non_compliers, start=1):
        missed = [MISSED if each in agency.obligations else "" for each in words.OBLIGATIONS]
        category = agency.category.name_th if agency.category else words.UNPLACED
        province = words.province_name(agency.province_code, provinces)
        _row(sheet, place, (place, category, province, agency.name_th, *missed))


def _turned(cells: Sequence[str | int]) -> Sequence[str | int]:
    return cells[1], cells[0], *cells[2:]


def _row(sheet: Worksheet, at: int, cells: Sequence[str | int], form: Format | None = None) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            sheet.write_string(at, column, cell, form)
        else:
            sheet.write_number(at, column, cell, form)
