"""A PDF on its way in, and a published one on its way out, with a real store."""

from __future__ import annotations

import hashlib
import io

import httpx
import pytest

from chassis import s3
from chassis.config import Settings
from chassis.s3_files import FilePutter, NotPut
from contracts.errors import ErrorCode
from contracts.jobs import JobState
from contracts.rpc.agencies import GET_AGENCY_IMPORT, IMPORT_AGENCIES, AgencyImport
from contracts.rpc.documents.carrying_over import (
    CANCEL_FILING_IMPORT,
    GET_FILING_IMPORT,
    IMPORT_FILINGS,
    FilingImport,
)
from contracts.rpc.documents.published import FIND_FILE
from gateway.app import create_app
from tests.builders.gateway import DOCUMENT, a_file
from tests.builders.pdfs import pdf, pdf_of_size
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

LIMIT = 5 * 1024 * 1024
KEY = {"Idempotency-Key": "key-of-the-test-1"}
AS_PDF = {**KEY, "Content-Type": "application/pdf"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JOB = "0b7c1f0e-4f0c-4f0e-9d57-5d3f7c1f0e4f"
FILE = f"/api/v1/documents/{DOCUMENT}/file"


def stored(settings: Settings) -> list[str]:
    store, bucket = s3.connect(settings)
    return [item.object_name or "" for item in store.list_objects(bucket, recursive=True)]


def content_of(settings: Settings, name: str) -> bytes:
    store, bucket = s3.connect(settings)
    return store.get_object(bucket, name).read()


async def test_an_uploaded_pdf_waits_in_quarantine_byte_for_byte(
    officer: httpx.AsyncClient, settings: Settings
) -> None:
    content = pdf("ประกาศ")

    answer = await officer.post("/api/v1/uploads", content=content, headers=AS_PDF)

    assert answer.status_code == 201
    upload = answer.json()
    assert upload["size"] == len(content)
    assert upload["sha256"] == hashlib.sha256(content).hexdigest()
    assert content_of(settings, f"quarantine/{upload['upload']}") == content


async def test_a_pdf_of_exactly_the_limit_is_taken(officer: httpx.AsyncClient) -> None:
    answer = await officer.post("/api/v1/uploads", content=pdf_of_size(LIMIT), headers=AS_PDF)

    assert answer.status_code == 201


def test_the_store_takes_no_other_bytes_than_those_announced(settings: Settings) -> None:
    s3.connect(settings)

    with pytest.raises(NotPut):
        FilePutter(settings).put(
            "quarantine/other", io.BytesIO(b"other bytes"), 11, hashlib.sha256(b"").hexdigest(), {}
        )

    assert stored(settings) == []


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (pdf_of_size(LIMIT) + b"\n", 413, "upload_too_large"),
        (b"this is no PDF", 415, "upload_not_pdf"),
        (b"", 422, "upload_empty"),
    ],
    ids=["one byte too many", "not a PDF", "nothing"],
)
async def test_what_cannot_be_a_document_is_refused_and_nothing_is_stored(
    officer: httpx.AsyncClient, settings: Settings, content: bytes, status: int, code: str
) -> None:
    refused = await officer.post("/api/v1/uploads", content=content, headers=AS_PDF)

    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert refused.json()["message_th"] and refused.json()["message_en"]
    assert stored(settings) == []


async def test_a_pdf_too_large_that_does_not_say_so_is_refused_too(
    officer: httpx.AsyncClient, settings: Settings
) -> None:
    async def chunks():  # type: ignore[no-untyped-def]
        for _ in range(90):
            yield b"%PDF-" + b"0" * 65531

    refused = await officer.post("/api/v1/uploads", content=chunks(), headers=AS_PDF)

    assert (refused.status_code, refused.json()["code"]) == (413, "upload_too_large")
    assert stored(settings) == []


async def test_an_upload_must_say_that_it_is_a_pdf(officer: httpx.AsyncClient) -> None:
    refused = await officer.post("/api/v1/uploads", content=pdf(), headers={**KEY, "Content-Type": "image/png"})

    assert (refused.status_code, refused.json()["code"]) == (415, "unsupported_media_type")


async def test_only_officers_upload(citizen: httpx.AsyncClient, settings: Settings) -> None:
    refused = await citizen.post("/api/v1/uploads", content=pdf(), headers=AS_PDF)

    assert refused.status_code == 401
    assert stored(settings) == []


async def test_an_upload_repeated_with_its_key_is_one_upload(officer: httpx.AsyncClient, settings: Settings) -> None:
    content = pdf()
    first = await officer.post("/api/v1/uploads", content=content, headers=AS_PDF)

    again = await officer.post("/api/v1/uploads", content=content, headers=AS_PDF)

    assert again.json() == first.json()
    assert len(stored(settings)) == 1


