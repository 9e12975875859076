"""A campaign, frozen figures and a report to the cabinet for the pages of following up."""

from __future__ import annotations

from deploy.demo.visitor import Visitor
from tests.waiting import until

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


def freeze_figures(by: Visitor) -> str:
    """The figures of a day in the past, frozen and published: the id of the set."""
    order = {
        "title": "รายงานคณะรัฐมนตรี 29 ต.ค. 2567",
        "as_of": "2024-10-29",
        "obligations": ["s10_notice", "s16_order"],
        "public": True,
    }
    return _done(by, "/api/v1/frozen-figures", order)


def verify_figures(by: Visitor, frozen_id: str) -> str:
    """The id of a verification that is done."""
    return _done(by, f"/api/v1/frozen-figures/{frozen_id}/verifications", {})


def report_to_the_cabinet(by: Visitor) -> str:
    """A report as of today, made and kept: its id."""
    return _done(by, "/api/v1/cabinet-reports", {})


def _done(by: Visitor, path: str, order: dict[str, object]) -> str:
    ordered = by.post(path, order, expect=202)
    job = ordered.headers["location"]
    until(lambda: by.get(job).json()["state"] == "done", f"{path} is done")
    return str(ordered.json()["id"])
