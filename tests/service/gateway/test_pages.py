"""What people see in a browser."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from chassis.config import Settings
from chassis.thai_days import bangkok_day
from contracts.errors import ErrorCode
from contracts.rpc.agencies import GET_AGENCY, LIST_AGENCIES, Agencies, AgencySummary
from contracts.rpc.documents.published import LIST_PUBLISHED, PublishedDocuments
from contracts.rpc.identity.account_history import READ_MY_HISTORY, AccountEntry, AccountHistory
from contracts.rpc.identity.profile import SWITCH_GRANT
from contracts.rpc.identity.sessions import (
    CLOSE_OTHER_SESSIONS,
    CLOSE_SESSION,
    LIST_SESSIONS,
    RENEW_ACCESS,
    ClosedSessions,
    Done,
    GrantView,
    OpenSessions,
    OpenSessionView,
)
from contracts.rpc.identity.tokens import REDEEM_TOKEN
from contracts.rpc.reporting.figures import GET_FIGURES, Figures
from tests.builders.gateway import AGENCY, a_published_document, an_access, an_agency
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

PAGE = f"/agencies/{AGENCY}"
FILING = f"{PAGE}/filing"
BROWSER = {"Accept": "text/html"}
COUNTS = {"done": 5842, "covered": 0, "missing": 2008, "not_required": 0, "percent": "74.42"}
FIGURES = Figures.model_validate(
    {
        "obligation": "s10_notice",
        "measure": "uploaded",
        "as_of": "2024-10-29",
        "group_by": "category",
        "total": COUNTS,
        "groups": [{**COUNTS, "group": "local"}],
    }
)


SIGNED_IN_AT_NOON = AccountEntry.model_validate(
    {
        "at": "2026-11-20T05:00:00Z",
        "type": "prakat.identity.signed_in.v1",
        "actor_name": "สมชาย ใจดี",
        "details": {"device": "Chrome, Windows"},
    }
)


def a_session(session_id: str, current: bool = False) -> OpenSessionView:
    at = "2026-11-20T05:00:00Z"
    given = {"id": session_id, "device": f"device of {session_id}", "current": current}
    return OpenSessionView.model_validate({**given, "opened_at": at, "last_seen_at": at, "expires_at": at})


def hidden(page: httpx.Response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, f"no {name} on the page"
    return found[1]


@pytest.fixture(autouse=True)
def the_country(services: Responder) -> None:
    services.answers(GET_AGENCY, an_agency())
    services.answers(GET_FIGURES, FIGURES)
    services.answers(LIST_SESSIONS, OpenSessions(items=(a_session("s1", current=True), a_session("s2"))))
    services.answers(READ_MY_HISTORY, AccountHistory(items=(SIGNED_IN_AT_NOON,), next=None))
    services.answers(LIST_PUBLISHED, PublishedDocuments(items=(a_published_document(size=1_300_000),)))


async def test_the_home_page_shows_how_the_country_stands(citizen: httpx.AsyncClient) -> None:
    page = await citizen.get("/")

    assert "5,842 จาก 7,850" in page.text
    assert "74.42" in page.text
    assert "29 ต.ค. 2567" in page.text
    assert "องค์กรปกครองส่วนท้องถิ่น" in page.text


async def test_the_home_page_stands_also_without_figures(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(GET_FIGURES, ErrorCode.SERVICE_UNAVAILABLE)

    page = await citizen.get("/")

    assert page.status_code == 200
    assert "ไม่สามารถแสดงตัวเลขได้" in page.text


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/compliance", 503)])
async def test_a_service_that_does_not_answer_keeps_nobody_waiting_for_its_figures(
    path: str, status: int, citizen: httpx.AsyncClient, services: Responder, gateway_settings: Settings
) -> None:
    services.answers(GET_FIGURES, FIGURES, held=True)

    async with asyncio.timeout(gateway_settings.rpc_timeout - 0.2):
        page = await citizen.get(path)

    assert page.status_code == status
    assert "ไม่สามารถแสดงตัวเลขได้ในขณะนี้" in page.text
    assert f'action="{path if path != "/" else "/agencies"}"' in page.text


async def test_a_search_leads_to_agencies(citizen: httpx.AsyncClient, services: Responder) -> None:
    found = AgencySummary.model_validate(an_agency().model_dump())
    services.answers(LIST_AGENCIES, Agencies(items=(found,), next=None))

    page = await citizen.get("/agencies", params={"q": "ปกครอง"})

    assert f'href="{PAGE}"' in page.text
    assert services.requests(LIST_AGENCIES)[0]["search"] == "ปกครอง"


async def test_an_agencys_page_shows_its_notices_with_thai_dates(citizen: httpx.AsyncClient) -> None:
    page = await citizen.get(PAGE)

    assert "กรมการปกครอง" in page.text
    assert "ประกาศ.pdf" in page.text
    assert "22 ก.ย. 2566" in page.text
    assert "1.2 MB" in page.text


async def test_a_merged_agencys_page_leads_to_its_successor_from_the_day(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    today = bangkok_day(datetime.now(UTC))
    merged = {"successor_ids": ["new"], "successors": [{"id": "new", "name_th": "เทศบาล", "name_en": None}]}
    services.answers(GET_AGENCY, an_agency(dissolved_on=today, **merged))

    led = await citizen.get(PAGE)

    assert (led.status_code, led.headers["location"]) == (308, "/agencies/new")
    assert "no-cache" in led.headers["cache-control"]


async def test_the_page_of_an_agency_that_was_split_names_its_successors(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    names = [{"id": str(n), "name_th": name, "name_en": None} for n, name in enumerate(("กระทรวงหนึ่ง", "กระทรวงสอง"))]
    today = bangkok_day(datetime.now(UTC))
    services.answers(GET_AGENCY, an_agency(dissolved_on=today, successor_ids=["0", "1"], successors=names))

    page = await citizen.get(PAGE)

    assert page.status_code == 200
    assert "กระทรวงหนึ่ง" in page.text and "กระทรวงสอง" in page.text


async def test_an_announced_merger_leaves_the_page_as_it_is(citizen: httpx.AsyncClient, services: Responder) -> None:
    tomorrow = bangkok_day(datetime.now(UTC)) + timedelta(days=2)
    successor = [{"id": "new", "name_th": "เทศบาล", "name_en": None}]
    services.answers(GET_AGENCY, an_agency(dissolved_on=tomorrow, successor_ids=["new"], successors=successor))

    assert (await citizen.get(PAGE)).status_code == 200


async def test_a_notice_from_above_is_marked_with_who_made_it(citizen: httpx.AsyncClient, services: Responder) -> None:
    above = {"id": "above", "name_th": "กระทรวงมหาดไทย", "name_en": "Ministry of Interior"}
    services.answers(GET_AGENCY, an_agency(path=[above]))
    services.answers(LIST_PUBLISHED, PublishedDocuments(items=(a_published_document(inherited_from="above"),)))

    page = await citizen.get(PAGE)

    assert "หน่วยงานต้นสังกัด" in page.text
    assert page.text.count("กระทรวงมหาดไทย") == 2  # in the path and at the notice


async def test_what_officers_typed_is_shown_as_text_never_as_markup(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(GET_AGENCY, an_agency(name_th="<script>alert(1)</script>", website="javascript:alert(1)"))

    page = await citizen.get(PAGE)

    assert "<script" not in page.text
    assert 'href="javascript' not in page.text


async def test_a_page_can_be_read_in_english_from_then_on(citizen: httpx.AsyncClient) -> None:
    chosen = await citizen.get(PAGE, params={"lang": "en"})

    assert 'lang="en"' in chosen.text
    assert "22 Sep 2023" in chosen.text
    assert "prakat-lang=en" in chosen.headers["set-cookie"]
    assert "22 Sep 2023" in (await citizen.get(PAGE, headers={"Cookie": "prakat-lang=en"})).text


async def test_a_browser_is_told_of_errors_on_a_page_with_the_same_texts(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(GET_AGENCY, ErrorCode.AGENCY_UNKNOWN)

    page = await citizen.get(PAGE, headers=BROWSER)

    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "ไม่พบหน่วยงานนี้ในระบบ" in page.text
    assert "agency_unknown" in page.text


async def test_whoever_must_sign_in_is_led_there_and_back(citizen: httpx.AsyncClient) -> None:
    led = await citizen.get(FILING, headers=BROWSER)

    assert led.status_code == 303
    page = await citizen.get(led.headers["location"])
    assert f'href="/auth/sign-in?next={FILING}"' in page.text


async def test_no_page_lets_a_script_run(citizen: httpx.AsyncClient, officer: httpx.AsyncClient) -> None:
    for client, address in ((citizen, "/"), (citizen, PAGE), (officer, "/profile")):
        page = await client.get(address)
        assert "<script" not in page.text
        assert " style=" not in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "script-src" not in page.headers["content-security-policy"]


async def test_only_where_a_scanned_token_is_filled_in_one_script_of_ours_may_run(
    citizen: httpx.AsyncClient, officer: httpx.AsyncClient
) -> None:
    for client, address in ((citizen, "/sign-in"), (officer, "/token")):
        page = await client.get(address)
        assert page.text.count("<script") == 1
        assert '<script src="/static/token.js" defer></script>' in page.text
        assert "script-src 'self';" in page.headers["content-security-policy"]
    assert (await citizen.get("/static/token.js")).status_code == 200


async def test_a_token_that_is_refused_can_be_typed_again(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(REDEEM_TOKEN, ErrorCode.TOKEN_REFUSED)
    page = await officer.get("/token")

    again = await officer.post("/token", data={"csrf_token": hidden(page, "csrf_token"), "token": "1234"})

    assert again.status_code == 422
    assert "รหัส Token ใช้ไม่ได้" in again.text
    assert "1234" not in again.text
    assert not services.requests(CLOSE_SESSION)


async def test_after_redeeming_a_token_the_officer_signs_in_again(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    given = GrantView.model_validate({"id": "g", "role": "central_officer", "agency_id": AGENCY})
    services.answers(REDEEM_TOKEN, given)
    services.answers(CLOSE_SESSION, Done())
    page = await officer.get("/token")

    done = await officer.post("/token", data={"csrf_token": hidden(page, "csrf_token"), "token": "๑๒๓ 456"})

    assert (done.status_code, done.headers["location"]) == (303, "/sign-in?redeemed=1")
    assert services.requests(REDEEM_TOKEN) == [{"token": "๑๒๓ 456", "address": "127.0.0.1"}]
    assert services.requests(CLOSE_SESSION)
    assert '__Host-prakat-session=""' in done.headers["set-cookie"]


async def test_the_profile_shows_each_role_with_its_agency(officer: httpx.AsyncClient) -> None:
    page = await officer.get("/profile")

    assert "เจ้าหน้าที่ส่วนกลาง" in page.text
    assert "กรมการปกครอง" in page.text


async def test_the_profile_shows_where_one_is_signed_in_and_what_happened(officer: httpx.AsyncClient) -> None:
    page = await officer.get("/profile")

    assert "device of s2" in page.text
    assert page.text.count("อุปกรณ์นี้") == 1
    assert "20 พ.ย. 2569 12:00" in page.text
    assert "Chrome, Windows" in page.text


async def test_an_officer_signs_out_elsewhere_from_the_profile(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(CLOSE_OTHER_SESSIONS, ClosedSessions(closed=1))
    token = hidden(await officer.get("/profile"), "csrf_token")

    one = await officer.post("/profile/sessions", data={"csrf_token": token, "session_id": "s2"})
    everywhere = await officer.post("/profile/sessions", data={"csrf_token": token})

    assert [one.status_code, everywhere.status_code] == [303, 303]
    assert [asked["session_id"] for asked in services.requests(CLOSE_OTHER_SESSIONS)] == ["s2", None]


async def test_an_officer_switches_the_role_from_the_profile(officer: httpx.AsyncClient, services: Responder) -> None:
    grants = [
        {"id": "g1", "role": "monitor", "agency_id": AGENCY},
        {"id": "g2", "role": "opdc_admin", "agency_id": None},
    ]
    services.answers(RENEW_ACCESS, an_access(grants=grants, acting=grants[0]))
    services.answers(SWITCH_GRANT, an_access(grants=grants, acting=grants[1]))
    page = await officer.get("/profile")

    switched = await officer.post(
        "/profile/acting-grant",
        data={"csrf_token": hidden(page, "csrf_token"), "grant_id": hidden(page, "grant_id")},
    )

    assert switched.headers["location"] == "/profile?done=switched"
    assert services.requests(SWITCH_GRANT)[0]["grant_id"] == "g2"


async def test_a_suspended_officer_is_told_so_on_every_page(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(RENEW_ACCESS, an_access(acting=None, suspended_since="2026-10-01T03:00:00Z"))

    for address in ("/", "/profile", "/token"):
        assert "บัญชีของท่านถูกระงับตั้งแต่ 1 ต.ค. 2569" in (await officer.get(address)).text
