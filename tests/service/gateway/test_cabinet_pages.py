"""The report to the cabinet on pages: ordered, waited for, read and proved."""

from __future__ import annotations

import io
from typing import Any

import httpx
import pytest

from chassis import s3
from chassis.config import Settings
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.jobs import JobState
from contracts.rpc.identity.sessions import RENEW_ACCESS
from contracts.rpc.reporting.cabinet import (
    CANCEL_CABINET_REPORT_JOB,
    CONTENT_FILE,
    GET_CABINET_REPORT,
    GET_CABINET_REPORT_JOB,
    LIST_CABINET_REPORTS,
    ORDER_CABINET_REPORT,
    CabinetContent,
    CabinetReport,
    CabinetReportJob,
    CabinetReports,
    kept_as,
)
from tests.builders.gateway import an_access
from tests.builders.pages import filled_in
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

REPORTS, ID = "/cabinet-reports", "0a6f3a0e-3f6c-4d0e-8a4e-0000000000ab"
ONE, WORK = f"{REPORTS}/{ID}", f"{REPORTS}/jobs/{ID}"

REPORT = CabinetReport.model_validate(
    {
        "id": ID,
        "as_of": "2024-12-28",
        "previous_as_of": "2024-10-29",
        "made_at": "2024-12-28T03:00:10Z",
        "made_by": "สมหญิง ใจดี",
        "sha256": "ab" * 32,
        "non_compliers": 1234,
    }
)


def a_job(state: JobState, **changed: Any) -> CabinetReportJob:
    given = {"id": ID, "kind": "cabinet_report", "state": state, "progress": {}, "requested_by": "o"}
    return CabinetReportJob.model_validate({**given, "requested_at": "2024-12-28T03:00:00Z", **changed})


def a_content(missing: int) -> CabinetContent:
    row = {"done": 5842, "covered": 0, "missing": missing, "not_required": 0, "percent": "74.42", "change": "+0.57"}
    lines = [{**row, "category": category} for category in ("local", None)]
    name = {"category": "local", "province_code": "54", "obligations": ["s10_notice", "s16_order"]}
    names = [{**name, "agency_id": f"a{n}", "name_th": f"อบต.ที่ {n}"} for n in range(missing)]
    given = {
        "as_of": "2024-12-28",
        "previous_as_of": "2024-10-29",
        "tables": [{"obligation": "s10_notice", "measure": "uploaded", "rows": lines}],
        "naming_obstacles": 12,
        "obstacles": [{"type": "budget", "first": 7, "second": 3, "third": 2, "total": 12}],
        "provinces": [{"code": "54", "name_th": "แพร่"}],
        "non_compliers": names,
    }
    return CabinetContent.model_validate(given)


@pytest.fixture(autouse=True)
def the_reports(services: Responder) -> None:
    grant = {"id": "g", "role": "opdc_admin", "agency_id": None}
    services.answers(RENEW_ACCESS, an_access(grants=[grant], acting=grant))
    services.answers(LIST_CABINET_REPORTS, CabinetReports(next_due_on=REPORT.as_of, items=(REPORT,)))
    services.answers(GET_CABINET_REPORT, REPORT)


async def test_the_reports_are_listed_with_who_and_when_and_when_the_next_is_due(officer: httpx.AsyncClient) -> None:
    page = await officer.get(REPORTS)

    assert f'href="{ONE}">28 ธ.ค. 2567' in page.text
    assert "28 ธ.ค. 2567 10:00" in page.text and "สมหญิง ใจดี" in page.text and "1,234 แห่ง" in page.text
    assert f"/api/v1{ONE}/file?format=pdf" in page.text and f"/api/v1{ONE}/file?format=xlsx" in page.text
    assert "(เกินกำหนดแล้ว)" in page.text


