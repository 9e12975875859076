"""Campaigns, returns and obstacles over HTTP."""

from __future__ import annotations

import io
from typing import Any

import httpx
import pytest

from chassis import s3
from chassis.config import Settings
from contracts.errors import ErrorCode
from contracts.rpc.reporting.cabinet import (
    GET_CABINET_REPORT,
    ORDER_CABINET_REPORT,
    PDF_FILE,
    CabinetReport,
    CabinetReportJob,
    kept_as,
)
from contracts.rpc.reporting.campaigns import CHANGE_CAMPAIGN, CREATE_CAMPAIGN, Campaign
from contracts.rpc.reporting.obstacles import GET_OBSTACLE_FIGURES, LIST_OBSTACLES, NamedObstacles, ObstacleFigures
from contracts.rpc.reporting.returns import GET_RETURN, SAVE_RETURN, SUBMIT_RETURN
from tests.builders.campaigns import a_campaign
from tests.builders.returns import a_return
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

KEY = {"Idempotency-Key": "key-of-the-test-1"}
RETURN = "/api/v1/campaigns/campaign-1/returns/phrae"


def a_made_campaign(**changed: Any) -> Campaign:
    given = {
        "id": "campaign-1",
        "version": 1,
        "returns": None,
        "reminders": None,
        "next_reminder_on": None,
        "closed_on": None,
        "created_at": "2024-11-12T03:00:00Z",
        "created_by": "สมหญิง ใจดี",
        "changed_at": "2024-11-12T03:00:00Z",
        "changed_by": "สมหญิง ใจดี",
    }
    return Campaign.model_validate({**a_campaign(), **given, **changed})


async def test_a_campaign_is_begun_once_and_changed_by_whoever_saw_it(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(CREATE_CAMPAIGN, a_made_campaign())
    services.answers(CHANGE_CAMPAIGN, a_made_campaign(version=2))

    begun = await officer.post("/api/v1/campaigns", json=a_campaign(), headers=KEY)
    changed = await officer.put(
        "/api/v1/campaigns/campaign-1", json=a_campaign(), headers={"If-Match": begun.headers["etag"]}
    )

    assert (begun.status_code, begun.headers["location"]) == (201, "/api/v1/campaigns/campaign-1")
    assert changed.status_code == 200
    (asked,) = services.requests(CHANGE_CAMPAIGN)
    assert (asked["campaign_id"], asked["version"], asked["target"]["categories"]) == ("campaign-1", 1, ["local"])
    unseen = await officer.put("/api/v1/campaigns/campaign-1", json=a_campaign())
    assert unseen.status_code == 428


async def test_a_return_is_saved_submitted_and_refused_as_problems(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(SAVE_RETURN, a_return(status="draft", version=1, submission=None), ErrorCode.RETURN_SUBMITTED)
    services.answers(SUBMIT_RETURN, a_return())
    body = {"obstacles": "คนไม่พอ", "marks": [{"agency_id": "body-1", "s10_issued": True}]}

    saved = await officer.put(RETURN, json=body, headers={"If-None-Match": "*"})
    submitted = await officer.post(f"{RETURN}/submission", json={"version": 1}, headers=KEY)
    refused = await officer.put(RETURN, json=body, headers={"If-Match": submitted.headers["etag"]})

    assert (saved.status_code, submitted.status_code) == (200, 200)
    assert (refused.status_code, refused.json()["code"]) == (409, "return_submitted")
    assert [asked["version"] for asked in services.requests(SAVE_RETURN)] == [0, 2]


@pytest.mark.parametrize(
    ("form", "begins", "name"),
    [("pdf", b"%PDF-", "return-54-2024-12-04.pdf"), ("xlsx", b"PK", "return-54-2024-12-04.xlsx")],
)
async def test_the_form_is_a_file_that_nobody_keeps(
    officer: httpx.AsyncClient, services: Responder, form: str, begins: bytes, name: str
) -> None:
    services.answers(GET_RETURN, a_return())

    answer = await officer.get(f"{RETURN}/file", params={"format": form})

    assert answer.content.startswith(begins)
    assert answer.headers["cache-control"] == "no-store"
    assert name in answer.headers["content-disposition"]


async def test_obstacles_are_counted_for_everybody_and_told_to_officers(
    citizen: httpx.AsyncClient, officer: httpx.AsyncClient, services: Responder
) -> None:
    figures = {"as_of": "2024-12-04", "agencies": 0, "types": [], "group_by": None, "groups": []}
    services.answers(GET_OBSTACLE_FIGURES, ObstacleFigures.model_validate(figures))
    services.answers(LIST_OBSTACLES, NamedObstacles.model_validate({"as_of": "2024-12-04", "items": [], "next": None}))

    assert (await citizen.get("/api/v1/obstacle-figures")).status_code == 200
    assert (await citizen.get("/api/v1/obstacles")).status_code == 401
    assert (await officer.get("/api/v1/obstacles", params={"type": "budget", "rank": 1})).status_code == 200
    (asked,) = services.requests(LIST_OBSTACLES)
    assert (asked["agency_id"], asked["type"], asked["rank"]) == (None, "budget", 1)


REPORT = "0a6f3a0e-3f6c-4d0e-8a4e-0000000000aa"


async def test_a_cabinet_report_is_ordered_and_had_as_it_was_made(
    officer: httpx.AsyncClient, services: Responder, gateway_settings: Settings
) -> None:
    job = {
        "id": REPORT,
        "kind": "cabinet_report",
        "state": "waiting",
        "progress": {},
        "requested_at": "2024-12-28T03:00:00Z",
        "requested_by": "officer-1",
    }
    report = {
        "id": REPORT,
        "as_of": "2024-12-28",
        "previous_as_of": None,
        "made_at": "2024-12-28T03:00:10Z",
        "made_by": "สมหญิง ใจดี",
        "sha256": "ab" * 32,
        "non_compliers": 3,
    }
    services.answers(ORDER_CABINET_REPORT, CabinetReportJob.model_validate(job))
    services.answers(GET_CABINET_REPORT, CabinetReport.model_validate(report))
    store, bucket = s3.connect(gateway_settings)
    store.put_object(bucket, kept_as(REPORT, PDF_FILE), io.BytesIO(b"%PDF-made"), 9)

    ordered = await officer.post("/api/v1/cabinet-reports", json={"as_of": "2024-12-28"}, headers=KEY)
    file = await officer.get(f"/api/v1/cabinet-reports/{REPORT}/file")
    absent = await officer.get(f"/api/v1/cabinet-reports/{REPORT}/file", params={"format": "xlsx"})

    assert (ordered.status_code, ordered.headers["location"]) == (202, f"/api/v1/cabinet-report-jobs/{REPORT}")
    assert file.content == b"%PDF-made"
    assert 'filename="cabinet-report-2024-12-28.pdf"' in file.headers["content-disposition"]
    assert absent.status_code == 404
