"""Where a page of a list ends, as the opaque text that callers bring back."""

from __future__ import annotations

import base64
import json

from contracts.errors import ErrorCode, FieldProblem, Refusal
from services.reporting.domain.asking import Changed, Listed, Position


def cursor_of(last: Listed | Changed) -> str:
    return base64.urlsafe_b64encode(json.dumps([last.name_th, last.agency_id], ensure_ascii=False).encode()).decode()


def position_of(cursor: str | None) -> Position | None:
    """Raises Refusal INVALID_REQUEST when it is none of ours."""
    if cursor is None:
        return None
    try:
        name, agency_id = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
    except (ValueError, TypeError):
        name = agency_id = None
    if not isinstance(name, str) or not isinstance(agency_id, str):
        raise invalid("after", "ตำแหน่งของหน้าถัดไปไม่ถูกต้อง กรุณาเริ่มจากหน้าแรก", "Not a cursor of this list.")
    return Position(name, agency_id)


def invalid(field: str, thai: str, english: str) -> Refusal:
    """The refusal of one field."""
    problem = FieldProblem(field=field, message_th=thai, message_en=english)
    return Refusal(ErrorCode.INVALID_REQUEST, fields=(problem,))
