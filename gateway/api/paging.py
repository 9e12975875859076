"""Lists by the page: `?page_size=&cursor=`, and in the answer `next`, the address of the page after (also as Link)."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from contracts.errors import ErrorCode, Refusal
from gateway.field_problems import problem

ItemT = TypeVar("ItemT")


class Page(BaseModel, Generic[ItemT]):
    model_config = ConfigDict(frozen=True)

    items: tuple[ItemT, ...]
    next: str | None = Field(description="Address of the next page; null on the last one.")


class Paging:
    """Which page a request asks for. `after` is the service's own cursor, which is opaque to callers."""

    def __init__(
        self,
        request: Request,
        page_size: Annotated[int, Query(ge=1, le=200, description="Most items in one answer.")] = 50,
        cursor: Annotated[
            str | None, Query(max_length=2000, description="From `next` of the page before; opaque.")
        ] = None,
    ) -> None:
        self._request = request
        self.page_size = page_size
        self.after = None if cursor is None else _opened(cursor)

    def next(self, after: str | None) -> str | None:
        """The address of the page after this one, with the same filters."""
        if after is None:
            return None
        kept = [(name, value) for name, value in self._request.query_params.multi_items() if name != "cursor"]
        cursor = base64.urlsafe_b64encode(after.encode()).decode().rstrip("=")
        return f"{self._request.url.path}?{urlencode([*kept, ('cursor', cursor)])}"


def _opened(cursor: str) -> str:
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        wrong = problem("cursor", "ไม่ใช่ค่าที่ได้จาก next ของหน้าก่อน", "Is not from `next` of the page before.")
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(wrong,)) from None


PageAsked = Annotated[Paging, Depends()]
