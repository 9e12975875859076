"""The rows of an agency import."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.agencies.contacts import ContactChecks
from services.agencies.usecases.agency_rows import COLUMNS, Row, UnreadableFile, rows_in
from tests.builders.agencies import agencies_csv, code, row, sao


def read(content: bytes) -> list[Row]:
    return list(rows_in(content, ContactChecks()))


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
        ("code", "11013900000"),
        ("lao_code", "x"),
        ("level", "กรม"),
        ("level", ""),
        ("category", "ส่วนราชการ"),
        ("lao_type", "อบต."),
        ("province_code", "111"),
        ("reporting_unit", "1"),
        ("name_th", " "),
        ("name_th", "ก" * 301),
        ("website", "http//x"),
        ("phone", "x"),
        ("public_email", "x"),
        ("visible", "maybe"),
        ("effective_on", "29/11/2567"),
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
    with pytest.raises(UnreadableFile) as unreadable:
        read(content)
    assert (unreadable.value.row, unreadable.value.problem.field) == (at_row, column)
