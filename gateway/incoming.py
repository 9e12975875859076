"""A file on its way from a request into quarantine."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterable

from starlette.requests import Request

from gateway.auth.callers import caller_of
from gateway.parts import parts_of
from gateway.uploads import Upload, receive

PDF = "application/pdf"


async def into_quarantine(
    request: Request,
    chunks: AsyncIterable[bytes],
    media_type: str,
    limit: int,
    announced: int | None,
    field: str = "",
) -> Upload:
    """Take a file in and put it into quarantine, under an id that a repetition of the request gets again.

    `limit` and `announced` (if known) are in bytes. `field` tells the files of one form apart. Raises Refusal with the
    UPLOAD_* codes, or IDEMPOTENCY_KEY_REUSED.
    """
    upload_id = await _upload_id(request, field)
    async with receive(chunks, limit, announced, pdf_only=media_type == PDF) as received:
        return await parts_of(request).uploads.quarantine(received, upload_id, media_type)


async def _upload_id(request: Request, field: str) -> uuid.UUID:
    key = getattr(request.state, "idempotency_key", None)
    if key is None:
        return uuid.uuid4()
    caller = await caller_of(request)
    return uuid.UUID(
        bytes=parts_of(request).cookies.upload_id_bytes(caller.id, f"{key}/{field}" if field else key), version=4
    )
