"""Verification of a document: for programs, for people, and by QR code."""

from __future__ import annotations

import io

import httpx
import pytest
import zxingcpp
from PIL import Image

from contracts.errors import ErrorCode
from contracts.rpc.documents.verifying import VERIFY_DOCUMENT
from tests.builders.gateway import DOCUMENT, a_verification
from tests.fakes.responder import Responder
from tests.service.gateway.conftest import ORIGIN

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

VERIFICATION = f"/api/v1/documents/{DOCUMENT}/verification"
QR = f"{VERIFICATION}/qr"
PAGE = f"/documents/{DOCUMENT}/verification"


def text_of(picture: bytes) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"))]


async def test_anybody_is_told(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(VERIFY_DOCUMENT, a_verification())

    answer = await citizen.get(VERIFICATION)

    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["sha256"]) == ("published", "ab" * 32)
    assert (await citizen.get(VERIFICATION, headers={"If-None-Match": answer.headers["etag"]})).status_code == 304


async def test_the_qr_code_leads_to_the_page(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(VERIFY_DOCUMENT, a_verification())

    answer = await citizen.get(QR, params={"format": "png"})

    assert answer.headers["content-type"] == "image/png"
    assert text_of(answer.content) == [f"{ORIGIN}{PAGE}"]
    assert (await citizen.get(PAGE)).status_code == 200


async def test_for_screens_and_print_it_is_drawn_in_lines(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(VERIFY_DOCUMENT, a_verification())

    answer = await citizen.get(QR)

    assert answer.headers["content-type"] == "image/svg+xml"
    assert b"<svg" in answer.content
    assert (await citizen.get(QR, headers={"If-None-Match": answer.headers["etag"]})).status_code == 304


@pytest.mark.parametrize("address", [VERIFICATION, QR, PAGE])
async def test_what_is_not_known_has_no_page_and_no_code(
    citizen: httpx.AsyncClient, services: Responder, address: str
) -> None:
    services.answers(VERIFY_DOCUMENT, ErrorCode.DOCUMENT_UNKNOWN)

    assert (await citizen.get(address)).status_code == 404


async def test_the_page_warns_of_what_is_no_longer_published(citizen: httpx.AsyncClient, services: Responder) -> None:
    ended = {"since": "2023-09-22T09:07:00Z", "until": "2024-01-31T09:07:00Z"}
    services.answers(VERIFY_DOCUMENT, a_verification(status="suspended", published=[ended], file_name=None))

    page = await citizen.get(PAGE, headers={"Accept-Language": "th"})

    assert "ถูกระงับการเผยแพร่แล้ว" in page.text
    assert "22 ก.ย. 2566 16:07" in page.text and "31 ม.ค. 2567 16:07" in page.text
    assert "/file" not in page.text


async def test_the_page_tells_what_became_of_each_signature(citizen: httpx.AsyncClient, services: Responder) -> None:
    at = "2023-09-22T09:00:00Z"
    signatures = [
        {"signer": "<b>อธิบดี</b>", "signed_at": at, "intact": True, "covers_all": False},
        {"signer": None, "signed_at": None, "intact": False, "covers_all": False},
    ]
    services.answers(VERIFY_DOCUMENT, a_verification(signatures=signatures))

    page = await citizen.get(PAGE, params={"lang": "en"})

    assert "&lt;b&gt;อธิบดี&lt;/b&gt;, 22 Sep 2023 16:00" in page.text
    assert "what was signed is unaltered" in page.text and "something was added after signing" in page.text
    assert "no name stated" in page.text and "not valid: altered, or unreadable" in page.text