async def test_a_key_that_was_used_for_another_file_is_refused(officer: httpx.AsyncClient) -> None:
    await officer.post("/api/v1/uploads", content=pdf("one"), headers=AS_PDF)

    refused = await officer.post("/api/v1/uploads", content=pdf("other"), headers=AS_PDF)

    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")


@pytest.fixture
def content(services: Responder, settings: Settings) -> bytes:
    """A document that is published."""
    content = pdf("ประกาศ")
    sha256 = hashlib.sha256(content).hexdigest()
    store, bucket = s3.connect(settings)
    store.put_object(bucket, f"documents/{sha256}.pdf", io.BytesIO(content), len(content))
    services.answers(FIND_FILE, a_file(sha256=sha256, size=len(content)))
    return content


async def test_a_published_document_is_the_very_same_bytes(citizen: httpx.AsyncClient, content: bytes) -> None:
    answer = await citizen.get(FILE)

    assert answer.content == content
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-length"] == str(len(content))
    assert answer.headers["etag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert answer.headers["content-disposition"].startswith("inline; ")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'; frame-ancestors 'self'"


async def test_a_document_is_found_in_the_bucket_that_is_locked(
    gateway_settings: Settings, services: Responder, content: bytes
) -> None:
    locking = gateway_settings.model_copy(update={"s3_object_lock": True})
    store, bucket = s3.connect(locking)
    name = f"documents/{hashlib.sha256(content).hexdigest()}.pdf"
    locked = s3.bucket_of_documents(locking, store, bucket)
    store.put_object(locked, name, io.BytesIO(content), len(content))
    store.remove_object(bucket, name)
    app = create_app(locking)

    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=httpx.ASGITransport(app)) as citizen:
        answer = await citizen.get(f"http://gateway.example{FILE}")

    assert answer.content == content


async def test_a_document_can_be_had_in_parts(citizen: httpx.AsyncClient, content: bytes) -> None:
    first = await citizen.get(FILE, headers={"Range": "bytes=0-99"})
    rest = await citizen.get(FILE, headers={"Range": "bytes=100-", "If-Range": first.headers["etag"]})

    assert (first.status_code, rest.status_code) == (206, 206)
    assert first.headers["content-range"] == f"bytes 0-99/{len(content)}"
    assert first.content + rest.content == content


async def test_a_part_of_another_file_is_not_mixed_in(citizen: httpx.AsyncClient, content: bytes) -> None:
    whole = await citizen.get(FILE, headers={"Range": "bytes=100-", "If-Range": '"of-another-file"'})

    assert (whole.status_code, whole.content) == (200, content)


async def test_a_part_beyond_the_end_is_told_the_size(citizen: httpx.AsyncClient, content: bytes) -> None:
    refused = await citizen.get(FILE, headers={"Range": f"bytes={len(content)}-"})

    assert refused.status_code == 416
    assert refused.headers["content-range"] == f"bytes */{len(content)}"


