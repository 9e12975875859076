"""The files themselves, byte for byte as they were filed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Annotated
from urllib.parse import quote

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.documents.published import FIND_FILE, DocumentFile, FindFile
from gateway.api.byte_ranges import in_parts
from gateway.api.fields import DocumentId
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import PUBLIC
from gateway.incoming import PDF
from gateway.parts import parts_of

routes = Resource("published documents")

A_YEAR = 365 * 24 * 3600  # seconds

# Our own page of a document shows the file in it; nobody else's does, and the file itself may do nothing.
SHOWN_BY_US = "sandbox; default-src 'none'; frame-ancestors 'self'"

Download = Annotated[bool, Query(description="true: to be saved; false: to be shown by the browser.")]
Hash = Annotated[
    str | None,
    Query(pattern="^[0-9a-f]{64}$", description="The file's SHA-256: whoever names it may keep the answer for a year."),
]


@routes.bytes("/documents/{document_id}/file", guard=PUBLIC, media_types=(PDF,), refuses=(ErrorCode.DOCUMENT_UNKNOWN,))
async def show_file(
    document_id: DocumentId, request: Request, ask: Ask, download: Download = False, sha256: Hash = None
) -> Response:
    """The PDF of a document: of one that is published now, or any that the caller may read."""
    file = await ask(FIND_FILE, FindFile(document_id=document_id))
    if sha256 not in (None, file.sha256):
        raise Refusal(ErrorCode.DOCUMENT_UNKNOWN)
    etag = f'"{file.sha256}"'
    headers = {
        "Cache-Control": _kept(file, by_hash=sha256 is not None),
        "Vary": "Cookie, Authorization",
        "Content-Disposition": disposition(file.file_name, download),
        "Content-Security-Policy": SHOWN_BY_US,
    }

    async def read(start: int, length: int) -> AsyncIterator[bytes]:
        return await parts_of(request).uploads.document(file.sha256, start, length)

    return await in_parts(request, read, file.size, PDF, etag, headers)


def _kept(file: DocumentFile, by_hash: bool) -> str:
    """How long a copy may be used unasked. What is suspended is gone for the public at once, so whoever passes copies
    on has to ask each time, which the hash as ETag makes cheap. A reader's own copy, asked for by its hash, cannot
    become wrong."""
    if not file.public:
        return "private, no-cache"
    return f"private, max-age={A_YEAR}, immutable" if by_hash else "public, no-cache"


def disposition(file_name: str, download: bool) -> str:
    """Content-Disposition with the name in full (RFC 8187), and one in ASCII for whoever cannot read that."""
    plain = re.sub(r"[^A-Za-z0-9._ -]+", "_", file_name).strip(" _.") or "document"
    if not plain.lower().endswith(".pdf"):
        plain = "document.pdf"
    kind = "attachment" if download else "inline"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}"
