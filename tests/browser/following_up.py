"""A campaign for the pages of following up."""

from __future__ import annotations

from deploy.demo.visitor import Visitor

CAMPAIGN = "เร่งรัด อปท. ให้ลงประกาศตามมาตรา 10 และคำสั่งตามมาตรา 16"


def begin_campaign(by: Visitor, collector: str) -> str:
    """A campaign of the local bodies, whose offices return the form to the collector: its id."""
    campaign = {
        "name_th": CAMPAIGN,
        "obligations": ["s10_notice", "s16_order"],
        "target": {"categories": ["local"]},
        "opens_on": "2024-11-01",
        "due_on": "2024-11-29",
        "reminders": {"first_on": "2099-01-01", "note": "ติดต่อสอบถาม DGA Contact Center 0 2612 6060"},
        "returns": {"collected_by": collector, "due_on": "2024-12-06"},
    }
    return str(by.post("/api/v1/campaigns", campaign).json()["id"])
