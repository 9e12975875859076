"""Browse and search agencies."""

from __future__ import annotations

import base64
import binascii
import json

from contracts.calls import Call
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc import agencies as rpc
from services.agencies.domain.days import day_in_bangkok
from services.agencies.domain.listing import Position, Wanted
from services.agencies.domain.searching import asked_beginnings, asked_code
from services.agencies.usecases.ports import AgencyBook, Rights
from services.agencies.usecases.telling import summary


def list_agencies(request: rpc.ListAgencies, call: Call, book: AgencyBook, rights: Rights) -> rpc.Agencies:
    """A page of the agencies asked for. Hidden ones are listed to those who may read everything asked about.

    Raises Refusal INVALID_REQUEST when `after` is not the cursor of a page.
    """
    today = day_in_bangkok(call.now)
    code = asked_code(request.search) if request.search else None
    wanted = Wanted(
        today=today,
        hidden_too=rights.may_read(call.caller, request.parent_id, today),
        code=code,
        beginnings=asked_beginnings(request.search) if request.search and code is None else None,
        parent_id=request.parent_id,
        category=request.category,
        province_code=request.province_code,
    )
    page = book.page(wanted, request.page_size, position_of(request.after) if request.after else None)
    return rpc.Agencies(
        items=tuple(summary(agency, today) for agency in page.agencies),
        next=cursor_of(page.next) if page.next else None,
    )


def cursor_of(position: Position) -> str:
    """The position as an opaque text."""
    text = json.dumps([position.name_th, position.agency_id], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def position_of(cursor: str) -> Position:
    """Raises Refusal INVALID_REQUEST when it is none of ours."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        match json.loads(base64.b64decode(padded, altchars=b"-_", validate=True)):
            case [str(name_th), str(agency_id)]:
                return Position(name_th, agency_id)
    except (binascii.Error, ValueError):
        pass
    raise Refusal(
        ErrorCode.INVALID_REQUEST,
        fields=(
            FieldProblem(
                field="after",
                message_th="ตำแหน่งหน้าไม่ถูกต้อง กรุณาเริ่มจากหน้าแรก",
                message_en="Not the cursor of a page. Start from the first page.",
            ),
        ),
    )
