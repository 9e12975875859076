"""The rows of an agency import."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.tables import ImportTables
from contracts.imports import UnreadableTable
from services.agencies.contacts import ContactChecks
from services.agencies.usecases.agency_rows import Row, rows_in
from services.agencies.usecases.import_columns import COLUMNS, COLUMNS_ABOUT
from tests.builders.agencies import agencies_csv, code, row, sao


def read(content: bytes) -> list[Row]:
    return list(rows_in(ImportTables().csv(content), ContactChecks()))


def problems_of(**cells: Any) -> list[str]:
    [only] = read(agencies_csv([row(1, **cells)]))
    return [problem.field for problem in only.problems]


def test_a_row_says_everything_of_an_agency() -> None:
    [only] = read(agencies_csv([sao(7, "บางพลี", under=1, province_code="๑๑", website="bangphli.go.th", visible="no")]))
    assert only.number == 2
    assert (only.code, only.lao_code, only.parent_code) == (code(7), "06110007", code(1))
    assert only.effective_on == date(2020, 1, 1)
    assert only.problems == []
    assert only.facts is not None
    assert only.facts.province_code == "11"
    assert only.facts.website == "http://bangphli.go.th"
    assert not only.facts.visible


def test_columns_may_stand_in_any_order_after_a_byte_order_mark() -> None:
    [only] = read(b"\xef\xbb\xbf" + agencies_csv([row(1)], columns=reversed(COLUMNS)))
    assert only.code == code(1)
    assert only.problems == []


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    content = agencies_csv([row(1, address_th="บรรทัดหนึ่ง\nบรรทัดสอง"), row(2)]) + b",,,,,,,,,,,,,,,,\r\n"
    content += agencies_csv([row(3)]).split(b"\r\n", 1)[1]
    assert [found.number for found in read(content)] == [2, 3, 5]


def test_visible_may_be_left_empty_reporting_unit_may_not() -> None:
    assert problems_of(visible="") == []
    assert problems_of(reporting_unit="") == ["reporting_unit"]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("code", "1013900"),
        ("lao_code", "x"),
        ("level", "อำเภอ"),
        ("level", ""),
        ("category", "ราชการ"),
        ("lao_type", "อบต."),
        ("province_code", "111"),
        ("reporting_unit", "บางที"),
        ("name_th", " "),
        ("name_th", "ก" * 301),
        ("website", "http//x"),
        ("phone", "x"),
        ("public_email", "x"),
        ("visible", "maybe"),
        ("effective_on", "31/11/2567"),
        ("effective_on", "2023-02-29"),
        ("effective_on", "20240101"),
        ("effective_on", ""),
    ],
)
def test_a_wrong_cell_is_told_at_its_column(column: str, cell: str) -> None:
    assert problems_of(**{column: cell}) == [column]


def test_all_wrong_cells_of_a_row_are_told_at_once() -> None:
    assert set(problems_of(code="", level="?", phone="?", effective_on="?")) == {
        "code",
        "level",
        "phone",
        "effective_on",
    }


def test_a_row_of_another_length_is_told() -> None:
    [first, second] = read(agencies_csv([row(1)]) + b"only,two\r\n")
    assert first.problems == []
    assert (second.number, len(second.problems)) == (3, 1)


@pytest.mark.parametrize(
    ("content", "at_row", "column"),
    [
        (b"", 1, ""),
        (agencies_csv([], columns=COLUMNS[1:]), 1, "code"),
        (agencies_csv([], columns=[*COLUMNS, "colour"]), 1, "colour"),
        (agencies_csv([], columns=[*COLUMNS, "code"]), 1, "code"),
        (agencies_csv([row(1)]) + "ชื่อ".encode("tis-620"), 3, ""),
        (agencies_csv([row(1)]) + b'"a"b,c\r\n', 3, ""),
    ],
)
def test_a_file_that_cannot_be_read_is_told_where(content: bytes, at_row: int, column: str) -> None:
    with pytest.raises(UnreadableTable) as unreadable:
        read(content)
    assert (unreadable.value.problem.row, unreadable.value.problem.column) == (at_row, column)


def test_thai_headings_and_the_words_of_the_screens_are_as_good_as_code_names() -> None:
    thai = {column.name: column.heading for column in COLUMNS_ABOUT}
    cells = sao(
        7, "บางพลี", under=1, level="หน่วยงาน", category="องค์กรปกครองส่วนท้องถิ่น", lao_type="อบต.", reporting_unit="ใช่"
    )
    [only] = read(agencies_csv([{thai[name]: cell for name, cell in cells.items()}], columns=list(thai.values())))
    assert only.problems == []
    assert only.facts is not None
    assert (only.facts.level, only.facts.category, only.facts.lao_type) == ("agency", "local", "subdistrict")


@pytest.mark.parametrize("typed", ["2567-01-31", "31/1/2567", "31/01/2024", "๓๑/๑/๒๕๖๗", "2024-01-31 00:00:00"])
def test_a_date_is_understood_as_officers_write_it(typed: str) -> None:
    [only] = read(agencies_csv([row(1, effective_on=typed)]))
    assert only.effective_on == date(2024, 1, 31)


def test_zeros_that_a_spreadsheet_dropped_before_a_code_are_put_back() -> None:
    [only] = read(agencies_csv([row(1, code="11013900000", lao_code="", province_code="9", parent_code="11013900001")]))
    assert (only.code, only.parent_code) == ("011013900000", "011013900001")
    assert problems_of(code="13900000") == ["code"]


def test_empty_columns_at_the_end_are_not_there() -> None:
    content = agencies_csv([row(1)]).decode().replace("\r\n", ",,\r\n").encode()
    [only] = read(content)
    assert only.problems == []