async def test_the_first_report_is_due_now(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(LIST_CABINET_REPORTS, CabinetReports(next_due_on=None, items=()))

    page = await officer.get(REPORTS)

    assert "ยังไม่มีรายงาน ฉบับแรกครบกำหนดแล้ว" in page.text


async def test_a_report_is_ordered_as_of_a_day_and_waited_for_without_scripts(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(ORDER_CABINET_REPORT, a_job(JobState.WAITING))
    services.answers(
        GET_CABINET_REPORT_JOB,
        a_job(JobState.RUNNING, progress={"phase": "keeping", "done": 1, "total": 3}),
        a_job(JobState.DONE, outcome=REPORT.model_dump()),
    )
    sent = filled_in((await officer.get(REPORTS)).text, REPORTS, {"as_of-day": "๒๘/๑๒/๒๕๖๗"})

    ordered = await officer.post(REPORTS, data=sent)
    waiting = await officer.get(ordered.headers["location"])
    made = await officer.get(ordered.headers["location"])

    assert services.requests(ORDER_CABINET_REPORT) == [{"as_of": "2024-12-28"}]
    assert ordered.headers["location"] == WORK
    assert '<noscript><meta http-equiv="refresh"' in waiting.text
    assert "กำลังจัดเก็บไฟล์" in waiting.text and 'max="3" value="1"' in waiting.text
    assert made.status_code == 303 and made.headers["location"] == f"{ONE}?done=made"


@pytest.mark.parametrize("typed", ["31/2/2567", "28/12/2600"])
async def test_a_day_of_which_there_is_no_report_is_told_at_its_field(
    typed: str, officer: httpx.AsyncClient, services: Responder
) -> None:
    to_come = FieldProblem(field="as_of", message_th="เป็นวันในอนาคต", message_en="to come")
    services.answers(ORDER_CABINET_REPORT, Refusal(ErrorCode.INVALID_REQUEST, fields=(to_come,)))
    sent = filled_in((await officer.get(REPORTS)).text, REPORTS, {"as_of-day": typed})

    wrong = await officer.post(REPORTS, data=sent)

    assert wrong.status_code == 422 and 'href="#as_of-day"' in wrong.text
    assert f'value="{typed}"' in wrong.text


async def test_the_making_is_cancelled_and_one_that_failed_says_why(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(GET_CABINET_REPORT_JOB, a_job(JobState.RUNNING))
    services.answers(CANCEL_CABINET_REPORT_JOB, a_job(JobState.CANCELLED))
    action = f"{WORK}/cancellation"
    sent = filled_in((await officer.get(WORK)).text, action)

    cancelled = await officer.post(action, data=sent)
    problem = Refusal(ErrorCode.INTERNAL).on_the_wire()
    services.answers(GET_CABINET_REPORT_JOB, a_job(JobState.FAILED, problem=problem.model_dump()))
    failed = await officer.get(WORK)

    assert services.requests(CANCEL_CABINET_REPORT_JOB) == [{"job_id": ID}]
    assert cancelled.headers["location"] == WORK
    assert problem.message_th in failed.text and "refresh" not in failed.text


async def test_a_report_is_read_as_it_was_made_with_the_proof_of_it(
    officer: httpx.AsyncClient, gateway_settings: Settings
) -> None:
    keep(gateway_settings, a_content(missing=101))

    page = await officer.get(ONE)

    assert "สมหญิง ใจดี" in page.text and "ab" * 32 in page.text
    assert "29 ต.ค. 2567" in page.text
    assert "74.42" in page.text and "+0.57" in page.text and ">แพร่</td>" in page.text
    assert "หน่วยงานที่ระบุปัญหา 12 หน่วยงาน" in page.text
    assert "แสดง 100 หน่วยงานแรกจาก 101 หน่วยงาน" in page.text
    assert "อบต.ที่ 99<" in page.text and "อบต.ที่ 100<" not in page.text
    assert all(f"/api/v1{ONE}/file?format={kind}" in page.text for kind in ("pdf", "xlsx", "json"))


async def test_a_report_that_is_not_kept_is_not_there(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(GET_CABINET_REPORT, Refusal(ErrorCode.REPORT_UNKNOWN))

    assert (await officer.get(ONE)).status_code == 404


def keep(settings: Settings, content: CabinetContent) -> None:
    store, bucket = s3.connect(settings)
    written = content.model_dump_json().encode()
    store.put_object(bucket, kept_as(ID, CONTENT_FILE), io.BytesIO(written), len(written))
