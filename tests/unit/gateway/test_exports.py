"""Lists of tokens as files that people open, print and hand out."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pikepdf
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from chassis import csv_table
from chassis.csv_table import harmless
from chassis.paper import blank
from chassis.tables import ImportTables
from chassis.xlsx_table import XlsxTable
from contracts.rpc.identity.tokens import ExportedToken
from gateway.exports import printed_list
from gateway.exports.lines import HEADINGS, WIDTHS, Line, line_of
from gateway.languages import Language

NAME = "องค์การบริหารส่วนตำบลน้ำปั้น"


def a_line(place: int = 1, **changed: Any) -> Line:
    given = {
        "agency_id": "a",
        "agency_code": "011013900000",
        "lao_code": "06340108",
        "province_code": "34",
        "agency_name_th": NAME,
        "role": "central_officer",
        "token": "123456789012345",
        "expires_at": datetime(2026, 9, 30, 20, 0, tzinfo=UTC),
    }
    return line_of(place, ExportedToken.model_validate(given | changed), "https://prakat.example/", "th")


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def workbook(lines: list[Line], language: Language) -> bytes:
    table = XlsxTable("Token", HEADINGS[language], WIDTHS)
    table.add(line.cells for line in lines)
    return table.finish().read()


def opened(content: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_a_csv_opens_right_in_excel_and_has_the_number_in_groups_of_three() -> None:
    content = csv_table.head(HEADINGS["th"]) + csv_table.body([a_line().cells])

    assert content.startswith(b"\xef\xbb\xbf")
    heading, row = rows_of(content)
    assert tuple(heading) == tuple(HEADINGS["th"])
    assert row == [
        "1",
        NAME,
        "011013900000",
        "06340108",
        "34",
        "เจ้าหน้าที่ส่วนกลาง",
        "123 456 789 012 345",
        "01/10/2569",
        "https://prakat.example/token#123456789012345",
    ]


@pytest.mark.parametrize("name", ['=HYPERLINK("http://evil")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_name_that_is_a_formula_stays_a_name(name: str) -> None:
    line = a_line(agency_name_th=name)

    (row,) = rows_of(csv_table.body([line.cells]))
    assert row[1] == f"'{name}"

    sheet = opened(workbook([line], "th"))
    assert sheet["B2"].data_type == "s"


@pytest.mark.parametrize("text", ["'=1", "''", "'-", "=1", "plain", "'plain", "it's"])
def test_the_apostrophe_can_be_taken_off_again_by_whoever_knows_of_it(text: str) -> None:
    written = harmless(text)

    assert next(ImportTables().csv(written.encode())) == [text]


def test_the_same_table_is_the_same_bytes_whenever_it_is_written() -> None:
    assert workbook([a_line()], "th") == workbook([a_line()], "th")


def test_a_workbook_keeps_codes_and_numbers_as_they_are_written() -> None:
    sheet = opened(workbook([a_line(), a_line(2)], "en"))

    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == tuple(HEADINGS["en"])
    assert rows[2][:7] == (2, NAME, "011013900000", "06340108", "34", "เจ้าหน้าที่ส่วนกลาง", "123 456 789 012 345")


def test_paper_has_a_slip_for_each_agency_six_to_a_page_in_a_font_of_its_own() -> None:
    content = printed_list.printed([a_line(place) for place in range(1, 8)], "th")

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 2
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
        first, second = (len(pikepdf.parse_content_stream(page)) for page in pdf.pages)
    assert all("Sarabun" in font for font in fonts)
    assert first > 5 * second


@pytest.mark.parametrize("times", [1, 2, 3, 5, 9])
def test_a_long_name_stays_on_its_line(times: int) -> None:
    paper = blank()

    shown, size = printed_list.fitted_name(paper, NAME * times)

    paper.set_font_size(size)
    assert paper.get_string_width(shown) <= printed_list.TEXT_WIDTH - 2 * paper.c_margin
    assert size >= printed_list.LEAST_NAME_SIZE
    assert shown == NAME * times or (times > 2 and shown.endswith("…"))


def test_an_empty_list_can_be_printed_too() -> None:
    assert printed_list.printed([], "en").startswith(b"%PDF-")
