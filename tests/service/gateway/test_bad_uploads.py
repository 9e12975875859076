"""Requests that bring a file and are wrong in themselves: refused clearly, nothing stored, never a fault of ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from chassis import s3
from chassis.config import Settings
from tests.builders.pdfs import pdf
from tests.service.gateway.conftest import ORIGIN, SESSION

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

PDF = pdf()
WHOLE = str(len(PDF)).encode()
AS_PDF = (b"content-type", b"application/pdf")
KEY = (b"idempotency-key", b"key-of-the-test-1")

Headers = Sequence[tuple[bytes, bytes]]

WRONG: dict[str, tuple[Headers, bytes, int, str]] = {
    "no content type": ([KEY], PDF, 415, "unsupported_media_type"),
    "empty content type": ([KEY, (b"content-type", b"")], PDF, 415, "unsupported_media_type"),
    "content type of a picture": ([KEY, (b"content-type", b"image/png")], PDF, 415, "unsupported_media_type"),
    "content type nearly right": ([KEY, (b"content-type", b"application/pdfx")], PDF, 415, "unsupported_media_type"),
    "a form": ([KEY, (b"content-type", b"multipart/form-data; boundary=x")], PDF, 415, "unsupported_media_type"),
    "content type of other letters": ([KEY, (b"content-type", b"\xff\xfe/\x80")], PDF, 415, "unsupported_media_type"),
    "longer than it says": ([KEY, AS_PDF, (b"content-length", b"10")], PDF, 400, "upload_interrupted"),
    "shorter than it says": ([KEY, AS_PDF, (b"content-length", b"5000")], PDF, 400, "upload_interrupted"),
    "larger than allowed, it says": ([KEY, AS_PDF, (b"content-length", b"5242881")], PDF, 413, "upload_too_large"),
    "a length beyond all bounds": ([KEY, AS_PDF, (b"content-length", b"9" * 40)], PDF, 413, "upload_too_large"),
    "compressed on the way": (
        [KEY, AS_PDF, (b"content-encoding", b"gzip")],
        b"\x1f\x8b\x08\x00" + bytes(40),
        415,
        "upload_not_pdf",
    ),
    "no idempotency key": ([AS_PDF], PDF, 400, "idempotency_key_required"),
    "short idempotency key": ([AS_PDF, (b"idempotency-key", b"x")], PDF, 400, "idempotency_key_required"),
    "key of control characters": ([AS_PDF, (b"idempotency-key", b"\x01" * 20)], PDF, 400, "idempotency_key_required"),
}


def stored(settings: Settings) -> list[str]:
    store, bucket = s3.connect(settings)
    return [item.object_name or "" for item in store.list_objects(bucket, recursive=True)]


async def sent(app: FastAPI, headers: Headers, pieces: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a web server would be told to answer, given exactly these bytes of a request."""
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/api/v1/uploads", "raw_path": b"/api/v1/uploads", "query_string": b"", "root_path": "",
        "client": ("203.0.113.5", 40000), "server": ("gateway.example", 80),
        "headers": [
            (b"host", b"gateway.example"), (b"origin", ORIGIN.encode()),
            (b"cookie", f"__Host-prakat-session={SESSION}".encode()), *headers,
        ],
    }  # fmt: skip
    coming = iter(pieces)
    answers: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return next(coming, {"type": "http.disconnect"})

    async def send(message: dict[str, Any]) -> None:
        answers.append(message)

    await app(scope, receive, send)  # type: ignore[arg-type]
    return answers


@pytest.mark.parametrize("what", WRONG)
async def test_a_wrong_request_is_refused_and_nothing_is_stored(app: FastAPI, settings: Settings, what: str) -> None:
    headers, body, status, code = WRONG[what]

    answers = await sent(app, headers, [{"type": "http.request", "body": body, "more_body": False}])

    problem = httpx.Response(200, content=b"".join(each.get("body", b"") for each in answers[1:])).json()
    assert (answers[0]["status"], problem["code"]) == (status, code)
    assert problem["message_th"] and problem["message_en"]
    assert stored(settings) == []


@pytest.mark.parametrize("length", [[], [(b"content-length", WHOLE)]], ids=["of unknown length", "of known length"])
async def test_a_connection_that_is_cut_leaves_nothing(app: FastAPI, settings: Settings, length: Headers) -> None:
    pieces = [{"type": "http.request", "body": PDF[:half], "more_body": True} for half in (100, 200)]

    answers = await sent(app, [KEY, AS_PDF, *length], pieces)

    assert all(each["status"] < 500 for each in answers if each["type"] == "http.response.start")
    assert stored(settings) == []


async def test_after_a_cut_connection_the_same_key_brings_the_whole_file(app: FastAPI, settings: Settings) -> None:
    await sent(app, [KEY, AS_PDF], [{"type": "http.request", "body": PDF[:100], "more_body": True}])

    answers = await sent(app, [KEY, AS_PDF], [{"type": "http.request", "body": PDF, "more_body": False}])

    assert answers[0]["status"] == 201
    assert len(stored(settings)) == 1
