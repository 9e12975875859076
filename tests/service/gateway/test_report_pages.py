"""รายงานผลการดำเนินการ: the list of reports on a page."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from contracts.rpc.agencies import GET_AGENCY, LIST_AGENCIES, Agencies, AgencySummary
from contracts.rpc.agencies.tree import LIST_BELOW, AgenciesBelow, AgencyBelow
from contracts.rpc.reporting.report_list import LIST_REPORTS, Report, Reports
from tests.builders.gateway import AGENCY, an_agency
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

REPORTS = "/filings"
STATES = [
    {"obligation": "s10_notice", "measure": "uploaded", "state": "done", "since": "2023-09-22"},
    {"obligation": "s10_notice", "measure": "issued", "state": "missing", "since": None},
    {"obligation": "s16_order", "measure": "uploaded", "state": "missing", "since": None},
]


def below(*ids: str) -> AgenciesBelow:
    items = [
        AgencyBelow.model_validate(
            {
                **AgencySummary.model_validate(an_agency(id=each, name_th=f"หน่วยงาน {each}").model_dump()).model_dump(),
                "lao_type": None,
                "reporting_unit": True,
                "depth": 1,
            }
        )
        for each in ids
    ]
    return AgenciesBelow.model_validate({"as_of": "2026-11-20", "items": items, "next": None})


@pytest.fixture(autouse=True)
def the_reports(services: Responder) -> None:
    given = {"code": "1", "parent_id": None, "parent_name_th": "กระทรวงมหาดไทย", "obligations": STATES}
    filed = {"agency_id": "a", "name_th": "กรมหนึ่ง", "created_at": "2023-09-22T09:07:00Z", "edited_at": None}
    unfiled = {"agency_id": "b", "name_th": "กรมสอง", "created_at": None, "edited_at": None}
    rows = tuple(Report.model_validate({**given, **each}) for each in (filed, unfiled))
    services.answers(LIST_REPORTS, Reports.model_validate({"as_of": "2026-11-20", "items": rows, "next": "page-2"}))
    services.answers(LIST_BELOW, below("d1", "d2"), below("e1"), below())
    services.answers(GET_AGENCY, an_agency())


async def test_who_has_filed_and_who_has_not_is_listed_with_when(officer: httpx.AsyncClient) -> None:
    page = (await officer.get(REPORTS)).text

    assert "22 ก.ย. 2566 16:07" in page
    assert page.count("ม.10") == 2  # the measure of the public figures, once for each agency
    assert 'href="/agencies/b/filing">+ รายงาน' in page and 'href="/agencies/a/filing">เปิดรายงาน' in page
    assert f'href="{REPORTS}?after=page-2&amp;place=2"' in page


async def test_the_list_is_narrowed_step_by_step_and_exported_with_the_same_filters(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    page = await officer.get(
        REPORTS,
        params={
            "ministry": "d2",
            "department": "e1",
            "q": "ปกครอง",
            "filed": "no",
            "state": "missing",
            "since-day": "1/1/2566",
            "until-day": "31",
            "until-month": "ธ.ค.",
            "until-year": "๒๕๖๖",
        },
    )

    asked = services.requests(LIST_REPORTS)[0]
    assert asked["agency_id"] == "e1"
    assert (asked["created_from"], asked["created_to"]) == ("2023-01-01", "2023-12-31")
    assert (asked["search"], asked["filed"], asked["obligation"], asked["state"]) == (
        "ปกครอง",
        False,
        "s10_notice",
        "missing",
    )
    assert [each["agency_id"] for each in services.requests(LIST_BELOW)] == [AGENCY, "d2", "e1"]
    (link,) = [part for part in page.text.split('"') if part.startswith("/api/v1/reports?")]
    exported = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
    assert exported["format"] == ["csv"] and exported["agency_id"] == ["e1"] and exported["filed"] == ["false"]


async def test_an_agency_that_is_not_among_the_choices_does_not_widen_the_list(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    await officer.get(REPORTS, params={"ministry": "of-somebody-else"})

    assert services.requests(LIST_REPORTS)[0]["agency_id"] == AGENCY


async def test_a_date_that_is_none_is_told_and_left_out(officer: httpx.AsyncClient, services: Responder) -> None:
    page = await officer.get(REPORTS, params={"since-day": "เมื่อวาน"})

    assert 'href="#since-day"' in page.text
    assert services.requests(LIST_REPORTS)[0]["created_from"] is None


async def test_a_report_is_begun_for_ones_own_agency_or_one_below(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    found = AgencySummary.model_validate(an_agency(id="other", name_th="กองหนึ่ง").model_dump())
    services.answers(LIST_AGENCIES, Agencies(items=(found,), next=None))

    page = (await officer.get(f"{REPORTS}/new", params={"find": "กอง"})).text

    assert f'href="/agencies/{AGENCY}/filing"' in page
    assert 'href="/agencies/other/filing">กองหนึ่ง' in page
