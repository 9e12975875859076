"""The files themselves, byte for byte as they were filed."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.documents.published import FIND_FILE, DocumentFile, FindFile
from gateway.api.fields import DocumentId
from gateway.api.preconditions import has_already
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC
from gateway.edge import is_head
from gateway.incoming import PDF
from gateway.parts import parts_of

routes = Resource("published documents")

# Longer numbers are no positions in any file.
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.IGNORECASE)
A_YEAR = 365 * 24 * 3600  # seconds

# Our own page of a document shows the file in it; nobody else's does, and the file itself may do nothing.
SHOWN_BY_US = "sandbox; default-src 'none'; frame-ancestors 'self'"

Download = Annotated[bool, Query(description="true: to be saved; false: to be shown by the browser.")]
Hash = Annotated[
    str | None,
    Query(pattern="^[0-9a-f]{64}$", description="The file's SHA-256: whoever names it may keep the answer for a year."),
]


@routes.bytes("/documents/{document_id}/file", guard=PUBLIC, media_type=PDF, refuses=(ErrorCode.DOCUMENT_UNKNOWN,))
async def show_file(
    document_id: DocumentId, request: Request, ask: Ask, download: Download = False, sha256: Hash = None
) -> Response:
    """The PDF of a document: of one that is published now, or any that the caller may read."""
    file = await ask(FIND_FILE, FindFile(document_id=document_id))
    if sha256 not in (None, file.sha256):
        raise Refusal(ErrorCode.DOCUMENT_UNKNOWN)
    etag = f'"{file.sha256}"'
    headers = {
        "ETag": etag,
        "Accept-Ranges": "bytes",
        "Cache-Control": _kept(file, by_hash=sha256 is not None),
        "Vary": "Cookie, Authorization",
        "Content-Disposition": disposition(file.file_name, download),
        "Content-Security-Policy": SHOWN_BY_US,
    }
    if has_already(request, etag):
        return Response(status_code=304, headers=headers)
    # HEAD knows no ranges (RFC 9110, 14.2), and an If-Range of anything but this very file asks for all of it.
    asked = None if is_head(request) or request.headers.get("if-range", etag) != etag else request.headers.get("range")
    part = part_of(asked, file.size)
    if part is not None and not part:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{file.size}"})
    return await _sent(request, file, part or range(file.size), part is not None, headers)


def _kept(file: DocumentFile, by_hash: bool) -> str:
    """How long a copy may be used unasked. What is suspended is gone for the public at once, so whoever passes copies
    on has to ask each time, which the hash as ETag makes cheap. A reader's own copy, asked for by its hash, cannot
    become wrong."""
    if not file.public:
        return "private, no-cache"
    return f"private, max-age={A_YEAR}, immutable" if by_hash else "public, no-cache"


async def _sent(request: Request, file: DocumentFile, part: range, is_part: bool, headers: dict[str, str]) -> Response:
    if is_part:
        headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{file.size}"
    headers["Content-Length"] = str(len(part))
    if is_head(request):
        return Response(status_code=200, headers=headers, media_type=PDF)
    content = await parts_of(request).uploads.document(file.sha256, part.start, len(part))
    return StreamingResponse(content, 206 if is_part else 200, headers, PDF)


def part_of(asked: str | None, size: int) -> range | None:
    """The bytes that a Range header asks for: None for all of them (no header, or one that we do not take up, such as
    several ranges), an empty range when the file does not reach that far."""
    match = _RANGE.fullmatch((asked or "").strip())
    if match is None or match[1] == match[2] == "":
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
