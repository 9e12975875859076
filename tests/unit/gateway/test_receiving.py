"""Taking a file in: every way in which it can be refused before anything is stored."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator

import pytest
from starlette.requests import ClientDisconnect

from contracts.errors import ErrorCode, Refusal
from gateway.uploads import receive

pytestmark = pytest.mark.anyio

LIMIT = 5 * 1024 * 1024
PDF = b"%PDF-1.7\n" + b"x" * 5000


async def chunks(content: bytes, size: int = 700, cut_after: int | None = None) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        if cut_after is not None and start >= cut_after:
            raise ClientDisconnect
        yield content[start : start + size]


async def refused(
    content: bytes, *, size: int = 700, announced: int | None = None, cut_after: int | None = None
) -> ErrorCode:
    with pytest.raises(Refusal) as refusal:
        async with receive(chunks(content, size, cut_after), LIMIT, announced, pdf_only=True):
            pytest.fail("it was received")
    return refusal.value.code


async def test_a_whole_pdf_is_received_with_its_size_and_hash() -> None:
    async with receive(chunks(PDF), LIMIT, len(PDF), pdf_only=True) as received:
        assert received.file.read() == PDF
        assert received.size == len(PDF)
        assert received.sha256 == hashlib.sha256(PDF).hexdigest()


async def test_a_file_of_exactly_the_limit_is_received() -> None:
    content = b"%PDF-" + b"0" * (LIMIT - 5)

    async with receive(chunks(content, size=65536), LIMIT, None, pdf_only=True) as received:
        assert received.size == LIMIT


async def test_one_byte_more_is_too_large() -> None:
    assert await refused(b"%PDF-" + b"0" * (LIMIT - 4), size=65536) is ErrorCode.UPLOAD_TOO_LARGE


async def test_a_file_announced_as_too_large_is_refused_before_it_is_sent() -> None:
    assert await refused(b"", announced=LIMIT + 1) is ErrorCode.UPLOAD_TOO_LARGE


async def test_a_file_that_does_not_begin_as_a_pdf_is_none() -> None:
    assert await refused(b"PK" + b"x" * 5000 + b"%PDF-") is ErrorCode.UPLOAD_NOT_PDF


async def test_a_short_file_that_is_no_pdf_is_refused_too() -> None:
    assert await refused(b"hello") is ErrorCode.UPLOAD_NOT_PDF


async def test_the_mark_may_be_cut_in_two_by_the_network() -> None:
    async with receive(chunks(PDF, size=3), LIMIT, None, pdf_only=True) as received:
        assert received.size == len(PDF)


async def test_nothing_at_all_is_empty() -> None:
    assert await refused(b"") is ErrorCode.UPLOAD_EMPTY


async def test_a_connection_that_is_cut_interrupts() -> None:
    assert await refused(PDF, cut_after=2000) is ErrorCode.UPLOAD_INTERRUPTED


@pytest.mark.parametrize("announced", [len(PDF) - 1, len(PDF) + 1])
async def test_a_file_of_another_length_than_announced_is_interrupted(announced: int) -> None:
    assert await refused(PDF, announced=announced) is ErrorCode.UPLOAD_INTERRUPTED


async def test_an_import_file_need_not_be_a_pdf() -> None:
    async with receive(chunks(b"code,name_th\n"), LIMIT, None, pdf_only=False) as received:
        assert received.size == 13
