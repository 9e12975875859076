"""The provincial return as a file: it looks like the ministry's form (letter มท 0810.7/ว 4829, 12 November 2567)."""

from __future__ import annotations

import io

import openpyxl
import pikepdf
import pytest

from chassis.paper import blank, fitted
from gateway.exports import printed_return, return_sheet, return_words
from tests.builders.returns import BODIES, SHA256, a_return


@pytest.fixture(scope="module")
def sheet() -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(return_sheet.written(a_return())))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def test_the_workbook_has_the_forms_rows_marks_and_totals(sheet: list[list[object]]) -> None:
    head, measures, *lines = sheet[4:10]

    assert head == ["ลำดับ", "องค์กรปกครองส่วนท้องถิ่น", "การจัดทำประกาศตามมาตรา 10", None, "การจัดทำคำสั่งตามมาตรา 16", None]
    assert measures[2:] == list(return_words.MEASURES)
    assert lines == [
        [1, BODIES[0], "✓", "✓", "✓", "✓"],
        [2, BODIES[1], "✓*", "X", "X", "X"],
        [3, BODIES[2], "X", "X", "X", "X"],
        ["รวมดำเนินการแล้ว", None, "2 แห่ง", "1 แห่ง", "1 แห่ง", "1 แห่ง"],
    ]


def test_below_stand_obstacles_suggestions_the_day_the_signature_and_the_notes(sheet: list[list[object]]) -> None:
    texts = [text for row in sheet[10:] for text in row if text is not None]

    assert texts == [
        "ปัญหาอุปสรรคจากการดำเนินการตามพระราชบัญญัติฯ:",
        "=บุคลากรไม่เพียงพอ",
        "ข้อเสนอแนะในการดำเนินงาน:",
        "-",
        "ข้อมูล ณ วันที่ 4 ธันวาคม 2567",
        "ลงชื่อ................................................................ผู้รายงาน",
        "(นางสาวเขมิกา รอดสี)",
        "ท้องถิ่นจังหวัดแพร่",
        "หมายเหตุ",
        "1. ใส่เครื่องหมาย ✓ กรณีดำเนินการแล้ว และใส่เครื่องหมาย X กรณียังไม่ได้ดำเนินการ",
        "2. * ผู้รายงานระบุต่างจากข้อมูลในระบบ",
        "3. ลำดับ 2: ลงนามแล้ว รอลงข้อมูล",
        f"ส่งเมื่อ 5 ธันวาคม 2567 10:00 น. · SHA-256 {SHA256}",
    ]


def test_a_text_that_looks_like_a_formula_is_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(return_sheet.written(a_return())))

    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row if cell.value} == {"s", "n"}


def test_a_draft_says_that_it_is_one_and_a_late_one_that_it_was_late() -> None:
    assert return_words.standing(a_return(status="draft", submission=None)) == "ฉบับร่าง ยังไม่ได้ส่ง"
    assert "ล่าช้ากว่ากำหนดวันที่ 6 ธันวาคม 2567" in return_words.standing(a_return(late=True))


def test_the_same_submitted_form_is_the_same_bytes() -> None:
    assert return_sheet.written(a_return()) == return_sheet.written(a_return())
    assert printed_return.printed(a_return()) == printed_return.printed(a_return())


def test_a_province_with_many_bodies_takes_several_pages() -> None:
    pages = [len(pikepdf.open(io.BytesIO(printed_return.printed(a_return(bodies)))).pages) for bodies in (3, 70)]

    assert pages == [1, 3]


def test_what_does_not_fit_on_paper_is_printed_smaller_and_then_cut() -> None:
    paper = blank()

    for times in (1, 2, 30):
        shown, size = fitted(paper, BODIES[0] * times, 50, 11, 7)
        paper.set_font_size(size)
        assert paper.get_string_width(shown) <= 50
        assert 7 <= size <= 11
