"""บัญชีผู้ใช้: tokens, users and other systems, as officers manage them on pages."""

from __future__ import annotations

import httpx
import pytest

from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.agencies import GET_AGENCY, LIST_AGENCIES, Agencies, AgencySummary
from contracts.rpc.identity.account_history import READ_ACCOUNT_HISTORY, AccountHistory
from contracts.rpc.identity.clients import (
    LIST_CLIENTS,
    REGISTER_CLIENT,
    REVOKE_CLIENT,
    ROTATE_CREDENTIALS,
    Client,
    ClientCredentials,
    Clients,
)
from contracts.rpc.identity.granting import (
    CHANGE_ROLE,
    LIST_UNATTENDED,
    LIST_USERS,
    REACTIVATE_OFFICER,
    REVOKE_GRANT,
    AgencyUser,
    AgencyUsers,
    UnattendedAgencies,
    UnattendedAgency,
)
from contracts.rpc.identity.sessions import RENEW_ACCESS, Done, GrantView
from contracts.rpc.identity.tokens import (
    EXPORT_TOKENS,
    ISSUE_TOKEN,
    ISSUE_TOKENS,
    LIST_TOKENS,
    REVOKE_TOKEN,
    SHOW_TOKEN,
    ExportedTokens,
    IssuedToken,
    IssuedTokens,
    ShownToken,
    TokenRow,
    TokenRows,
)
from tests.builders.gateway import AGENCY, an_access, an_agency
from tests.builders.pages import filled_in
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

TOKENS, USERS, CLIENTS = "/accounts/tokens", "/accounts/users", "/accounts/clients"
LATER = "2030-01-01T00:00:00Z"
NUMBER = "123456789012345"


def a_row(role: str = "central_officer", state: str = "live", token_id: str | None = "t1") -> TokenRow:
    given = {"agency_id": AGENCY, "agency_code": "011013900000", "agency_name_th": "กรมการปกครอง", "role": role}
    given |= {"state": state, "token_id": token_id, "issued_at": LATER, "expires_at": LATER, "redeemed_at": None}
    return TokenRow.model_validate(given)


def a_user(**changed: object) -> AgencyUser:
    given = {"officer_id": "o1", "name": "สมหญิง รักงาน", "grant_id": "g9", "role": "central_officer"}
    given |= {"agency_id": AGENCY, "agency_name_th": "กรมการปกครอง", "since": "2026-01-05T02:00:00Z"}
    return AgencyUser.model_validate({**given, **changed})


A_CLIENT = Client.model_validate(
    {
        "client_id": "client-1",
        "agency_id": AGENCY,
        "name": "ระบบสารบรรณ",
        "scopes": ["filings:read"],
        "addresses": ["203.0.113.0/28"],
        "has_key": False,
        "registered_at": LATER,
        "expires_at": LATER,
        "last_used_at": None,
        "old_secret_until": None,
        "revoked_at": None,
    }
)


@pytest.fixture(autouse=True)
def the_accounts(services: Responder) -> None:
    services.answers(GET_AGENCY, an_agency())
    services.answers(LIST_TOKENS, TokenRows(items=(a_row(), a_row("guide_author", "none", None)), next="page-2"))
    services.answers(LIST_USERS, AgencyUsers(items=(a_user(),), next=None))
    services.answers(LIST_CLIENTS, Clients(items=(A_CLIENT,), next=None))


async def press(officer: httpx.AsyncClient, page: str, action: str, **changed: str | None) -> httpx.Response:
    """Fill in the first form for that action on the page, and send it."""
    shown = await officer.get(page)
    return await officer.post(action, data=filled_in(shown.text, action, changed))


