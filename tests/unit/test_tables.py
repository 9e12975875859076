"""Import files as tables: what Excel makes of cells, and files that mean harm."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest

from chassis import csv_table, tables
from chassis.tables import ImportTables, problems_csv
from contracts.imports import ImportProblem, UnreadableTable


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(content: bytes) -> list[list[str]]:
    return list(ImportTables().xlsx(content))


def test_cells_become_the_text_that_was_meant() -> None:
    content = workbook(["code", "day", "on"], [11013900000, datetime(2024, 1, 31), True], [1.0, "x", None])
    assert read(content) == [["code", "day", "on"], ["11013900000", "2024-01-31", "yes"], ["1", "x", ""]]


def test_a_cell_with_a_time_is_meant_in_thailand() -> None:
    assert read(workbook([datetime(2023, 9, 22, 16, 7)])) == [["2023-09-22T16:07:00+07:00"]]


def test_formulas_count_by_their_last_value_and_of_merged_cells_the_first_alone() -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b", "c"])
    book.active.append(["=1+1", "x", "y"])  # nobody has calculated it yet
    book.active.merge_cells("B2:C2")
    file = io.BytesIO()
    book.save(file)

    assert read(file.getvalue()) == [["a", "b", "c"], ["", "x", ""]]


def test_empty_columns_at_the_end_are_dropped() -> None:
    assert read(workbook(["a", "b", None, " "], ["1", "2", "", None])) == [["a", "b"], ["1", "2"]]


def repacked(content: bytes, part: str, change: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change if name == part else old.read(name))
    return file.getvalue()


def encrypted(content: bytes) -> bytes:
    """As the directory of the zip says."""
    at = content.rindex(b"PK\x01\x02")
    return content[: at + 8] + bytes([content[at + 8] | 1]) + content[at + 9 :]


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet>&f;</worksheet>"""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"code,level",
        repacked(workbook(["a"]), "xl/worksheets/sheet1.xml", ENTITIES),
        repacked(workbook(["a"]), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"),
        repacked(workbook(["a"]), "xl/workbook.xml", b"<workbook/>"),
        encrypted(workbook(["a"])),
    ],
)
def test_what_is_no_workbook_or_reaches_outside_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableTable):
        read(content)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_UNPACKED", 100_000)
    bomb = repacked(workbook(["a"]), "xl/worksheets/sheet1.xml", b" " * 200_000)
    assert len(bomb) < 20_000
    with pytest.raises(UnreadableTable) as refused:
        read(bomb)
    assert "too large" in refused.value.problem.message_en


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    with pytest.raises(UnreadableTable) as refused:
        read(workbook(["a"], ["b"], ["c"]))
    assert refused.value.problem.row == 3


def test_what_is_written_is_read_again_as_it_was() -> None:
    rows = [["=1+1", "ประกาศ, ฉบับที่ ๑"], ["'=1", 'a "b"'], ["บรรทัด\nสอง", ""]]

    written = csv_table.head(["a", "b"]) + csv_table.body(rows)

    assert list(ImportTables().csv(written))[1:] == rows
    assert b"\n=" not in written


def test_problems_are_told_in_the_order_of_their_rows() -> None:
    found = [
        ImportProblem(row=row, column="file", message_th="ไม่พบ", message_en=f"={row}.pdf is not there")
        for row in (9, 2)
    ]

    written = list(ImportTables().csv(problems_csv(found)))

    assert [cells[:2] for cells in written[1:]] == [["2", "file"], ["9", "file"]]
