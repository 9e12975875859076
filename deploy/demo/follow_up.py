"""Following up on the demonstration country: the campaign of DLA's letter of 12 November 2567, and its figures, frozen.

Both about the past, so that nothing of it waits for a day, and nobody is reminded by mail.
"""

from __future__ import annotations

import json
from typing import Any

from deploy.demo.country import Country
from deploy.demo.officers import id_of
from deploy.demo.progress import Say
from deploy.demo.published import LOCAL_UPLOADS, S10, S16
from deploy.demo.schedule import LOCAL_DUE_DATE
from deploy.demo.visitor import Visitor

CAMPAIGN = "เร่งรัดองค์กรปกครองส่วนท้องถิ่น รอบ 29 พฤศจิกายน 2567"
FROZEN = "ข้อมูลในหนังสือ มท 0810.7/ว 5827 ลงวันที่ 12 พฤศจิกายน 2567"
LETTER_OF, RETURNS_DUE = "2024-11-12", "2024-12-06"
CAMPAIGNS, FROZEN_FIGURES = "/api/v1/campaigns", "/api/v1/frozen-figures"


def follow_up(administrator: Visitor, country: Country, say: Say) -> None:
    """Begin the campaign and freeze the figures, unless they are there. Raises Unexpected."""
    if not any(each["name_th"] == CAMPAIGN for each in administrator.get(CAMPAIGNS).json()["items"]):
        administrator.post(CAMPAIGNS, _campaign(id_of(administrator, _collector(country))), key="demo-campaign-1")
        say(f"A campaign has begun: {CAMPAIGN}.")
    sets = administrator.get(FROZEN_FIGURES, {"page_size": "200"}).json()["items"]
    if not any(each["title"] == FROZEN for each in sets):
        order = json.dumps(_figures(), ensure_ascii=False).encode()
        made = administrator.have_done(
            FROZEN_FIGURES, content=order, media_type="application/json", key="demo-frozen-1"
        )
        say(f"The figures of {made['as_of']} are frozen, SHA-256 {made['sha256']}.")


def _campaign(collector_id: str) -> dict[str, Any]:
    return {
        "name_th": CAMPAIGN,
        "obligations": [S10, S16],
        "target": {"categories": ["local"]},
        "opens_on": LETTER_OF,
        "due_on": LOCAL_DUE_DATE.isoformat(),
        "returns": {"collected_by": collector_id, "due_on": RETURNS_DUE},
    }


def _figures() -> dict[str, Any]:
    return {
        "title": FROZEN,
        "as_of": LOCAL_UPLOADS.as_of.isoformat(),
        "obligations": [S10, S16],
        "measure": LOCAL_UPLOADS.measure,
        "public": True,
    }


def _collector(country: Country) -> str:
    """The code of the department above the provincial offices of local administration."""
    _, department, *_ = country.demo_agency.ancestors
    return department.code
