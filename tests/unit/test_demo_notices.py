"""The PDFs of the demonstration: what a reader sees and copies, and what an inspector finds."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from contracts.vocabulary import Obligation
from deploy.demo.country import make_country
from deploy.demo.notice import Notice
from deploy.demo.notices import NoticePrinter
from deploy.demo.thai_date import long_date
from deploy.demo.typeface import Typeface

NOTICE = Notice("เทศบาลตำบลบ้านสาธิต", Obligation.S10_NOTICE, date(2023, 9, 22), 7)
ORDER = Notice("เทศบาลตำบลบ้านสาธิต", Obligation.S16_ORDER, date(2024, 1, 5), 8)


@pytest.fixture(scope="module")
def typeface() -> Typeface:
    return Typeface.load()


@pytest.fixture(scope="module")
def printer(typeface: Typeface) -> NoticePrinter:
    return NoticePrinter(typeface)


def text_copied_from(content: bytes) -> str:
    """The text as a viewer copies it: each code of the page through the font's ToUnicode map."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        ranges = page.Resources.Font.F.ToUnicode.read_bytes().decode()
        unicode = {}
        for first, last, code in re.findall(r"<(\w{4})> <(\w{4})> <(\w{4})>", ranges):
            for step in range(int(last, 16) - int(first, 16) + 1):
                unicode[int(first, 16) + step] = chr(int(code, 16) + step)
        lines = []
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tj":
                codes = bytes(operands[0])
                lines.append("".join(unicode[int.from_bytes(codes[i : i + 2])] for i in range(0, len(codes), 2)))
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("notice", "lines"),
    [
        (
            NOTICE,
            [
                "ประกาศเทศบาลตำบลบ้านสาธิต",
                "ที่ ๗/๒๕๖๖",
                "เรื่อง ช่องทางอิเล็กทรอนิกส์สำหรับติดต่อเทศบาลตำบลบ้านสาธิต พ.ศ. ๒๕๖๖",
                "ประกาศ ณ วันที่ ๒๒ กันยายน พ.ศ. ๒๕๖๖",
            ],
        ),
        (
            ORDER,
            [
                "คำสั่งเทศบาลตำบลบ้านสาธิต",
                "เรื่อง ระบบสำหรับการปฏิบัติหน้าที่โดยวิธีการทางอิเล็กทรอนิกส์ พ.ศ. ๒๕๖๗",
                "สั่ง ณ วันที่ ๕ มกราคม พ.ศ. ๒๕๖๗ และให้มีผลตั้งแต่วันดังกล่าวเป็นต้นไป",
            ],
        ),
    ],
)
def test_it_reads_like_a_notice_of_the_agency(printer: NoticePrinter, notice: Notice, lines: list[str]) -> None:
    text = text_copied_from(printer.print(notice)).replace("\n", " ")

    assert [line for line in lines if line not in text] == []


def test_it_says_that_it_is_a_sample_without_legal_effect(printer: NoticePrinter) -> None:
    assert "ไม่มีผลทางกฎหมาย" in text_copied_from(printer.print(NOTICE))


def test_an_inspector_finds_a_sound_plain_small_pdf(printer: NoticePrinter) -> None:
    content = printer.print(NOTICE)

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []
        assert len(pdf.pages) == 1
        assert not pdf.is_encrypted
        assert str(pdf.docinfo.Title) == NOTICE.title
    assert len(content) < 8500


def test_the_same_notice_is_the_same_bytes_from_any_printer(printer: NoticePrinter) -> None:
    first = printer.print(NOTICE)
    printer.print(ORDER)

    assert printer.print(NOTICE) == first
    assert NoticePrinter(Typeface.load()).print(NOTICE) == first


def test_notices_that_differ_in_anything_differ_in_their_bytes(printer: NoticePrinter) -> None:
    others = [ORDER, replace(NOTICE, number=9), replace(NOTICE, made_on=date(2023, 9, 25))]

    assert len({printer.print(notice) for notice in [NOTICE, *others]}) == 4


def test_every_name_of_the_country_can_be_printed(typeface: Typeface) -> None:
    characters = {character for row in make_country().rows for character in row.name_th}

    assert characters <= typeface.glyphs.keys()


def test_dates_are_of_the_buddhist_era_in_thai_numerals() -> None:
    assert long_date(date(2024, 2, 29)) == "๒๙ กุมภาพันธ์ พ.ศ. ๒๕๖๗"
