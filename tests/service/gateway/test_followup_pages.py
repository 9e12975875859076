"""การเร่งรัดติดตาม on pages: campaigns, reminders, the provincial return, obstacles."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.agencies import GET_AGENCY, LIST_AGENCIES, Agencies, AgencySummary
from contracts.rpc.identity.sessions import RENEW_ACCESS
from contracts.rpc.reporting.campaigns import (
    CHANGE_CAMPAIGN,
    CLOSE_CAMPAIGN,
    CREATE_CAMPAIGN,
    GET_CAMPAIGN,
    GET_CAMPAIGN_FIGURES,
    LIST_CAMPAIGN_AGENCIES,
    LIST_CAMPAIGNS,
    Campaign,
    CampaignAgencies,
    CampaignFigures,
    Campaigns,
)
from contracts.rpc.reporting.obstacles import (
    GET_OBSTACLE_FIGURES_BELOW,
    LIST_OBSTACLES,
    NamedObstacles,
    ObstacleFigures,
)
from contracts.rpc.reporting.reminders import (
    LIST_PLANNED_REMINDERS,
    LIST_REMINDERS,
    PREVIEW_REMINDERS,
    PlannedReminders,
    ReminderPreview,
    Reminders,
)
from contracts.rpc.reporting.returns import (
    GET_RETURN,
    LIST_RETURNS,
    REOPEN_RETURN,
    SAVE_RETURN,
    SUBMIT_RETURN,
    Return,
    ReturnRollUp,
)
from tests.builders.gateway import AGENCY, an_access, an_agency
from tests.builders.pages import filled_in
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

CAMPAIGNS, ONE = "/campaigns", "/campaigns/c1"
FORM = f"{ONE}/returns/{AGENCY}"
AT = "2026-11-20T05:00:00Z"
COLLECTOR = an_agency(id="dla", code="015120000000", name_th="กรมส่งเสริมการปกครองท้องถิ่น")

CAMPAIGN = Campaign.model_validate(
    {
        "id": "c1",
        "version": 3,
        "name_th": "เร่งรัด อปท. 2567",
        "obligations": ["s10_notice"],
        "target": {"categories": ["local"], "below": ["somewhere"], "province_codes": ["54"]},
        "opens_on": "2024-11-01",
        "due_on": "2024-11-29",
        "returns": {"collected_by": "dla", "due_on": "2024-12-06"},
        "reminders": {"first_on": "2024-11-15"},
        "next_reminder_on": "2024-11-30",
        "closed_on": None,
        "created_at": AT,
        "created_by": "o",
        "changed_at": AT,
        "changed_by": "o",
    }
)
COUNTS = {"on_time": 10, "late": 2, "pending": 0, "overdue": 1234, "not_required": 0, "percent": "0.96"}
FIGURES = CampaignFigures.model_validate(
    {
        "campaign_id": "c1",
        "as_of": "2026-11-20",
        "due_on": "2024-11-29",
        "group_by": "province",
        "obligations": [{"obligation": "s10_notice", "total": COUNTS, "groups": [{**COUNTS, "group": "54"}]}],
    }
)


def a_return(version: int = 2, **changed: Any) -> Return:
    measure = {"issued": False, "system_issued": False, "uploaded": True, "uploaded_state": "covered"}
    row = {"place": 1, "agency_id": "b1", "name_th": "อบต.หนึ่ง", "s10": measure, "s16": measure, "note": None}
    totals = dict.fromkeys(("s10_issued", "s10_system_issued", "s10_uploaded"), 1)
    totals |= dict.fromkeys(("s16_issued", "s16_system_issued", "s16_uploaded"), 0) | {"bodies": 83}
    given = {
        "campaign_id": "c1",
        "campaign_name_th": "เร่งรัด อปท. 2567",
        "agency_id": AGENCY,
        "agency_name_th": "สถจ.แพร่",
        "province_code": "54",
        "as_of": "2024-12-04",
        "rows": [row],
        "totals": totals,
        "obstacles": "บุคลากร",
        "suggestions": None,
        "signer_name": None,
        "signer_position": None,
        "version": version,
        "status": "draft",
        "due_on": "2024-12-06",
        "late": False,
        "marks": [],
        "submission": None,
        "opened_again": None,
    }
    return Return.model_validate({**given, **changed})


def a_person(role: str, agency_id: str | None) -> Any:
    grant = {"id": "g", "role": role, "agency_id": agency_id}
    return an_access(grants=[grant], acting=grant)


@pytest.fixture(autouse=True)
def the_campaign(services: Responder) -> None:
    services.answers(RENEW_ACCESS, a_person("dga_admin", None))
    services.answers(GET_CAMPAIGN, CAMPAIGN)
    services.answers(LIST_CAMPAIGNS, Campaigns(items=(CAMPAIGN,)))
    services.answers(GET_CAMPAIGN_FIGURES, FIGURES)
    services.answers(GET_AGENCY, COLLECTOR)
    services.answers(GET_RETURN, a_return())


async def test_a_campaigns_figures_lead_to_the_agencies_behind_them(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    late = {"agency_id": "b1", "name_th": "อบต.หนึ่ง", "category": "local", "province_code": "54"}
    rows = {"as_of": "2026-11-20", "items": [{**late, "first_held_on": None}], "next": "n"}
    services.answers(LIST_CAMPAIGN_AGENCIES, CampaignAgencies.model_validate(rows))

    listed = await officer.get(CAMPAIGNS)
    page = await officer.get(ONE, params={"by": "province"})
    address = f"{ONE}/agencies?obligation=s10_notice&state=overdue&by=province&group=54"
    behind = await officer.get(address)

    assert f'href="{ONE}">เร่งรัด อปท. 2567' in listed.text
    assert "1,234" in page.text and "แพร่" in page.text
    assert f'href="{address.replace("&", "&amp;")}"' in page.text
    asked = services.requests(LIST_CAMPAIGN_AGENCIES)[0]
    assert (asked["state"], asked["group_by"], asked["group"]) == ("overdue", "province", "54")
    assert "อบต.หนึ่ง" in behind.text and "after=n" in behind.text


async def test_a_campaigns_groups_that_are_agencies_stand_there_by_name(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    groups = [{**COUNTS, "group": "m", "name_th": "กระทรวงมหาดไทย"}, {**COUNTS, "group": "hidden", "name_th": None}]
    obligation = {"obligation": "s10_notice", "total": COUNTS, "groups": groups}
    by_ministry = {**FIGURES.model_dump(), "group_by": "ministry", "obligations": [obligation]}
    services.answers(GET_CAMPAIGN_FIGURES, CampaignFigures.model_validate(by_ministry))

    page = (await officer.get(ONE, params={"by": "ministry"})).text

    assert services.requests(GET_CAMPAIGN_FIGURES)[0]["group_by"] == "ministry"
    assert "กระทรวงมหาดไทย" in page and "หน่วยงานที่ไม่แสดงต่อสาธารณะ" in page
    assert "by=ministry&amp;group=m" in page


async def test_a_campaign_is_begun(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(CREATE_CAMPAIGN, CAMPAIGN)
    found = AgencySummary.model_validate(COLLECTOR.model_dump())
    services.answers(LIST_AGENCIES, Agencies(items=(found,), next=None))
    new = f"{CAMPAIGNS}/new"
    typed = {
        "name_th": "เร่งรัด 2570",
        "categories": "local",
        "provinces": "54, 50",
        "below": COLLECTOR.code,
        "opens_on-day": "1/1/2570",
        "due_on-day": "31 มี.ค. 2570",
        "reminds": "1",
        "first_on-day": "15/1/2570",
        "returns": "1",
        "collected_by": COLLECTOR.code,
        "returns_due_on-day": "5/4/2570",
    }
    sent = filled_in((await officer.get(new)).text, new, typed)

    done = await officer.post(new, data=sent)

    (asked,) = services.requests(CREATE_CAMPAIGN)
    assert asked["target"] == {
        "categories": ["local"],
        "lao_types": [],
        "province_codes": ["54", "50"],
        "below": ["dla"],
    }
    assert (asked["opens_on"], asked["due_on"]) == ("2027-01-01", "2027-03-31")
    assert asked["reminders"] == {"first_on": "2027-01-15", "every_days": 15, "escalate_after": 2, "note": None}
    assert asked["returns"] == {"collected_by": "dla", "due_on": "2027-04-05"}
    assert done.headers["location"] == f"{ONE}?done=created"


async def test_what_is_wrong_with_a_campaign_is_told_at_its_fields(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(LIST_AGENCIES, Agencies(items=(), next=None))
    new = f"{CAMPAIGNS}/new"
    typed = {
        "due_on-day": "เมื่อไรก็ได้",
        "reminds": "1",
        "every_days": "0",
        "returns": "1",
        "collected_by": "1",
        "below": "1 2",
    }

    wrong = await officer.post(new, data=filled_in((await officer.get(new)).text, new, typed))

    assert wrong.status_code == 422
    for field in ("name_th", "opens_on-day", "due_on-day", "first_on-day", "every_days", "collected_by", "below"):
        assert f'href="#{field}"' in wrong.text, field
    assert not services.requests(CREATE_CAMPAIGN)


async def test_a_campaign_is_changed_as_it_was_seen(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(CHANGE_CAMPAIGN, Refusal(ErrorCode.STALE_VERSION), CAMPAIGN)
    services.answers(CLOSE_CAMPAIGN, CAMPAIGN)
    found = AgencySummary.model_validate(COLLECTOR.model_dump())
    services.answers(LIST_AGENCIES, Agencies(items=(found,), next=None))
    edit = f"{ONE}/edit"
    sent = filled_in((await officer.get(edit)).text, edit, {"name_th": "ชื่อใหม่"})

    overtaken = await officer.post(edit, data=sent)
    done = await officer.post(edit, data=filled_in(overtaken.text, edit))
    await officer.post(f"{ONE}/closing", data={"csrf_token": sent["csrf_token"], "reason": "ครบแล้ว"})

    assert overtaken.status_code == 412 and 'value="ชื่อใหม่"' in overtaken.text
    asked = services.requests(CHANGE_CAMPAIGN)[-1]
    assert (asked["version"], asked["name_th"], asked["target"]["below"]) == (3, "ชื่อใหม่", ["dla"])
    assert asked["returns"]["collected_by"] == "dla"
    assert done.status_code == 303
    assert services.requests(CLOSE_CAMPAIGN) == [{"campaign_id": "c1", "reason": "ครบแล้ว"}]


async def test_reminders_are_previewed_and_logged(officer: httpx.AsyncClient, services: Responder) -> None:
    letter = {"agency_id": "b1", "subject": "ขอให้เร่งดำเนินการ", "text": "เรียน <นายก>\nบรรทัดสอง"}
    preview = {"campaign_id": "c1", "day": "2026-11-20", "next_reminder_on": None, "agencies": 1234}
    preview |= {"without_address": 5, "letter": letter, "letter_above": None}
    planned = {"agency_id": "b1", "name_th": "อบต.หนึ่ง", "obligations": ["s10_notice"], "number": 3}
    sent = {"id": "r", "day": "2026-11-05", "agency_id": "b2", "name_th": "อบต.สอง", "obligations": ["s10_notice"]}
    sent |= {"number": 2, "about": [], "state": "sent", "address": "dga", "attempts": 1, "settled_at": AT}
    services.answers(PREVIEW_REMINDERS, ReminderPreview.model_validate(preview))
    services.answers(
        LIST_PLANNED_REMINDERS,
        PlannedReminders.model_validate({"items": [{**planned, "escalated_to": ["x"], "address": None}], "next": "p"}),
    )
    services.answers(LIST_REMINDERS, Reminders.model_validate({"items": [sent], "next": None}))

    page = await officer.get(f"{ONE}/reminders", params={"state": "sent"})

    assert "แจ้งเตือน 1,234 หน่วยงาน" in page.text and "ขอให้เร่งดำเนินการ" in page.text
    assert "&lt;นายก&gt;" in page.text
    assert "อบต.สอง" in page.text and "planned_after=p" in page.text
    assert services.requests(LIST_REMINDERS)[0]["state"] == "sent"


async def test_an_office_completes_its_return_and_submits_it(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(RENEW_ACCESS, a_person("monitor", AGENCY))
    services.answers(SAVE_RETURN, a_return(version=3))
    services.answers(SUBMIT_RETURN, a_return(version=4, status="submitted"))
    page = (await officer.get(FORM)).text
    sent = filled_in(page, FORM, {"s10_b1": "yes", "note_b1": "ประกาศแล้ว", "suggestions": "อบรม", "submits": "1"})

    done = await officer.post(FORM, data=sent)

    assert "1 จาก 83 แห่ง" in page and "ตามระบบ: ยังไม่จัดทำ" in page
    (saved,) = services.requests(SAVE_RETURN)
    assert saved["version"] == 2
    assert saved["marks"] == [{"agency_id": "b1", "s10_issued": True, "s16_issued": None, "note": "ประกาศแล้ว"}]
    assert (saved["obstacles"], saved["suggestions"], saved["as_of"]) == ("บุคลากร", "อบรม", "2024-12-04")
    assert services.requests(SUBMIT_RETURN)[0]["version"] == 3
    keys = {
        m.headers["nameko.idempotency_key"]
        for m in services.asked
        if m.routing_key in (SAVE_RETURN.routing_key, SUBMIT_RETURN.routing_key)
    }
    assert len(keys) == 2
    assert done.headers["location"] == f"{FORM}?done=submitted"


async def test_after_a_refused_submission_the_form_goes_on_from_the_draft_that_was_kept(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(RENEW_ACCESS, a_person("monitor", AGENCY))
    services.answers(SAVE_RETURN, a_return(version=3, suggestions="อบรม"))
    unsigned = FieldProblem(field="signer_name", message_th="ต้องระบุก่อนส่ง", message_en="needed")
    services.answers(SUBMIT_RETURN, Refusal(ErrorCode.INVALID_REQUEST, fields=(unsigned,)))
    sent = filled_in((await officer.get(FORM)).text, FORM, {"suggestions": "อบรม", "submits": "1"})

    again = await officer.post(FORM, data=sent)

    assert again.status_code == 422 and '<a href="#signer_name">ต้องระบุก่อนส่ง</a>' in again.text
    assert filled_in(again.text, FORM)["version"] == "3"


async def test_two_at_one_return_lose_nothing(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(RENEW_ACCESS, a_person("monitor", AGENCY))
    theirs = a_return(version=3, obstacles="งบประมาณ", marks=[{"agency_id": "b1", "s16_issued": True}])
    services.answers(SAVE_RETURN, Refusal(ErrorCode.STALE_VERSION), theirs)
    sent = filled_in((await officer.get(FORM)).text, FORM, {"s10_b1": "yes"})
    services.answers(GET_RETURN, theirs)

    shown = await officer.post(FORM, data=sent)
    await officer.post(FORM, data=filled_in(shown.text, FORM))

    assert shown.status_code == 412 and "ข้อมูลถูกแก้ไขโดยผู้อื่น" in shown.text
    again = services.requests(SAVE_RETURN)[-1]
    assert (again["version"], again["obstacles"]) == (3, "งบประมาณ")
    assert again["marks"] == [{"agency_id": "b1", "s10_issued": True, "s16_issued": True, "note": None}]


async def test_a_submitted_return_is_read_and_reopened_by_whom_it_was_submitted_to(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    submission = {"at": AT, "by": "ท้องถิ่นจังหวัด", "sha256": "ab" * 32, "late": False}
    services.answers(GET_RETURN, a_return(status="submitted", submission=submission))
    services.answers(REOPEN_RETURN, a_return(status="reopened"))
    page = (await officer.get(FORM)).text
    action = f"{FORM}/reopening"

    done = await officer.post(action, data=filled_in(page, action, {"reason": "จำนวนไม่ครบ"}))

    assert "ส่งโดย ท้องถิ่นจังหวัด" in page and "บันทึกและส่ง" not in page
    assert services.requests(REOPEN_RETURN)[0]["reason"] == "จำนวนไม่ครบ"
    assert done.headers["location"] == f"{FORM}?done=reopened"


async def test_the_returns_of_all_offices_are_summed(officer: httpx.AsyncClient, services: Responder) -> None:
    totals = a_return().totals.model_dump()
    line = {"agency_id": AGENCY, "agency_name_th": "สถจ.แพร่", "standing": "missing", "overdue": True}
    line |= {"submitted_at": None, "as_of": None, "returned": None, "now": totals}
    rows = {"campaign_id": "c1", "due_on": "2024-12-06", "as_of": "2026-11-20", "offices": 76, "submitted": 70}
    rows |= {"submitted_late": 3, "reopened": 1, "missing": 2, "returned": totals, "now": totals, "items": [line]}
    services.answers(LIST_RETURNS, ReturnRollUp.model_validate(rows))

    page = await officer.get(f"{ONE}/returns")

    assert "ทั้งหมด 76 แห่ง ส่งแล้ว 70" in page.text
    assert f'href="{FORM}">สถจ.แพร่' in page.text


async def test_obstacles_are_ranked_and_told_in_the_agencies_words(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    figures = {"as_of": "2026-11-20", "agencies": 12, "group_by": None, "groups": []}
    figures |= {"types": [{"type": "budget", "first": 7, "second": 3, "third": 2, "total": 12}]}
    said = {"agency_id": "b1", "name_th": "อบต.หนึ่ง", "category": "local", "province_code": "54", "rank": 1}
    said |= {"type": "budget", "detail": "งบไม่พอ", "said_on": "2024-11-01"}
    services.answers(GET_OBSTACLE_FIGURES_BELOW, ObstacleFigures.model_validate(figures))
    services.answers(
        LIST_OBSTACLES, NamedObstacles.model_validate({"as_of": "2026-11-20", "items": [said], "next": None})
    )

    page = await officer.get("/obstacles", params={"kind": "budget"})

    assert "หน่วยงานที่ระบุปัญหา 12 หน่วยงาน" in page.text and "งบไม่พอ" in page.text
    assert services.requests(LIST_OBSTACLES)[0]["type"] == "budget"
