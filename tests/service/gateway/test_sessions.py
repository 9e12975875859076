"""Who is signed in, by which token they ask, and how soon a lost right is lost."""

from __future__ import annotations

import httpx
import pytest

from contracts.errors import ErrorCode
from contracts.rpc.agencies import GET_AGENCY
from contracts.rpc.documents.filing import LIST_DOCUMENTS, Documents
from contracts.rpc.identity.account_history import READ_MY_HISTORY, AccountHistory
from contracts.rpc.identity.granting import REVOKE_GRANT
from contracts.rpc.identity.profile import EXPLAIN_RIGHT, SWITCH_GRANT, Reason, RightExplained
from contracts.rpc.identity.sessions import (
    CLOSE_OTHER_SESSIONS,
    CLOSE_SESSION,
    LIST_SESSIONS,
    RENEW_ACCESS,
    ClosedSessions,
    Done,
    OpenSessions,
)
from tests.builders.gateway import AGENCY, OFFICER, an_access, an_agency
from tests.fakes.responder import Responder
from tests.service.gateway.conftest import ORIGIN, SESSION

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

FILINGS = f"/api/v1/agencies/{AGENCY}/filings"
GRANT = f"/api/v1/agencies/{AGENCY}/grants/grant-1"


def tokens_used(services: Responder) -> list[object]:
    return [m.headers.get("nameko.access_token") for m in services.asked if m.routing_key == LIST_DOCUMENTS.routing_key]


@pytest.fixture(autouse=True)
def documents(services: Responder) -> None:
    services.answers(LIST_DOCUMENTS, Documents(items=()))


async def test_without_a_session_what_is_for_officers_is_refused(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    refused = await citizen.get(FILINGS)

    assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")
    assert not services.asked


async def test_a_session_that_has_ended_is_refused(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(RENEW_ACCESS, ErrorCode.UNAUTHENTICATED)

    assert (await officer.get(FILINGS)).status_code == 401
    assert not services.requests(LIST_DOCUMENTS)


async def test_me_tells_the_officers_roles_and_by_which_of_them_they_act(officer: httpx.AsyncClient) -> None:
    me = (await officer.get("/api/v1/me")).json()

    assert me["officer_id"] == OFFICER
    assert me["grants"] == [{"id": "grant-1", "role": "central_officer", "agency_id": AGENCY}]
    assert me["acting"]["id"] == "grant-1"
    assert me["suspended_since"] is None


async def test_every_request_asks_anew_what_the_officer_may_do(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(RENEW_ACCESS, an_access("before the change"), an_access("after it"))

    await officer.get(FILINGS)
    await officer.get(FILINGS)

    assert tokens_used(services) == ["before the change", "after it"]


async def test_one_request_asks_once_however_often_it_needs_to_know(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(LIST_SESSIONS, OpenSessions(items=()))
    services.answers(READ_MY_HISTORY, AccountHistory(items=(), next=None))
    services.answers(GET_AGENCY, an_agency())

    assert (await officer.get("/profile")).status_code == 200

    assert services.requests(RENEW_ACCESS) == [{"session": SESSION}]


async def test_a_token_that_became_stale_on_the_way_is_renewed_and_the_question_asked_again(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(RENEW_ACCESS, an_access("stale"), an_access("fresh"))
    services.answers(LIST_DOCUMENTS, ErrorCode.ACCESS_TOKEN_STALE, Documents(items=()))

    answer = await officer.get(FILINGS)

    assert answer.status_code == 200
    assert tokens_used(services) == ["stale", "fresh"]


async def test_a_token_that_stays_stale_signs_out(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(LIST_DOCUMENTS, ErrorCode.ACCESS_TOKEN_STALE)

    answer = await officer.get(FILINGS)

    assert (answer.status_code, answer.json()["code"]) == (401, "access_token_stale")
    assert len(tokens_used(services)) == 2


async def test_another_of_the_grants_is_chosen_in_the_state_that_the_officer_has_seen(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    other = {"id": "grant-2", "role": "monitor", "agency_id": AGENCY}
    services.answers(SWITCH_GRANT, an_access(acting=other))
    seen = (await officer.get("/api/v1/me/acting-grant")).headers["etag"]

    stale = await officer.put("/api/v1/me/acting-grant", json={"grant_id": "grant-2"}, headers={"If-Match": '"old"'})
    chosen = await officer.put("/api/v1/me/acting-grant", json={"grant_id": "grant-2"}, headers={"If-Match": seen})

    assert (stale.status_code, stale.json()["current"]["acting"]["id"]) == (412, "grant-1")
    assert chosen.json() == {"acting": other}
    assert services.requests(SWITCH_GRANT) == [{"session": SESSION, "grant_id": "grant-2"}]


async def test_an_officer_sees_and_ends_their_other_sessions(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(CLOSE_OTHER_SESSIONS, ClosedSessions(closed=1))

    one = await officer.delete("/api/v1/me/sessions/session-2")
    all_others = await officer.delete("/api/v1/me/sessions")

    assert (one.status_code, all_others.status_code) == (204, 204)
    assert [asked["session_id"] for asked in services.requests(CLOSE_OTHER_SESSIONS)] == ["session-2", None]


async def test_why_something_is_not_allowed_is_told(officer: httpx.AsyncClient, services: Responder) -> None:
    reason = RightExplained(allowed=False, reason=Reason.REACH, text_th="ไม่ถึง", text_en="Out of reach.")
    services.answers(EXPLAIN_RIGHT, reason)

    told = await officer.get("/api/v1/me/rights", params={"right": "file", "agency_id": "another"})

    assert told.json()["reason"] == "reach"
    assert services.requests(EXPLAIN_RIGHT) == [{"right": "file", "at_agency_id": "another"}]


async def test_signing_out_ends_the_session_here_and_at_identity(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(CLOSE_SESSION, Done())
    token = (await officer.get("/api/v1/me")).json()["csrf_token"]
    services.answers(RENEW_ACCESS, an_access(), ErrorCode.UNAUTHENTICATED)

    answer = await officer.post("/auth/sign-out", data={"csrf_token": token})

    assert answer.status_code == 303
    assert services.requests(CLOSE_SESSION) == [{"session": SESSION}]
    assert '__Host-prakat-session=""' in answer.headers["set-cookie"]
    assert (await officer.get(FILINGS)).status_code == 401


@pytest.mark.parametrize("headers", [{"Origin": ORIGIN}, {"Sec-Fetch-Site": "same-origin"}, {"X-CSRF-Token": "right"}])
async def test_a_change_that_comes_from_our_page_or_shows_the_token_is_made(
    citizen: httpx.AsyncClient, services: Responder, headers: dict[str, str]
) -> None:
    services.answers(REVOKE_GRANT, Done())
    cookie = {"Cookie": f"__Host-prakat-session={SESSION}"}
    if "X-CSRF-Token" in headers:
        headers = {"X-CSRF-Token": (await citizen.get("/api/v1/me", headers=cookie)).json()["csrf_token"]}

    assert (await citizen.delete(GRANT, headers={**cookie, **headers})).status_code == 204
