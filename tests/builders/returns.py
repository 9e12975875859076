"""An office's return, as the gateway gets it."""

from __future__ import annotations

from typing import Any

from contracts.rpc.reporting.returns import Return

BODIES = ("อบต.น้ำปั้น", "เทศบาลเมืองแพร่", "อบต.บ้านกำ")
SHA256 = "ab" * 32


def _measure(issued: bool, uploaded: bool, system_issued: bool | None = None) -> dict[str, Any]:
    return {
        "issued": issued,
        "system_issued": issued if system_issued is None else system_issued,
        "uploaded": uploaded,
        "uploaded_state": "done" if uploaded else "missing",
    }


def a_return(bodies: int = 3, **changed: Any) -> Return:
    """Submitted by แพร่; of every three bodies the first has all, the second says that it has issued, the third
    nothing."""
    measures = (
        (_measure(True, True), _measure(True, True)),
        (_measure(True, False, system_issued=False), _measure(False, False)),
        (_measure(False, False), _measure(False, False)),
    )
    rows = [
        {
            "place": place + 1,
            "agency_id": f"body-{place}",
            "name_th": BODIES[place % 3],
            "s10": measures[place % 3][0],
            "s16": measures[place % 3][1],
            "note": "ลงนามแล้ว รอลงข้อมูล" if place == 1 else None,
        }
        for place in range(bodies)
    ]
    totals = ("bodies", "s10_issued", "s10_system_issued", "s10_uploaded", "s16_issued", "s16_system_issued")
    given = {
        "campaign_id": "campaign-1",
        "campaign_name_th": "รอบ 29 พฤศจิกายน 2567",
        "agency_id": "phrae",
        "agency_name_th": "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดแพร่",
        "province_code": "54",
        "as_of": "2024-12-04",
        "rows": rows,
        "totals": {**dict(zip(totals, (3, 2, 1, 1, 1, 1), strict=True)), "s16_uploaded": 1},
        "obstacles": "=บุคลากรไม่เพียงพอ",
        "suggestions": None,
        "signer_name": "นางสาวเขมิกา รอดสี",
        "signer_position": "ท้องถิ่นจังหวัดแพร่",
        "version": 2,
        "status": "submitted",
        "due_on": "2024-12-06",
        "late": False,
        "marks": [],
        "submission": {"at": "2024-12-05T03:00:00Z", "by": "สมหญิง ใจดี", "sha256": SHA256, "late": False},
        "opened_again": None,
    }
    return Return.model_validate({**given, **changed})
