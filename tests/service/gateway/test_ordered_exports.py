"""Exports over HTTP: ordered, followed, cancelled, and downloaded in parts."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from chassis import s3
from chassis.config import Settings
from chassis.job_files import name_of
from contracts.errors import ErrorCode
from contracts.rpc.reporting.ordered_exports import CANCEL_EXPORT, EXPORT_FILE, GET_EXPORT, ORDER_EXPORT, ExportJob
from tests.builders.gateway import OFFICER
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

EXPORTS = "/api/v1/exports"
ID = "0a6f3a0e-3f6c-4d0e-8a4e-00000000000e"
CONTENT = b"\xef\xbb\xbf" + "ลำดับ,หน่วยงาน\r\n".encode() * 1000
ETAG = f'"{hashlib.sha256(CONTENT).hexdigest()}"'
KEY = {"Idempotency-Key": "export-0001"}


def a_job(**changed: Any) -> ExportJob:
    given = {
        "id": ID, "kind": "export", "state": "waiting", "progress": {},
        "requested_at": "2024-12-05T03:00:00Z", "requested_by": OFFICER,
    }  # fmt: skip
    return ExportJob.model_validate({**given, **changed})


def a_done_job() -> ExportJob:
    outcome = {
        "of": "agencies", "of_reports_at": None, "as_of": "2024-12-05", "format": "csv",
        "file_name": "agencies-by-state-2024-12-05.csv", "media_type": "text/csv", "rows": 1000, "size": len(CONTENT),
        "sha256": hashlib.sha256(CONTENT).hexdigest(), "kept_until": "2024-12-12T03:00:00Z",
    }  # fmt: skip
    return a_job(state="done", finished_at="2024-12-05T03:00:09Z", outcome=outcome)


@pytest.fixture
def kept(app: FastAPI, gateway_settings: Settings, services: Responder) -> None:
    store, bucket = s3.connect(gateway_settings)
    store.put_object(bucket, name_of(ID, EXPORT_FILE), io.BytesIO(CONTENT), len(CONTENT))
    services.answers(GET_EXPORT, a_done_job())


async def test_an_export_is_ordered_with_the_filters_of_the_screen_and_followed(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(ORDER_EXPORT, a_job())
    services.answers(GET_EXPORT, a_job(state="running", progress={"phase": "writing", "done": 4000}))
    table = {"of": "agencies", "state": "missing", "province_code": "54", "search": "กำแพง"}

    headers = {**KEY, "Accept-Language": "en"}
    ordered = await officer.post(EXPORTS, json={"table": table, "format": "xlsx"}, headers=headers)
    running = await officer.get(ordered.headers["location"])

    assert (ordered.status_code, ordered.headers["location"]) == (202, f"{EXPORTS}/{ID}")
    assert (running.json()["progress"]["done"], running.headers["retry-after"]) == (4000, "1")
    (asked,) = services.requests(ORDER_EXPORT)
    assert {name: asked["table"][name] for name in table} == table
    assert (asked["format"], asked["language"]) == ("xlsx", "en")


async def test_an_export_is_cancelled(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(CANCEL_EXPORT, a_job(state="cancelled"))

    assert (await officer.delete(f"{EXPORTS}/{ID}")).status_code == 204


async def test_a_download_that_was_cut_off_goes_on_where_it_ended(officer: httpx.AsyncClient, kept: None) -> None:
    whole = await officer.get(f"{EXPORTS}/{ID}/file")
    rest = await officer.get(f"{EXPORTS}/{ID}/file", headers={"Range": "bytes=1000-", "If-Range": ETAG})
    other = await officer.get(f"{EXPORTS}/{ID}/file", headers={"Range": "bytes=1000-", "If-Range": '"another"'})
    beyond = await officer.get(f"{EXPORTS}/{ID}/file", headers={"Range": f"bytes={len(CONTENT)}-"})

    assert (whole.status_code, whole.content, whole.headers["etag"]) == (200, CONTENT, ETAG)
    assert whole.headers["content-disposition"] == 'attachment; filename="agencies-by-state-2024-12-05.csv"'
    assert whole.headers["content-type"].startswith("text/csv")
    assert (rest.status_code, rest.content) == (206, CONTENT[1000:])
    assert rest.headers["content-range"] == f"bytes 1000-{len(CONTENT) - 1}/{len(CONTENT)}"
    assert (other.status_code, other.content) == (200, CONTENT)
    assert beyond.status_code == 416


async def test_whose_it_is_not_gets_nothing(
    officer: httpx.AsyncClient, citizen: httpx.AsyncClient, services: Responder, kept: None
) -> None:
    assert (await citizen.get(f"{EXPORTS}/{ID}/file")).status_code == 401

    services.answers(GET_EXPORT, ErrorCode.JOB_UNKNOWN)

    assert (await officer.get(f"{EXPORTS}/{ID}/file")).status_code == 404


async def test_before_it_is_written_there_is_no_file(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(GET_EXPORT, a_job(state="running"))

    assert (await officer.get(f"{EXPORTS}/{ID}/file")).status_code == 404
