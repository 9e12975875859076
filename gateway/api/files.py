"""The published files themselves, byte for byte as they were filed."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from contracts.errors import ErrorCode
from contracts.rpc.documents.published import GET_PUBLISHED, GetPublished, PublishedDocument
from gateway.api.fields import DocumentId
from gateway.api.preconditions import has_already
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC
from gateway.incoming import PDF
from gateway.parts import parts_of

routes = Resource("published documents")

_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")

Download = Annotated[bool, Query(description="true: to be saved; false: to be shown by the browser.")]


@routes.bytes("/documents/{document_id}/file", guard=PUBLIC, media_type=PDF, refuses=(ErrorCode.DOCUMENT_UNKNOWN,))
async def show_file(document_id: DocumentId, request: Request, ask: Ask, download: Download = False) -> Response:
    """The PDF of a document that is published now."""
    document = await ask(GET_PUBLISHED, GetPublished(document_id=document_id))
    etag = f'"{document.sha256}"'
    headers = {
        "ETag": etag,
        "Accept-Ranges": "bytes",
        "Cache-Control": "public, no-cache",
        "Content-Disposition": disposition(document.file_name, download),
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    }
    if has_already(request, etag):
        return Response(status_code=304, headers=headers)
    asked = request.headers.get("range") if request.headers.get("if-range", etag) == etag else None
    part = part_of(asked, document.size)
    if part is not None and not part:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{document.size}"})
    return await _streamed(request, document, part or range(document.size), part is not None, headers)


async def _streamed(
    request: Request, document: PublishedDocument, part: range, is_part: bool, headers: dict[str, str]
) -> Response:
    if is_part:
        headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{document.size}"
    headers["Content-Length"] = str(len(part))
    content = await parts_of(request).uploads.document(document.sha256, part.start, len(part))
    return StreamingResponse(content, 206 if is_part else 200, headers, PDF)


def part_of(asked: str | None, size: int) -> range | None:
    """The bytes that a Range header asks for: None for all of them (no header, or one that we do not take up, such as
    several ranges), an empty range when the file does not reach that far."""
    match = _RANGE.match(asked or "")
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < int(first):
        return None
    return range(int(first), end + 1)


def disposition(file_name: str, download: bool) -> str:
    """Content-Disposition with the name in full (RFC 8187), and one in ASCII for whoever cannot read that."""
    plain = re.sub(r"[^A-Za-z0-9._ -]+", "_", file_name).strip(" _.") or "document"
    if not plain.lower().endswith(".pdf"):
        plain = "document.pdf"
    kind = "attachment" if download else "inline"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}"
