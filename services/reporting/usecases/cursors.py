"""Where a page of a list ends, as the opaque text that callers bring back."""

from __future__ import annotations

import base64
import json

from contracts.errors import ErrorCode, FieldProblem, Refusal
from services.reporting.domain.asking import Changed, Listed, Position


def cursor_of(last: Listed | Changed) -> str:
    return cursor_at(last.name_th, last.agency_id)


def position_of(cursor: str | None) -> Position | None:
    """Raises Refusal INVALID_REQUEST when it is none of ours."""
    if cursor is None:
        return None
    name, agency_id = place_at(cursor, str, str)
    return Position(str(name), str(agency_id))


def cursor_at(*place: str | int) -> str:
    return base64.urlsafe_b64encode(json.dumps(place, ensure_ascii=False).encode()).decode()


def place_at(cursor: str, *kinds: type[str] | type[int]) -> list[str | int]:
    """What a cursor was made of. Raises Refusal INVALID_REQUEST when it is none of this list."""
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
    except (ValueError, TypeError):
        place = None
    if not isinstance(place, list) or [type(part) for part in place] != list(kinds):
        raise invalid("after", "ตำแหน่งของหน้าถัดไปไม่ถูกต้อง กรุณาเริ่มจากหน้าแรก", "Not a cursor of this list.")
    return place


def invalid(field: str, thai: str, english: str) -> Refusal:
    """The refusal of one field."""
    problem = FieldProblem(field=field, message_th=thai, message_en=english)
    return Refusal(ErrorCode.INVALID_REQUEST, fields=(problem,))
