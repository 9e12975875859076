"""Lists of reporting as whole tables: the same address and filters as the page, as CSV or XLSX."""

from __future__ import annotations

import csv
import io
from datetime import date

import httpx
import openpyxl
import pytest

from contracts.rpc.reporting.exporting import READ_REPORT_ROWS, Rows
from contracts.rpc.reporting.report_list import LIST_REPORTS, Reports
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

LIST = "/api/v1/reports"
AS_OF = date(2024, 10, 29)
HEADINGS = ("หน่วยงาน", "รหัสหน่วยงาน")
EVERY_ROW = [list(HEADINGS), ["ก", "011013900000"], ["'=1+1", "011013900001"]]


@pytest.fixture
def two_pages(services: Responder) -> None:
    services.answers(LIST_REPORTS, Reports(as_of=AS_OF, items=(), next=None))
    services.answers(
        READ_REPORT_ROWS,
        Rows(as_of=AS_OF, headings=HEADINGS, rows=(("ก", "011013900000"),), next="on"),
        Rows(as_of=AS_OF, headings=HEADINGS, rows=(("=1+1", "011013900001"),), next=None),
    )


@pytest.mark.parametrize(
    ("query", "accept", "is_table"),
    [
        ({"format": "csv"}, "*/*", True),
        ({}, "text/csv", True),
        ({"format": "json"}, "text/csv", False),
        ({}, "text/html, */*", False),
    ],
)
async def test_the_list_is_a_table_for_whoever_asks_for_one(
    officer: httpx.AsyncClient, two_pages: None, query: dict[str, str], accept: str, is_table: bool
) -> None:
    answer = await officer.get(LIST, params=query, headers={"Accept": accept})

    assert answer.headers["content-type"].startswith("text/csv") is is_table
    if is_table:
        assert list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))) == EVERY_ROW
        assert answer.content.startswith("\ufeff".encode())
        assert answer.headers["content-disposition"] == 'attachment; filename="reports-2024-10-29.csv"'


async def test_a_workbook_has_every_text_as_text(officer: httpx.AsyncClient, two_pages: None) -> None:
    answer = await officer.get(LIST, params={"format": "xlsx"})

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [*EVERY_ROW[:2], ["=1+1", "011013900001"]]
    assert sheet["A3"].data_type == "s"


async def test_the_table_has_the_filters_of_the_page(
    officer: httpx.AsyncClient, services: Responder, two_pages: None
) -> None:
    filters = {"agency_id": "dla", "filed": "true", "created_to": "2024-01-01", "search": "กำแพง"}

    await officer.get(LIST, params={**filters, "format": "csv", "page_size": 7}, headers={"Accept-Language": "en"})

    first, second = services.requests(READ_REPORT_ROWS)
    assert {name: str(first[name]).lower() for name in filters} == filters
    assert (first["language"], first["after"], second["after"]) == ("en", None, "on")
    assert {**second, "after": None} == first


async def test_a_format_that_there_is_not_is_refused(officer: httpx.AsyncClient, two_pages: None) -> None:
    answer = await officer.get(LIST, params={"format": "pdf"})

    assert answer.status_code == 422
    assert [problem["field"] for problem in answer.json()["fields"]] == ["format"]