async def test_head_tells_of_the_whole_file_and_fetches_nothing(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(FIND_FILE, a_file(size=LIMIT))  # of which the store has nothing

    answer = await citizen.head(FILE, headers={"Range": "bytes=0-99"})

    assert (answer.status_code, answer.content) == (200, b"")
    assert (answer.headers["content-length"], answer.headers["content-type"]) == (str(LIMIT), "application/pdf")
    assert answer.headers["accept-ranges"] == "bytes"


async def test_a_file_named_by_its_hash_is_the_readers_to_keep(citizen: httpx.AsyncClient, content: bytes) -> None:
    by_hash = {"sha256": hashlib.sha256(content).hexdigest()}

    assert (await citizen.get(FILE)).headers["cache-control"] == "public, no-cache"
    assert (await citizen.get(FILE, params=by_hash)).headers["cache-control"] == "private, max-age=31536000, immutable"
    assert (await citizen.get(FILE, params={"sha256": "0" * 64})).status_code == 404


async def test_a_suspended_file_is_kept_by_nobody_on_the_way(
    officer: httpx.AsyncClient, services: Responder, content: bytes
) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    services.answers(FIND_FILE, a_file(sha256=sha256, size=len(content), public=False))

    answer = await officer.get(FILE, params={"sha256": sha256})

    assert answer.content == content
    assert answer.headers["cache-control"] == "private, no-cache"
    assert {"Cookie", "Authorization"} <= set(answer.headers["vary"].split(", "))


async def test_a_document_to_be_saved_is_an_attachment(citizen: httpx.AsyncClient, content: bytes) -> None:
    answer = await citizen.get(FILE, params={"download": True})

    assert answer.headers["content-disposition"].startswith("attachment; ")


async def test_a_document_that_is_not_published_is_not_there(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(FIND_FILE, ErrorCode.DOCUMENT_UNKNOWN)

    answer = await citizen.get(FILE)

    assert (answer.status_code, answer.json()["code"]) == (404, "document_unknown")


async def test_whoever_has_the_file_is_told_so_only_while_it_is_published(
    citizen: httpx.AsyncClient, officer: httpx.AsyncClient, services: Responder, content: bytes
) -> None:
    etag = {"If-None-Match": (await citizen.get(FILE)).headers["etag"]}
    assert (await citizen.get(FILE, headers=etag)).status_code == 304

    services.answers(FIND_FILE, ErrorCode.DOCUMENT_UNKNOWN)

    assert (await officer.get(FILE, headers=etag)).status_code == 404


def an_import(state: JobState, **more: object) -> AgencyImport:
    given = {"id": JOB, "kind": "agency_import", "state": state, "progress": {}, "requested_by": "officer-1"}
    return AgencyImport.model_validate({**given, "requested_at": "2026-11-20T05:00:00Z", **more})


@pytest.mark.parametrize("media_type", ["text/csv", XLSX])
async def test_an_import_of_agencies_is_ordered_and_asked_after(
    officer: httpx.AsyncClient, services: Responder, settings: Settings, media_type: str
) -> None:
    services.answers(IMPORT_AGENCIES, an_import(JobState.WAITING))
    outcome = {"created": 1, "changed": 0, "unchanged": 0}
    done = an_import(JobState.DONE, outcome=outcome, finished_at="2026-11-20T05:01:00Z")
    services.answers(GET_AGENCY_IMPORT, an_import(JobState.RUNNING), done)

    answer = await officer.post(
        "/api/v1/agency-imports", content=b"rows", params={"dry_run": True}, headers={**KEY, "Content-Type": media_type}
    )

    assert (answer.status_code, answer.headers["location"]) == (202, f"/api/v1/agency-imports/{JOB}")
    (request,) = services.requests(IMPORT_AGENCIES)
    assert (request["dry_run"], request["format"]) == (True, "csv" if media_type == "text/csv" else "xlsx")
    assert content_of(settings, f"quarantine/{request['upload']}") == b"rows"
    running = await officer.get(answer.headers["location"])
    assert (running.json()["state"], running.headers["retry-after"]) == ("running", "1")
    finished = await officer.get(answer.headers["location"])
    assert finished.json()["outcome"]["created"] == 1
    assert "retry-after" not in finished.headers


async def test_an_import_of_filings_is_ordered_asked_after_and_cancelled(
    officer: httpx.AsyncClient, services: Responder, settings: Settings
) -> None:
    waiting = FilingImport.model_validate({**an_import(JobState.WAITING).model_dump(), "kind": "filing_import"})
    services.answers(IMPORT_FILINGS, waiting)
    services.answers(GET_FILING_IMPORT, waiting)
    services.answers(CANCEL_FILING_IMPORT, waiting)

    answer = await officer.post(
        "/api/v1/filing-imports", content=b"zip", headers={**KEY, "Content-Type": "application/zip"}
    )

    assert (answer.status_code, answer.headers["location"]) == (202, f"/api/v1/filing-imports/{JOB}")
    (request,) = services.requests(IMPORT_FILINGS)
    assert request["dry_run"] is False
    assert content_of(settings, f"quarantine/{request['upload']}") == b"zip"
    assert (await officer.get(answer.headers["location"])).json()["state"] == "waiting"
    assert (await officer.delete(answer.headers["location"])).status_code == 204
    assert services.requests(CANCEL_FILING_IMPORT)[0]["job_id"] == JOB


async def test_the_problems_of_an_import_are_for_those_who_may_see_it(
    officer: httpx.AsyncClient, services: Responder, settings: Settings
) -> None:
    store, bucket = s3.connect(settings)
    address = f"/api/v1/agency-imports/{JOB}/problems/file"
    services.answers(GET_AGENCY_IMPORT, an_import(JobState.DONE))
    assert (await officer.get(address)).status_code == 404
    store.put_object(bucket, f"jobs/{JOB}/problems.csv", io.BytesIO(b"rows"), 4)
    services.answers(GET_AGENCY_IMPORT, an_import(JobState.DONE))
    assert (await officer.get(address)).content == b"rows"
    services.answers(GET_AGENCY_IMPORT, ErrorCode.FORBIDDEN)
    assert (await officer.get(address)).status_code == 403
