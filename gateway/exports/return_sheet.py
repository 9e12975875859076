"""The provincial return as a workbook, as the ministry's form looks. Every text is written as text."""

from __future__ import annotations

import io
from datetime import datetime

from contracts.rpc.reporting.returns import Return, ReturnMeasure
from gateway.exports import return_words as words

DONE, NOT_DONE = "✓", "X"
WIDTHS = (8, 46, 18, 18, 18, 18)
# The same form is the same bytes, whenever it is written.
_WRITTEN_AT = datetime(2000, 1, 1)


def written(form: Return) -> bytes:
    """The whole workbook: to be called in a thread."""
    from xlsxwriter import Workbook  # takes long to import, and is seldom needed

    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"created": _WRITTEN_AT})
    sheet = book.add_worksheet("แบบรายงาน")
    title = book.add_format({"bold": True, "align": "center", "font_size": 14})
    middle = book.add_format({"align": "center"})
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    cell, mark = book.add_format({"border": 1}), book.add_format({"border": 1, "align": "center"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for row, text in enumerate(words.TITLE):
        sheet.merge_range(row, 0, row, 5, text, title)
    sheet.merge_range(2, 0, 2, 5, "", middle)
    sheet.write_string(2, 0, words.heading(form), middle)
    sheet.merge_range(4, 0, 5, 0, words.PLACE, head)
    sheet.merge_range(4, 1, 5, 1, words.BODY, head)
    for number, section in enumerate(words.SECTIONS):
        sheet.merge_range(4, 2 + 2 * number, 4, 3 + 2 * number, section, head)
    for column, measure in enumerate(words.MEASURES, start=2):
        sheet.write_string(5, column, measure, head)
    sheet.freeze_panes(6, 2)
    sheet.repeat_rows(4, 5)
    at = 6
    for line in form.rows:
        sheet.write_number(at, 0, line.place, mark)
        sheet.write_string(at, 1, line.name_th, cell)
        shown = (_issued(line.s10), _sign(line.s10.uploaded), _issued(line.s16), _sign(line.s16.uploaded))
        for column, text in enumerate(shown, start=2):
            sheet.write_string(at, column, text, mark)
        at += 1
    sheet.merge_range(at, 0, at, 1, words.TOTAL, head)
    for column, total in enumerate(words.sums(form.totals), start=2):
        sheet.write_string(at, column, total, head)
    at += 2
    for heading, said in ((words.OBSTACLES, form.obstacles), (words.SUGGESTIONS, form.suggestions)):
        sheet.write_string(at, 0, heading)
        sheet.merge_range(at + 1, 0, at + 1, 5, "", wrapped)
        sheet.write_string(at + 1, 0, said or words.NOTHING, wrapped)
        at += 3
    sheet.write_string(at, 0, words.as_of(form))
    at += 2
    for signed in words.signature(form):
        sheet.merge_range(at, 2, at, 5, "", middle)
        sheet.write_string(at, 2, signed, middle)
        at += 1
    sheet.write_string(at + 1, 0, words.NOTES)
    for number, note in enumerate([*words.notes(form, DONE, NOT_DONE), words.standing(form)], start=2):
        sheet.write_string(at + number, 0, note)
    book.close()
    return file.getvalue()


def _issued(measure: ReturnMeasure) -> str:
    return f"{_sign(measure.issued)}{words.DIFFERS}" if words.differs(measure) else _sign(measure.issued)


def _sign(done: bool) -> str:
    return DONE if done else NOT_DONE
