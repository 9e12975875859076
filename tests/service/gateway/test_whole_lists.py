"""Lists of reporting as whole tables: the same address and filters as the page, as CSV or XLSX."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import httpx
import openpyxl
import pytest

from contracts.operations import Operation
from contracts.rpc.reporting.exporting import (
    READ_COMPARISON_ROWS,
    READ_FIGURE_ROWS,
    READ_LIST_ROWS,
    READ_REPORT_ROWS,
    READ_TREND_ROWS,
    Rows,
)
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


PUBLIC_TABLES = [
    ("/compliance", READ_FIGURE_ROWS, {"group_by": "province", "below": "dla"}),
    (
        "/compliance/agencies",
        READ_LIST_ROWS,
        {"state": "missing", "category": "local", "ministry_id": "moi", "search": "กำแพง", "group_by": "province"},
    ),
    ("/compliance/trend", READ_TREND_ROWS, {"first": "2024-01-01", "step": "week", "group": "54"}),
    ("/compliance/comparison/agencies", READ_COMPARISON_ROWS, {"earlier": "2024-01-01", "below": "dla"}),
]


@pytest.mark.parametrize(("path", "operation", "filters"), PUBLIC_TABLES)
async def test_figures_and_lists_are_tables_for_anybody_with_the_filters_of_the_screen(
    citizen: httpx.AsyncClient, services: Responder, path: str, operation: Operation[Any, Rows], filters: dict[str, str]
) -> None:
    rows = (("ก", "011013900000"), ("=1+1", "011013900001"))
    services.answers(operation, Rows(as_of=AS_OF, headings=HEADINGS, rows=rows, next=None))

    asked = {"obligation": "s10_notice", "measure": "issued", **filters}
    answer = await citizen.get(f"/api/v1{path}", params={**asked, "format": "csv"}, headers={"Accept-Language": "en"})

    assert list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))) == EVERY_ROW
    assert answer.headers["content-disposition"].endswith('-2024-10-29.csv"')
    (request,) = services.requests(operation)
    assert {name: request[name] for name in asked} == asked
    assert request["language"] == "en"


@pytest.mark.parametrize(
    ("path", "operation", "day"),
    [
        ("/compliance/agencies?state=missing", READ_LIST_ROWS, "as_of"),
        ("/compliance/comparison/agencies?obligation=s10_notice&earlier=2024-01-01", READ_COMPARISON_ROWS, "later"),
    ],
)
async def test_all_of_a_table_is_of_the_day_of_its_first_page(
    citizen: httpx.AsyncClient, services: Responder, path: str, operation: Operation[Any, Rows], day: str
) -> None:
    """Though meanwhile it be tomorrow."""
    pages = [Rows(as_of=AS_OF, headings=HEADINGS, rows=(), next=next) for next in ("on", None)]
    services.answers(operation, *pages)

    await citizen.get(f"/api/v1{path}", headers={"Accept": "text/csv"})

    first, second = services.requests(operation)
    assert first[day] is None
    assert second == {**first, "after": "on", day: str(AS_OF)}
