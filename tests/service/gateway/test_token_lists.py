"""The list of tokens as a file: page by page from identity to whoever may hand them out."""

from __future__ import annotations

import csv
import io

import httpx
import openpyxl
import pytest

from contracts.errors import ErrorCode
from contracts.rpc.identity.tokens import EXPORT_TOKENS, LIST_TOKENS, ExportedToken, ExportedTokens, TokenRows
from tests.builders.gateway import AGENCY
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

LISTS = f"/api/v1/agencies/{AGENCY}/token-lists"
KEY = {"Idempotency-Key": "key-of-the-test-1"}


def tokens(*numbers: int) -> tuple[ExportedToken, ...]:
    given = {"agency_code": None, "lao_code": "06340108", "province_code": "34", "role": "central_officer"}
    given |= {"agency_name_th": "อบต.บ้านใหม่", "expires_at": "2030-01-01T00:00:00Z"}
    return tuple(
        ExportedToken.model_validate({**given, "agency_id": str(number), "token": f"{number:015}"})
        for number in numbers
    )


@pytest.fixture(autouse=True)
def two_pages(services: Responder) -> None:
    services.answers(
        EXPORT_TOKENS, ExportedTokens(items=tokens(1, 2), next="page-2"), ExportedTokens(items=tokens(3), next=None)
    )


async def export(officer: httpx.AsyncClient, kind: str) -> httpx.Response:
    return await officer.post(LISTS, json={"role": "central_officer", "format": kind}, headers=KEY)


async def test_all_pages_are_in_one_csv_that_nobody_keeps(officer: httpx.AsyncClient, services: Responder) -> None:
    answer = await export(officer, "csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert [row[0] for row in rows[1:]] == ["1", "2", "3"]
    assert rows[3][6] == "000 000 000 000 003"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    assert [asked["after"] for asked in services.requests(EXPORT_TOKENS)] == [None, "page-2"]


async def test_all_pages_are_in_one_workbook(officer: httpx.AsyncClient) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO((await export(officer, "xlsx")).content)).active

    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [1, 2, 3]


async def test_all_pages_are_on_paper(officer: httpx.AsyncClient) -> None:
    answer = await export(officer, "pdf")

    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"


async def test_whoever_may_not_export_is_told_and_gets_no_file(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(EXPORT_TOKENS, ErrorCode.FORBIDDEN)

    refused = await export(officer, "csv")

    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


async def test_a_list_that_breaks_off_does_not_pass_for_a_whole_one(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(EXPORT_TOKENS, ExportedTokens(items=tokens(1), next="page-2"), ErrorCode.SERVICE_UNAVAILABLE)

    with pytest.raises(Exception):  # noqa: B017 - the server ends the connection without the last chunk
        await export(officer, "csv")


async def test_the_state_of_the_tokens_is_listed_without_their_numbers(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(LIST_TOKENS, TokenRows(items=(), next=None))

    await officer.get(f"/api/v1/agencies/{AGENCY}/tokens", params={"under": "true", "state": "live"})

    (asked,) = services.requests(LIST_TOKENS)
    assert (asked["agency_id"], asked["under"], asked["state"]) == (AGENCY, True, "live")
