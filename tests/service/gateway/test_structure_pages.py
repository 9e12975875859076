"""หน่วยงานและโครงสร้าง on pages: the tree, details, reorganisation, imports."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.jobs import JobState
from contracts.rpc.agencies import (
    CANCEL_AGENCY_IMPORT,
    CHANGE_AGENCY,
    GET_AGENCY,
    GET_AGENCY_IMPORT,
    IMPORT_AGENCIES,
    LIST_AGENCIES,
    Agencies,
    AgencyImport,
    AgencySummary,
)
from contracts.rpc.agencies.records import READ_AGENCY_HISTORY, AgencyHistory, AgencyHistoryEntry
from contracts.rpc.agencies.reorganising import (
    ACCEPT_MOVE,
    DISSOLVE_AGENCY,
    LIST_ANNOUNCEMENTS,
    LIST_MOVE_REQUESTS,
    MERGE_AGENCIES,
    MOVE_AGENCY,
    REFUSE_MOVE,
    REGISTER_AGENCY,
    REOPEN_AGENCY,
    SPLIT_AGENCY,
    WITHDRAW_ANNOUNCEMENT,
    Announcement,
    Announcements,
    MoveOutcome,
    MoveRequests,
    MoveRequestView,
    Withdrawn,
)
from contracts.rpc.agencies.tree import COUNT_BELOW, LIST_BELOW, AgenciesBelow, AgencyBelow, CountsBelow
from contracts.rpc.identity.profile import EXPLAIN_RIGHT, RightExplained
from tests.builders.gateway import AGENCY, an_agency
from tests.builders.pages import filled_in
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

STRUCTURE, IMPORTS, REQUESTS = "/structure", "/structure/imports", "/structure/requests"
DETAILS = f"/agencies/{AGENCY}/details"
AT = "2026-11-20T05:00:00Z"
JOB = "0a6f3a0e-3f6c-4d0e-8a4e-0000000000aa"

ENTRY = AgencyHistoryEntry.model_validate(
    {
        "id": "e1",
        "at": AT,
        "type": "prakat.agencies.changed.v1",
        "actor_name": "สมหญิง รักงาน",
        "actor_role": "central_officer",
        "grant_id": "g",
        "effective_on": "2026-11-20",
        "reason": "ย้ายสำนักงาน",
        "changes": [{"field": "phone", "before": "0 2221 0151", "after": "0 2000 0000"}],
        "version": 8,
        "reorganisation_id": None,
    }
)
ANNOUNCED = Announcement.model_validate(
    {
        "id": "a1",
        "kind": "moved",
        "effective_on": "2027-01-01",
        "reason": "มติ ครม.",
        "agency_ids": [AGENCY],
        "announced_at": AT,
        "announced_by": "สมหญิง รักงาน",
        "announced_as": "central_officer",
    }
)
REQUEST = MoveRequestView.model_validate(
    {
        "id": "r1",
        "agency_id": AGENCY,
        "agency_name_th": "กรมการปกครอง",
        "from_parent_id": "p1",
        "to_parent_id": "p2",
        "effective_on": "2027-01-01",
        "reason": "ปรับโครงสร้าง",
        "asked_by_giving_side": True,
        "asked_by_name": "สมหญิง รักงาน",
        "asked_at": AT,
        "expires_on": "2026-12-31",
        "state": "open",
    }
)


def summary(**changed: Any) -> AgencySummary:
    return AgencySummary.model_validate(an_agency(**changed).model_dump())


def a_child(agency_id: str, name_th: str) -> AgencyBelow:
    given = {"lao_type": None, "reporting_unit": False, "depth": 1}
    return AgencyBelow.model_validate({**summary(id=agency_id, name_th=name_th).model_dump(), **given})


def below(*children: AgencyBelow, more: str | None = None) -> AgenciesBelow:
    return AgenciesBelow(as_of=date(2023, 9, 22), items=children, next=more)


def a_job(state: JobState, **changed: Any) -> AgencyImport:
    given = {"id": JOB, "kind": "agency_import", "state": state, "progress": {"phase": "reading", "done": 3}}
    given |= {"requested_at": AT, "requested_by": "o", "finished_at": None if state is JobState.RUNNING else AT}
    return AgencyImport.model_validate({**given, **changed})


@pytest.fixture(autouse=True)
def the_tree(services: Responder) -> None:
    counts = {"as_of": "2026-11-20", "total": 1234, "reporting_units": 1000, "by_category": {}, "by_lao_type": {}}
    counts |= {"by_level": {"agency": 1234}, "by_province": {}}
    may = {"allowed": True, "reason": "granted", "text_th": "", "text_en": ""}
    services.answers(GET_AGENCY, an_agency())
    services.answers(LIST_BELOW, below(a_child("child", "กองหนึ่ง")))
    services.answers(COUNT_BELOW, CountsBelow.model_validate(counts))
    services.answers(LIST_ANNOUNCEMENTS, Announcements(items=(ANNOUNCED,)))
    services.answers(EXPLAIN_RIGHT, RightExplained.model_validate(may))


async def fill_in(officer: httpx.AsyncClient, page: str, **changed: str | None) -> httpx.Response:
    """Open the form at that address, and send it."""
    action = page.partition("?")[0]
    shown = await officer.get(page)
    return await officer.post(action, data=filled_in(shown.text, action, changed))


async def test_the_tree_leads_down_and_tells_what_is_to_come(officer: httpx.AsyncClient) -> None:
    page = (await officer.get(STRUCTURE)).text

    assert f'href="{STRUCTURE}?agency=child">กองหนึ่ง' in page
    assert "1,234" in page
    assert "1 ม.ค. 2570" in page and "มติ ครม." in page
    assert f'href="{DETAILS}"' in page


async def test_the_tree_of_any_day_is_asked_for_in_thai(officer: httpx.AsyncClient, services: Responder) -> None:
    page = await officer.get(STRUCTURE, params={"as_of-day": "๒๒", "as_of-month": "ก.ย.", "as_of-year": "๒๕๖๖"})

    assert services.requests(LIST_BELOW)[0]["as_of"] == "2023-09-22"
    assert "ข้อมูล ณ วันที่ 22 ก.ย. 2566" in page.text


async def test_the_country_has_no_parent(officer: httpx.AsyncClient, services: Responder) -> None:
    page = await officer.get(STRUCTURE, params={"agency": ""})

    assert services.requests(LIST_BELOW)[0]["agency_id"] is None
    assert "ทั้งประเทศ" in page.text


async def test_what_is_announced_is_withdrawn(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(WITHDRAW_ANNOUNCEMENT, Withdrawn(agency_ids=(AGENCY,)))
    action = f"{STRUCTURE}/announcements/withdrawal"
    sent = filled_in((await officer.get(STRUCTURE)).text, action, {"reason": "เลื่อนออกไป"})

    done = await officer.post(action, data=sent)

    assert services.requests(WITHDRAW_ANNOUNCEMENT) == [{"announcement_id": "a1", "reason": "เลื่อนออกไป"}]
    assert done.headers["location"] == f"{STRUCTURE}?agency={AGENCY}&done=withdrawn"


async def test_details_are_changed_from_a_day(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(CHANGE_AGENCY, an_agency())

    done = await fill_in(
        officer,
        DETAILS,
        phone="0 2000 1111",
        serves_public="yes",
        **{"effective_on-day": "1/1/2570", "reason": "ย้ายสำนักงาน"},
    )

    (asked,) = services.requests(CHANGE_AGENCY)
    assert (asked["version"], asked["effective_on"], asked["reason"]) == (7, "2027-01-01", "ย้ายสำนักงาน")
    details = asked["details"]
    assert (details["phone"], details["serves_public"], details["visible"]) == ("0 2000 1111", True, True)
    assert (details["dga_email"], details["is_central"]) == ("saraban@dopa.example", None)
    assert done.headers["location"] == f"{STRUCTURE}?agency={AGENCY}&done=changed"


async def test_somebody_elses_change_of_details_is_shown_and_nothing_typed_is_lost(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    theirs = an_agency(version=8, phone="0 2000 0000", website="https://dopa.example")
    stale = Refusal(
        ErrorCode.STALE_VERSION,
        current=theirs.model_dump(mode="json"),
        changes=[ENTRY.model_dump(mode="json")],
    )
    services.answers(CHANGE_AGENCY, stale, theirs)

    shown = await fill_in(officer, DETAILS, name_en="DOPA")

    assert shown.status_code == 412
    assert "สมหญิง รักงาน" in shown.text
    assert "หมายเลขโทรศัพท์: จาก “0 2221 0151” เป็น “0 2000 0000”" in shown.text
    kept = filled_in(shown.text, DETAILS)
    assert (kept["name_en"], kept["phone"], kept["version"]) == ("DOPA", "0 2000 0000", "8")

    await officer.post(DETAILS, data=kept)

    again = services.requests(CHANGE_AGENCY)[-1]
    assert again["details"]["website"] == "https://dopa.example"


async def test_what_is_wrong_with_details_is_told_at_the_fields(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    wrong = FieldProblem(field="public_email", message_th="อีเมลไม่ถูกต้อง", message_en="not an address")
    services.answers(CHANGE_AGENCY, Refusal(ErrorCode.AGENCY_INVALID, fields=(wrong,)))

    unsaid = await fill_in(officer, DETAILS, name_th="")
    undated = await fill_in(officer, DETAILS, **{"effective_on-day": "พรุ่งนี้"})
    refused = await fill_in(officer, DETAILS, public_email="x")

    assert [each.status_code for each in (unsaid, undated, refused)] == [422, 422, 422]
    assert 'href="#name_th"' in unsaid.text and 'href="#effective_on-day"' in undated.text
    assert '<a href="#public_email">อีเมลไม่ถูกต้อง</a>' in refused.text and 'value="x"' in refused.text


async def test_an_agency_is_registered_under_another(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(REGISTER_AGENCY, an_agency(id="new"))

    without = await fill_in(officer, f"{STRUCTURE}/new?parent={AGENCY}", code="123", level="agency", name_th="กองใหม่")
    typed = filled_in(without.text, f"{STRUCTURE}/new", {"reason": "กฎกระทรวง"})
    done = await officer.post(f"{STRUCTURE}/new", data=typed)

    assert without.status_code == 422 and 'href="#reason"' in without.text
    (asked,) = services.requests(REGISTER_AGENCY)
    assert (asked["parent_id"], asked["code"], asked["level"]) == (AGENCY, "123", "agency")
    assert (asked["details"]["name_th"], asked["reporting_unit"]) == ("กองใหม่", False)
    assert done.headers["location"] == f"{STRUCTURE}?agency=new&done=registered"


@pytest.mark.parametrize(
    ("kind", "operation", "picked", "asked_for"),
    [
        ("move", MOVE_AGENCY, ["p2"], {"to_parent_id": "p2"}),
        ("merge", MERGE_AGENCIES, ["p2"], {"merged_ids": ["p2"], "children_to_id": AGENCY}),
        ("split", SPLIT_AGENCY, ["p2", "p3"], {"successor_ids": ["p2", "p3"], "children_to": {}}),
        ("dissolve", DISSOLVE_AGENCY, ["p2"], {"children_to_id": "p2"}),
        ("reopen", REOPEN_AGENCY, ["p2"], {"parent_id": "p2"}),
    ],
)
async def test_agencies_are_reorganised_for_a_reason(
    officer: httpx.AsyncClient,
    services: Responder,
    kind: str,
    operation: Any,
    picked: list[str],
    asked_for: dict[str, Any],
) -> None:
    agency = an_agency()
    services.answers(operation, MoveOutcome(version=8, agency=agency) if kind == "move" else agency)
    services.answers(LIST_AGENCIES, Agencies(items=(summary(id="p2", name_th="กรมสอง"),), next=None))
    action = f"/agencies/{AGENCY}/reorganisation/{kind}"
    page = filled_in((await officer.get(action)).text, action)

    found = await officer.post(action, data={**page, "find": "กรม", "finding": "1"})
    unsaid = await officer.post(action, data={**page, "picked": picked})
    done = await officer.post(action, data={**page, "picked": picked, "reason": "มติ ครม."})

    assert 'value="p2"' in found.text and "กรมสอง" in found.text
    assert unsaid.status_code == 422 and 'href="#reason"' in unsaid.text
    (asked,) = services.requests(operation)
    assert asked["version"] == 7 and asked["reason"] == "มติ ครม."
    assert {name: asked[name] for name in asked_for} == asked_for
    assert done.status_code == 303


async def test_a_move_that_the_other_side_has_to_accept_is_told_as_that(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(MOVE_AGENCY, MoveOutcome(version=7, agency=an_agency(), request=REQUEST))

    done = await fill_in(officer, f"/agencies/{AGENCY}/reorganisation/move", reason="มติ ครม.", picked="p2")

    assert done.headers["location"].endswith("done=asked")
    assert "รอหน่วยงานอีกฝ่ายรับคำขอ" in (await officer.get(done.headers["location"])).text


async def test_too_few_to_split_into_and_what_the_service_refuses_are_told_where_they_are_chosen(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    circle = FieldProblem(field="merged_ids.0", message_th="เป็นวงกลม", message_en="a circle")
    services.answers(MERGE_AGENCIES, Refusal(ErrorCode.AGENCY_INVALID, fields=(circle,)))

    few = await fill_in(officer, f"/agencies/{AGENCY}/reorganisation/split", reason="มติ", picked="p2")
    refused = await fill_in(officer, f"/agencies/{AGENCY}/reorganisation/merge", reason="มติ", picked="p2")

    assert few.status_code == refused.status_code == 422
    assert 'href="#picked"' in few.text
    assert '<a href="#picked">เป็นวงกลม</a>' in refused.text


async def test_a_split_sends_each_child_where_it_is_said_and_the_others_where_all_go(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    names = {"c1": "กองหนึ่ง", "c2": "กองสอง", "c3": "กองสาม"}
    children = [a_child(agency_id, name) for agency_id, name in names.items()]
    pages = (below(*children[:2], more="the rest"), below(*children[2:]))
    services.answers(LIST_BELOW, *pages, *pages)
    services.answers(SPLIT_AGENCY, an_agency())
    action = f"/agencies/{AGENCY}/reorganisation/split"
    blank = filled_in((await officer.get(action)).text, action)

    chosen = await officer.post(action, data={**blank, "picked": ["p2", "p3"], "finding": "1"})
    sent = {**filled_in(chosen.text, action), "goes_to": "p2", "child-c2": "p3", "reason": "มติ ครม."}
    done = await officer.post(action, data={**sent, "picked": ["p2", "p3"]})

    assert all(name in chosen.text for name in names.values())
    assert done.status_code == 303
    assert services.requests(SPLIT_AGENCY)[0]["children_to"] == {"c1": "p2", "c2": "p3", "c3": "p2"}


async def test_requests_to_move_are_accepted_and_refused(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(LIST_MOVE_REQUESTS, MoveRequests(items=(REQUEST,)))
    services.answers(ACCEPT_MOVE, MoveOutcome(version=8, agency=an_agency()))
    services.answers(REFUSE_MOVE, REQUEST)
    sent = filled_in((await officer.get(REQUESTS)).text, f"{REQUESTS}/acceptance", {"reason": "ไม่เห็นด้วย"})

    accepted = await officer.post(f"{REQUESTS}/acceptance", data=sent)
    await officer.post(f"{REQUESTS}/refusal", data=sent)

    assert accepted.headers["location"] == f"{REQUESTS}?done=settled"
    assert services.requests(ACCEPT_MOVE) == [{"request_id": "r1"}]
    assert services.requests(REFUSE_MOVE) == [{"request_id": "r1", "reason": "ไม่เห็นด้วย"}]


async def test_who_did_what_to_an_agency_can_be_read(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(READ_AGENCY_HISTORY, AgencyHistory(items=(ENTRY,), next=None))

    page = await officer.get(f"{STRUCTURE}/history", params={"agency": AGENCY})

    assert "แก้ไขข้อมูล" in page.text and "สมหญิง รักงาน" in page.text
    assert "หมายเลขโทรศัพท์: จาก “0 2221 0151” เป็น “0 2000 0000”" in page.text


async def test_what_was_announced_is_worded_as_that(officer: httpx.AsyncClient, services: Responder) -> None:
    half_past_midnight = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)
    at_once = ENTRY.model_copy(update={"at": half_past_midnight})
    ahead = ENTRY.model_copy(update={"at": half_past_midnight, "effective_on": date(2026, 11, 21)})
    services.answers(READ_AGENCY_HISTORY, AgencyHistory(items=(ahead, at_once), next=None))

    page = await officer.get(f"{STRUCTURE}/history", params={"agency": AGENCY})

    assert page.text.count("ประกาศล่วงหน้า: แก้ไขข้อมูล") == 1


async def test_a_file_is_looked_through_before_it_is_imported(officer: httpx.AsyncClient, services: Responder) -> None:
    outcome = {"created": 2, "changed": 1, "unchanged": 5}
    services.answers(IMPORT_AGENCIES, a_job(JobState.WAITING, finished_at=None))
    services.answers(GET_AGENCY_IMPORT, a_job(JobState.DONE, outcome=outcome))
    page = filled_in((await officer.get(IMPORTS)).text, IMPORTS)

    led = await officer.post(IMPORTS, data=page, files={"file": ("หน่วยงาน.csv", b"code\n1\n", "text/csv")})
    report = await officer.get(led.headers["location"])
    await officer.post(f"{IMPORTS}/whole", data=filled_in(report.text, f"{IMPORTS}/whole"))

    assert "ยังไม่มีข้อมูลใดถูกนำเข้า" in report.text
    looked, imported = services.requests(IMPORT_AGENCIES)
    assert (looked["dry_run"], imported["dry_run"]) == (True, False)
    assert (looked["upload"], looked["format"]) == (imported["upload"], "csv")


async def test_problems_of_a_file_are_told_by_row_and_column(officer: httpx.AsyncClient, services: Responder) -> None:
    problem = {"row": 7, "column": "name_th", "message_th": "ต้องระบุชื่อ", "message_en": "a name"}
    outcome = {"created": 0, "changed": 0, "unchanged": 0, "problems": [problem], "problem_count": 1}
    services.answers(GET_AGENCY_IMPORT, a_job(JobState.DONE, outcome=outcome))

    page = (await officer.get(f"{IMPORTS}/{JOB}", params={"upload": "u", "format": "csv"})).text

    assert "ต้องระบุชื่อ" in page and "ชื่อสำหรับแสดงผล (ภาษาไทย)" in page
    assert f"{IMPORTS}/whole" not in page
    assert f'href="/api/v1/agency-imports/{JOB}/problems/file"' in page


async def test_work_in_progress_shows_how_far_it_is_and_can_be_cancelled(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(GET_AGENCY_IMPORT, a_job(JobState.RUNNING, progress={"done": 40, "total": 100}))
    services.answers(CANCEL_AGENCY_IMPORT, a_job(JobState.CANCELLED))
    page = (await officer.get(f"{IMPORTS}/{JOB}")).text

    done = await officer.post(f"{IMPORTS}/{JOB}/cancellation", data=filled_in(page, f"{IMPORTS}/{JOB}/cancellation"))

    assert 'max="100" value="40"' in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert done.headers["location"] == f"{IMPORTS}/{JOB}"


async def test_no_file_and_an_empty_one_are_told_at_the_field(officer: httpx.AsyncClient, services: Responder) -> None:
    page = filled_in((await officer.get(IMPORTS)).text, IMPORTS)

    none = await officer.post(IMPORTS, data=page, files={"other": ("", b"")})
    empty = await officer.post(IMPORTS, data=page, files={"file": ("a.csv", b"", "text/csv")})

    assert none.status_code == empty.status_code == 422
    assert 'href="#file"' in none.text and 'href="#file"' in empty.text
    assert not services.requests(IMPORT_AGENCIES)
