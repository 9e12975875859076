"""How refusals that concern fields are told, and where a list's page ended."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import JsonValue

from contracts.errors import ErrorCode, FieldProblem, Refusal
from services.reporting.domain.problems import Invalid


@contextmanager
def told_by_field() -> Iterator[None]:
    """What the domain finds wrong with fields leaves as INVALID_REQUEST naming them."""
    try:
        yield
    except Invalid as refused:
        fields = tuple(
            FieldProblem(field=each.field, message_th=each.thai, message_en=each.english) for each in refused.problems
        )
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=fields) from refused


def stale(current: dict[str, JsonValue]) -> Refusal:
    """Somebody else was first; `current` is what they made of it."""
    return Refusal(ErrorCode.STALE_VERSION, current=current)


def cursor(*place: str | int) -> str:
    """A place in a list, opaque to whoever reads it."""
    return base64.urlsafe_b64encode(json.dumps(place, ensure_ascii=False).encode()).decode()


def place_of(cursor: str, *kinds: type[str] | type[int]) -> list[str | int]:
    """What `cursor` was made of. Raises Refusal INVALID_REQUEST when it is none of this list."""
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
    except (ValueError, TypeError):
        place = None
    if not isinstance(place, list) or [type(part) for part in place] != list(kinds):
        problem = FieldProblem(
            field="after",
            message_th="ตำแหน่งของหน้าถัดไปไม่ถูกต้อง กรุณาเริ่มจากหน้าแรก",
            message_en="Not a cursor of this list.",
        )
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(problem,))
    return place
