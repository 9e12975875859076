"""Import files as tables: what Excel makes of cells, and files that mean harm."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest

from services.agencies import tables
from services.agencies.domain.problems import UnreadableFile
from services.agencies.tables import ImportTables


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


def test_empty_columns_at_the_end_are_dropped() -> None:
    assert read(workbook(["a", "b", None, " "], ["1", "2", "", None])) == [["a", "b"], ["1", "2"]]


def repacked(content: bytes, part: str, change: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change if name == part else old.read(name))
    return file.getvalue()


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
    ],
)
def test_what_is_no_workbook_or_reaches_outside_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read(content)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_UNPACKED", 100_000)
    bomb = repacked(workbook(["a"]), "xl/worksheets/sheet1.xml", b" " * 200_000)
    assert len(bomb) < 20_000
    with pytest.raises(UnreadableFile) as refused:
        read(bomb)
    assert "too large" in refused.value.problem.message_en


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    with pytest.raises(UnreadableFile) as refused:
        read(workbook(["a"], ["b"], ["c"]))
    assert refused.value.row == 3
