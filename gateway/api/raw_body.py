"""A request whose body is the file itself."""

from __future__ import annotations

from starlette.requests import Request

from contracts.errors import ErrorCode, Refusal
from gateway.incoming import into_quarantine
from gateway.uploads import Upload


def media_type_of(request: Request, allowed: tuple[str, ...]) -> str:
    """Which of the media types the body is said to be. Raises Refusal UNSUPPORTED_MEDIA_TYPE."""
    given = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if given not in allowed:
        raise Refusal(ErrorCode.UNSUPPORTED_MEDIA_TYPE, expected=", ".join(allowed))
    return given


async def take(request: Request, media_type: str, limit: int) -> Upload:
    """Stream the body into quarantine.

    Raises Refusal UNSUPPORTED_MEDIA_TYPE, and what `into_quarantine` raises.
    """
    media_type_of(request, (media_type,))
    length = request.headers.get("content-length", "")
    return await into_quarantine(
        request, request.stream(), media_type, limit, int(length) if length.isdigit() else None
    )
