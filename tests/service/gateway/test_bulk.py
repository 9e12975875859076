"""Agencies as files: the export for officers, open data for everybody."""

from __future__ import annotations

import csv
import io
import json

import httpx
import openpyxl
import pytest

from chassis.tables import ImportTables
from contracts.errors import ErrorCode
from contracts.rpc.agencies.exporting import (
    EXPORT_AGENCIES,
    GET_IMPORT_TEMPLATE,
    LIST_PUBLIC_RECORDS,
    AgencyRows,
    PublicRecord,
    PublicRecords,
)
from services.agencies.usecases.export_agencies import import_template
from services.agencies.usecases.import_columns import COLUMNS, column_of
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

EXPORT = "/api/v1/agency-exports"
OPEN_DATA = "/api/v1/open-data/agencies"
HEADINGS = ("รหัสหน่วยงาน", "ชื่อ")


def a_record(number: int) -> PublicRecord:
    everything = dict.fromkeys(PublicRecord.model_fields)
    known = {"id": str(number), "code": f"{number:012}", "name_th": f"หน่วยงาน {number}", "level": "agency"}
    return PublicRecord.model_validate({**everything, **known, "reporting_unit": True, "website": "=1"})


@pytest.fixture
def two_pages(services: Responder) -> None:
    services.answers(
        EXPORT_AGENCIES,
        AgencyRows(headings=HEADINGS, rows=(("011013900000", "ก"),), next="on"),
        AgencyRows(headings=HEADINGS, rows=(("011013900001", "=1+1"),), next=None),
    )
    services.answers(
        LIST_PUBLIC_RECORDS,
        PublicRecords(items=(a_record(1),), next="on"),
        PublicRecords(items=(a_record(2),), next=None),
    )


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def test_the_export_opens_right_in_excel_and_has_all_pages(
    officer: httpx.AsyncClient, services: Responder, two_pages: None
) -> None:
    answer = await officer.get(EXPORT, params={"province_code": "34"})

    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert rows_of(answer.content) == [list(HEADINGS), ["011013900000", "ก"], ["011013900001", "'=1+1"]]
    assert [asked["after"] for asked in services.requests(EXPORT_AGENCIES)] == [None, "on"]
    assert {asked["province_code"] for asked in services.requests(EXPORT_AGENCIES)} == {"34"}


async def test_the_export_is_a_workbook_for_whoever_asks(officer: httpx.AsyncClient, two_pages: None) -> None:
    answer = await officer.get(EXPORT, params={"format": "xlsx"})

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert list(sheet.iter_rows(values_only=True)) == [HEADINGS, ("011013900000", "ก"), ("011013900001", "=1+1")]
    assert sheet["B3"].data_type == "s"
    assert answer.headers["content-disposition"].endswith('.xlsx"')


async def test_a_refusal_is_an_answer_and_no_file(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(EXPORT_AGENCIES, ErrorCode.FORBIDDEN)

    answer = await officer.get(EXPORT)

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_open_data_is_there_for_anybody_as_a_table_and_as_lines_of_json(
    citizen: httpx.AsyncClient, two_pages: None
) -> None:
    table = rows_of((await citizen.get(OPEN_DATA)).content)

    assert table[0] == list(PublicRecord.model_fields)
    assert [dict(zip(table[0], cells, strict=True))["code"] for cells in table[1:]] == [f"{1:012}", f"{2:012}"]
    assert dict(zip(table[0], table[1], strict=True))["website"] == "'=1"


async def test_open_data_as_lines_of_json(citizen: httpx.AsyncClient, two_pages: None) -> None:
    answer = await citizen.get(OPEN_DATA, params={"format": "jsonl"})

    assert answer.headers["content-type"] == "application/jsonl"
    assert [json.loads(line)["code"] for line in answer.text.splitlines()] == [f"{1:012}", f"{2:012}"]
    assert answer.headers["cache-control"] == "public, max-age=600"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_an_empty_table_for_an_import_is_there_with_headings_that_an_import_knows(
    citizen: httpx.AsyncClient, services: Responder, form: str
) -> None:
    services.answers(GET_IMPORT_TEMPLATE, import_template())

    answer = await citizen.get("/api/v1/agency-import-template", params={"format": form})

    table = ImportTables().csv(answer.content) if form == "csv" else ImportTables().xlsx(answer.content)
    (headings,) = list(table)
    assert tuple(map(column_of, headings)) == COLUMNS
    assert headings[0] == "รหัสหน่วยงาน *"
