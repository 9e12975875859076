"""The compliance lists as open data: for anybody, with a data dictionary, asked for again only when they changed."""

from __future__ import annotations

import csv
import io
from datetime import date

import httpx
import pytest

from contracts.errors import ErrorCode
from contracts.rpc.reporting.exporting import DESCRIBE_LIST, READ_LIST_ROWS, Rows
from services.reporting.usecases.list_rows import COLUMNS, describe_list
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

LISTS = "/api/v1/open-data/compliance"
AS_OF = date(2024, 10, 29)
NAMES = tuple(column.name for column in COLUMNS)


def a_page(number: int, next: str | None, version: str | None = "1.7") -> Rows:
    row = dict.fromkeys(NAMES, "") | {"name_th": f"=หน่วยงาน {number}", "agency_id": str(number), "as_of": "2024-10-29"}
    return Rows(as_of=AS_OF, headings=NAMES, rows=(tuple(row.values()),), next=next, version=version)


@pytest.fixture
def two_pages(services: Responder) -> None:
    services.answers(DESCRIBE_LIST, describe_list())
    services.answers(READ_LIST_ROWS, a_page(1, "on"), a_page(2, None), a_page(1, None))


async def test_the_list_is_for_anybody_and_names_its_data_dictionary(
    citizen: httpx.AsyncClient, services: Responder, two_pages: None
) -> None:
    answer = await citizen.get(LISTS, params={"category": "local", "province_code": "54"})

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert [(row["agency_id"], row["name_th"], row["as_of"]) for row in rows] == [
        ("1", "'=หน่วยงาน 1", "2024-10-29"),
        ("2", "'=หน่วยงาน 2", "2024-10-29"),
    ]
    assert answer.headers["link"] == f'<{LISTS}/schema>; rel="describedby"; type="application/csvw+json"'
    assert answer.headers["content-disposition"] == 'attachment; filename="compliance-2024-10-29.csv"'
    first, second = services.requests(READ_LIST_ROWS)
    assert (first["category"], first["province_code"], first["coded"], first["state"]) == ("local", "54", True, None)
    assert second == {**first, "after": "on", "as_of": "2024-10-29"}


async def test_the_same_as_json(citizen: httpx.AsyncClient, two_pages: None) -> None:
    answer = await citizen.get(LISTS, params={"format": "json"})

    told = answer.json()
    assert (told["as_of"], told["schema"]) == ("2024-10-29", f"{LISTS}/schema")
    assert [(item["agency_id"], item["name_th"], item["code"]) for item in told["items"]] == [
        ("1", "=หน่วยงาน 1", None),
        ("2", "=หน่วยงาน 2", None),
    ]
    assert tuple(told["items"][0]) == NAMES


async def test_a_list_of_nobody_is_json_too(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(DESCRIBE_LIST, describe_list())
    services.answers(READ_LIST_ROWS, Rows(as_of=AS_OF, headings=NAMES, rows=(), next=None, version="1.7"))

    assert (await citizen.get(LISTS, params={"format": "json"})).json()["items"] == []


async def test_it_is_sent_again_only_when_the_ledger_or_the_question_is_another(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(DESCRIBE_LIST, describe_list())
    services.answers(READ_LIST_ROWS, *(a_page(1, None, version) for version in ("1.7", "1.7", "1.7", "1.8")))
    first = await citizen.get(LISTS)
    have = {"If-None-Match": first.headers["etag"]}

    again = await citizen.get(LISTS, headers=have)
    elsewhere = await citizen.get(LISTS, params={"province_code": "54"}, headers=have)
    later = await citizen.get(LISTS, headers=have)

    assert first.headers["cache-control"] == "public, max-age=600"
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert (elsewhere.status_code, later.status_code) == (200, 200)


async def test_a_refusal_is_an_answer(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(DESCRIBE_LIST, describe_list())
    services.answers(READ_LIST_ROWS, ErrorCode.INVALID_REQUEST)

    assert (await citizen.get(LISTS, params={"as_of": "2999-01-01"})).status_code == 422


async def test_the_data_dictionary_has_every_column_in_both_languages(
    citizen: httpx.AsyncClient, two_pages: None
) -> None:
    answer = await citizen.get(f"{LISTS}/schema")

    assert answer.headers["content-type"].startswith("application/csvw+json")
    told = answer.json()
    assert told["url"] == f"http://gateway.example{LISTS}"
    columns = {column["name"]: column for column in told["tableSchema"]["columns"]}
    assert tuple(columns) == NAMES
    assert set(told["tableSchema"]["primaryKey"]) <= set(columns)
    state = columns["s10_notice_uploaded"]
    assert state["titles"]["th"] == "มาตรา 10 ลงข้อมูลในระบบ"
    assert state["datatype"] == {"base": "string", "format": "not_required|done|covered|missing"}
    missing = {"@value": "ยังไม่ดำเนินการ", "@language": "th"}
    assert [code["skos:prefLabel"][0] for code in state["skos:member"]][-1] == missing
    assert columns["as_of"]["datatype"] == "date"
    again = await citizen.get(f"{LISTS}/schema", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
