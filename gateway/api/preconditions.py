"""ETag, If-None-Match, If-Match and Idempotency-Key.

An ETag is strong and made of the content. For what has a version, the version stands before it (`"7.5f2c…"`), so that
If-Match tells the service which version the caller saw, and the service decides in the transaction that changes it.
"""

from __future__ import annotations

import hashlib
import re
from typing import Annotated

from fastapi import Depends
from pydantic import BaseModel
from starlette.requests import Request

from contracts.errors import ErrorCode, Refusal

UNSEEN = 0
NEVER = -1
"""A version that nothing ever has: for an If-Match that is not one of our ETags."""

_KEY = re.compile(r"^[\x21-\x7e]{8,128}$")
_TAG = re.compile(r'^"(\d{1,9})(?:\.[0-9a-f]+)?"$')


def etag_of(reply: BaseModel, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()[:20]
    version = getattr(reply, "version", None)
    return f'"{digest}"' if version is None else f'"{version}.{digest}"'


def etag_of_reply(reply: BaseModel) -> str:
    return etag_of(reply, reply.model_dump_json().encode())


def has_already(request: Request, etag: str) -> bool:
    """Whether If-None-Match names the ETag (weak comparison, RFC 9110 13.1.2)."""
    given = request.headers.get("if-none-match")
    if given is None:
        return False
    tags = [tag.strip().removeprefix("W/") for tag in given.split(",")]
    return given.strip() == "*" or etag in tags


def require_idempotency_key(request: Request) -> None:
    """Keep the key for the command that the request becomes. Raises Refusal IDEMPOTENCY_KEY_REQUIRED."""
    key = request.headers.get("idempotency-key", "")
    if not _KEY.match(key):
        raise Refusal(ErrorCode.IDEMPOTENCY_KEY_REQUIRED)
    request.state.idempotency_key = key


def require_seen_version(request: Request) -> int:
    """The version that If-Match names: 0 for `If-None-Match: *` (it must not be there yet).

    Raises Refusal PRECONDITION_REQUIRED when neither is given, or when If-Match accepts anything (`*`).
    """
    if request.headers.get("if-none-match", "").strip() == "*":
        return UNSEEN
    given = request.headers.get("if-match", "").strip()
    if not given or given == "*":
        raise Refusal(ErrorCode.PRECONDITION_REQUIRED)
    match = _TAG.match(given)
    return int(match[1]) if match else NEVER


def _seen_tag(request: Request) -> str:
    return request.headers.get("if-match", "").strip()


SeenTag = Annotated[str, Depends(_seen_tag)]
"""The ETag itself, for what has no version: the endpoint compares it with that of the present state."""
SeenVersion = Annotated[int, Depends(require_seen_version)]
