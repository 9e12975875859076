"""Files that are sent whole or in part, so that a download that was cut off goes on where it ended (RFC 9110, 14)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from gateway.api.preconditions import has_already
from gateway.edge import is_head

# Longer numbers are no positions in any file.
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.IGNORECASE)

Read = Callable[[int, int], Awaitable[AsyncIterator[bytes]]]
"""`read(start, length)`: the bytes `start` to `start + length`."""


async def in_parts(
    request: Request, read: Read, size: int, media_type: str, etag: str, more: Mapping[str, str]
) -> Response:
    """The file, the part that is asked for, or 304 to whoever has it already. `more`: its other headers."""
    headers = {**more, "ETag": etag, "Accept-Ranges": "bytes"}
    if has_already(request, etag):
        return Response(status_code=304, headers=headers)
    # HEAD knows no ranges (14.2), and an If-Range of anything but this very file asks for all of it.
    asked = None if is_head(request) or request.headers.get("if-range", etag) != etag else request.headers.get("range")
    part = part_of(asked, size)
    if part is not None and not part:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    sent = part or range(size)
    if part is not None:
        headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    headers["Content-Length"] = str(len(sent))
    if is_head(request):
        return Response(status_code=200, headers=headers, media_type=media_type)
    content = await read(sent.start, len(sent))
    return StreamingResponse(content, 206 if part is not None else 200, headers, media_type)


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