async def test_the_tokens_of_ones_own_agency_are_listed_by_role(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    page = await officer.get(TOKENS)

    assert services.requests(LIST_TOKENS)[0]["agency_id"] == AGENCY
    assert "เจ้าหน้าที่จัดทำคู่มือ" in page.text and "ยังไม่เคยออก" in page.text
    assert NUMBER not in page.text
    assert f'href="{TOKENS}?after=page-2"' in page.text


async def test_tokens_are_narrowed_to_a_role_a_state_and_everything_below(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    await officer.get(TOKENS, params={"under": "1", "role": "central_officer", "state": "live", "after": "page-2"})

    asked = services.requests(LIST_TOKENS)[0]
    assert (asked["under"], asked["role"], asked["state"]) == (True, "central_officer", "live")
    assert asked["after"] == "page-2"


async def test_another_agency_is_found_and_chosen(officer: httpx.AsyncClient, services: Responder) -> None:
    found = AgencySummary.model_validate(an_agency(id="other", name_th="กรมที่ดิน").model_dump())
    services.answers(LIST_AGENCIES, Agencies(items=(found,), next=None))

    page = await officer.get(TOKENS, params={"find": "ที่ดิน"})

    assert f'href="{TOKENS}?agency=other">กรมที่ดิน' in page.text


async def test_refreshing_shows_the_new_number_with_its_qr_code_and_nobody_keeps_the_page(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    issued = {"id": "t2", "token": NUMBER, "role": "central_officer", "agency_id": AGENCY, "expires_at": LATER}
    services.answers(ISSUE_TOKEN, IssuedToken.model_validate(issued))

    page = await press(officer, TOKENS, TOKENS)

    assert services.requests(ISSUE_TOKEN) == [{"agency_id": AGENCY, "role": "central_officer"}]
    assert 'value="123 456 789 012 345"' in page.text and "<svg" in page.text
    assert page.headers["cache-control"] == "private, no-store"
    assert " style=" not in page.text


async def test_a_live_number_is_shown_on_demand(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(SHOW_TOKEN, ShownToken.model_validate({"id": "t1", "token": NUMBER, "expires_at": LATER}))
    shown = filled_in((await officer.get(TOKENS)).text, TOKENS)

    page = await officer.post(f"{TOKENS}/shown", data={**shown, "role": "central_officer", "token_id": "t1"})

    assert services.requests(SHOW_TOKEN) == [{"agency_id": AGENCY, "token_id": "t1"}]
    assert "123 456 789 012 345" in page.text


async def test_a_token_is_withdrawn(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(REVOKE_TOKEN, Done())
    shown = filled_in((await officer.get(TOKENS)).text, TOKENS)

    done = await officer.post(f"{TOKENS}/withdrawn", data={**shown, "token_id": "t1"})

    assert done.headers["location"] == f"{TOKENS}?agency={AGENCY}&done=withdrawn"


async def test_tokens_for_all_below_are_issued_and_exported(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(ISSUE_TOKENS, IssuedTokens(issued=40, kept=2))
    services.answers(EXPORT_TOKENS, ExportedTokens(items=(), next=None))
    sent = filled_in((await officer.get(TOKENS)).text, f"{TOKENS}/batch")

    made = await officer.post(f"{TOKENS}/batch", data=sent)
    told = await officer.get(made.headers["location"])
    listed = await officer.post(f"{TOKENS}/list", data={**sent, "format": "csv"})

    assert "ออกรหัสใหม่ 40 หน่วยงาน คงรหัสเดิม 2 หน่วยงาน" in told.text
    assert listed.headers["content-type"].startswith("text/csv")
    assert listed.headers["cache-control"] == "no-store"


async def test_what_no_page_of_ours_sends_is_refused(officer: httpx.AsyncClient, services: Responder) -> None:
    refused = await press(officer, TOKENS, TOKENS, role="emperor")

    assert refused.status_code == 422
    assert not services.requests(ISSUE_TOKEN)


async def test_users_are_found_by_name(officer: httpx.AsyncClient, services: Responder) -> None:
    page = await officer.get(USERS, params={"q": "สม", "suspended": "1"})

    asked = services.requests(LIST_USERS)[0]
    assert (asked["query"], asked["suspended"], asked["agency_id"]) == ("สม", True, AGENCY)
    assert "สมหญิง รักงาน" in page.text


async def test_a_users_role_is_changed(officer: httpx.AsyncClient, services: Responder) -> None:
    given = {"id": "g10", "role": "service_point_officer", "agency_id": AGENCY}
    services.answers(CHANGE_ROLE, GrantView.model_validate(given))

    done = await press(officer, USERS, f"{USERS}/role", role="service_point_officer")

    assert services.requests(CHANGE_ROLE) == [{"agency_id": AGENCY, "grant_id": "g9", "role": "service_point_officer"}]
    assert "เปลี่ยนบทบาทเรียบร้อยแล้ว" in (await officer.get(done.headers["location"])).text


async def test_a_user_is_removed_only_after_being_asked_once_more(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(REVOKE_GRANT, Done())
    sent = filled_in((await officer.get(USERS)).text, f"{USERS}/role")

    asked = await officer.post(f"{USERS}/removal", data=sent)

    assert "สมหญิง รักงาน จะไม่มีสิทธิ์ เจ้าหน้าที่ส่วนกลาง ที่ กรมการปกครอง" in asked.text
    assert not services.requests(REVOKE_GRANT)

    done = await officer.post(f"{USERS}/removal", data=filled_in(asked.text, f"{USERS}/removal"))

    assert services.requests(REVOKE_GRANT) == [{"agency_id": AGENCY, "grant_id": "g9"}]
    assert done.headers["location"] == f"{USERS}?agency={AGENCY}&done=removed"


async def test_a_suspended_user_is_reactivated(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(LIST_USERS, AgencyUsers(items=(a_user(suspended_since="2026-01-05T02:00:00Z"),), next=None))
    services.answers(REACTIVATE_OFFICER, Done())
    page = await officer.get(USERS)

    assert "เปิดใช้งานอีกครั้ง" in page.text
    done = await officer.post(f"{USERS}/reactivation", data=filled_in(page.text, f"{USERS}/role"))

    assert done.headers["location"].endswith("done=reactivated")


async def test_an_accounts_history_and_what_nobody_looks_after_can_be_read(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    empty = {"agency_id": "x", "agency_code": "1", "name_th": "อบต.ว่าง", "since": None}
    services.answers(READ_ACCOUNT_HISTORY, AccountHistory(items=(), next=None))
    services.answers(LIST_UNATTENDED, UnattendedAgencies(items=(UnattendedAgency.model_validate(empty),), next=None))

    assert (await officer.get(f"{USERS}/o1/history", params={"agency": AGENCY})).status_code == 200
    assert services.requests(READ_ACCOUNT_HISTORY)[0]["officer_id"] == "o1"
    assert "อบต.ว่าง" in (await officer.get(f"{USERS}/unattended")).text


async def test_a_system_is_registered_and_its_secret_shown_once(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(REGISTER_CLIENT, ClientCredentials(client_id="client-2", secret="the-secret"))
    typed = {"name": "ระบบสารบรรณ", "scope_filings:read": "1", "addresses": "203.0.113.0/28\r\n2001:db8::/32"}
    typed |= {"expires_at-day": "30", "expires_at-month": "ก.ย.", "expires_at-year": "2570"}

    page = await press(officer, CLIENTS, f"{CLIENTS}?agency={AGENCY}", **typed)

    (asked,) = services.requests(REGISTER_CLIENT)
    assert asked["addresses"] == ["203.0.113.0/28", "2001:db8::/32"]
    assert asked["expires_at"] == "2027-09-30T16:59:59Z"  # the end of that day in Bangkok
    assert "the-secret" in page.text
    assert page.headers["cache-control"] == "private, no-store"


async def test_what_is_wrong_with_a_system_is_told_at_its_fields(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    wrong = await press(
        officer, CLIENTS, f"{CLIENTS}?agency={AGENCY}", **{"addresses": "everywhere", "expires_at-day": "วันนี้"}
    )

    assert wrong.status_code == 422
    for field in ("name", "addresses", "scopes", "expires_at-day"):
        assert f'href="#{field}"' in wrong.text
    assert "everywhere" in wrong.text
    assert not services.requests(REGISTER_CLIENT)


async def test_what_the_service_finds_wrong_with_a_system_is_told_too(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    late = FieldProblem(field="expires_at", message_th="ไม่เกิน 2 ปี", message_en="two years")
    services.answers(REGISTER_CLIENT, Refusal(ErrorCode.INVALID_REQUEST, fields=(late,)))
    typed = {"name": "ระบบ", "scope_filings:read": "1", "addresses": "203.0.113.0/28", "expires_at-day": "1/1/2600"}

    wrong = await press(officer, CLIENTS, f"{CLIENTS}?agency={AGENCY}", **typed)

    assert wrong.status_code == 422
    assert '<a href="#expires_at-day">ไม่เกิน 2 ปี</a>' in wrong.text


async def test_a_system_gets_a_new_secret_and_is_ended(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(ROTATE_CREDENTIALS, ClientCredentials(client_id="client-1", secret="new", old_secret_until=LATER))
    services.answers(REVOKE_CLIENT, Done())
    sent = filled_in((await officer.get(CLIENTS)).text, f"{CLIENTS}/rotation")

    rotated = await officer.post(f"{CLIENTS}/rotation", data=sent)
    ended = await officer.post(f"{CLIENTS}/end", data=sent)

    assert 'value="new"' in rotated.text and "รหัสลับเดิมยังใช้ได้ถึง" in rotated.text
    assert ended.headers["location"] == f"{CLIENTS}?agency={AGENCY}&done=ended"


async def test_the_menu_offers_what_the_role_may_use(officer: httpx.AsyncClient, services: Responder) -> None:
    grant = {"id": "g", "role": "service_point_officer", "agency_id": AGENCY}
    services.answers(RENEW_ACCESS, an_access(grants=[grant], acting=grant))

    page = await officer.get("/token")

    assert 'href="/structure"' in page.text
    assert 'href="/accounts/tokens"' not in page.text
