"""Who is signed in, by which token they ask, and how soon a lost right is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI

from contracts.errors import ErrorCode
from contracts.events.envelope import Envelope
from contracts.events.identity import GrantRevoked, GrantState
from contracts.rpc.documents import LIST_DOCUMENTS, Documents
from contracts.rpc.identity import CLOSE_SESSION, RENEW_ACCESS, REVOKE_GRANT, Done
from gateway.parts import Parts
from tests.builders.gateway import AGENCY, OFFICER, an_access
from tests.fakes.responder import Responder
from tests.service.gateway.conftest import ORIGIN, SESSION, eventually

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


async def test_me_tells_the_officers_roles(officer: httpx.AsyncClient) -> None:
    me = (await officer.get("/api/v1/me")).json()

    assert me["officer_id"] == OFFICER
    assert me["grants"] == [{"id": "grant-1", "role": "central_officer", "agency_id": AGENCY}]


async def test_an_access_token_serves_many_requests(officer: httpx.AsyncClient, services: Responder) -> None:
    for _ in range(3):
        await officer.get(FILINGS)

    assert services.requests(RENEW_ACCESS) == [{"session": SESSION}]


async def test_an_access_token_is_renewed_before_it_ends(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(RENEW_ACCESS, an_access("ends soon", lasts=timedelta(seconds=50)), an_access("fresh"))

    await officer.get(FILINGS)
    await officer.get(FILINGS)

    assert tokens_used(services)[-1] == "fresh"


async def test_a_stale_token_is_renewed_once_and_the_question_asked_again(
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


async def test_a_revoked_grant_ends_the_kept_token_at_once(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(RENEW_ACCESS, an_access("with the grant"), an_access("without it"))
    await officer.get(FILINGS)

    await services.tell(GrantRevoked.TYPE, revoked(OFFICER))

    async def asked_without_it() -> bool:
        await officer.get(FILINGS)
        return tokens_used(services)[-1] == "without it"

    await eventually(asked_without_it)


async def test_the_revoked_grant_of_another_officer_ends_nothing(
    officer: httpx.AsyncClient, services: Responder, app: FastAPI
) -> None:
    services.answers(RENEW_ACCESS, an_access("kept"), an_access("needlessly renewed"))
    await officer.get(FILINGS)
    parts: Parts = app.state.parts
    generation = parts.cache.generation

    await services.tell(GrantRevoked.TYPE, revoked("another-officer"))
    await services.tell("prakat.documents.document_filed.v1")  # heard after it
    await eventually(lambda: parts.cache.generation != generation)
    await officer.get(FILINGS)

    assert tokens_used(services) == ["kept", "kept"]


async def test_whoever_revokes_a_grant_sees_it_gone_without_waiting_for_the_event(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(RENEW_ACCESS, an_access("with the grant"), an_access("without it"))
    services.answers(REVOKE_GRANT, Done())
    await officer.get(FILINGS)

    await officer.delete(GRANT)
    await officer.get(FILINGS)

    assert tokens_used(services) == ["with the grant", "without it"]


async def test_signing_out_ends_the_session_here_and_at_identity(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(CLOSE_SESSION, Done())
    token = (await officer.get("/api/v1/me")).json()["csrf_token"]
    services.answers(RENEW_ACCESS, ErrorCode.UNAUTHENTICATED)

    answer = await officer.post("/auth/sign-out", data={"csrf_token": token})

    assert answer.status_code == 303
    assert services.requests(CLOSE_SESSION) == [{"session": SESSION}]
    assert '__Host-prakat-session=""' in answer.headers["set-cookie"]
    assert (await officer.get(FILINGS)).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN},
        {"Sec-Fetch-Site": "same-site"},
        {},
        {"X-CSRF-Token": "made-up"},
        {"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": "made-up"},
    ],
)
async def test_a_change_that_comes_from_elsewhere_is_refused(
    citizen: httpx.AsyncClient, services: Responder, headers: dict[str, str]
) -> None:
    cookie = {"Cookie": f"__Host-prakat-session={SESSION}"}

    refused = await citizen.delete(GRANT, headers={**cookie, **headers})

    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    assert not services.requests(REVOKE_GRANT)


@pytest.mark.parametrize("headers", [{"Origin": ORIGIN}, {"Sec-Fetch-Site": "same-origin"}, {"X-CSRF-Token": "right"}])
async def test_a_change_that_comes_from_our_page_or_shows_the_token_is_made(
    citizen: httpx.AsyncClient, services: Responder, headers: dict[str, str]
) -> None:
    services.answers(REVOKE_GRANT, Done())
    cookie = {"Cookie": f"__Host-prakat-session={SESSION}"}
    if "X-CSRF-Token" in headers:
        headers = {"X-CSRF-Token": (await citizen.get("/api/v1/me", headers=cookie)).json()["csrf_token"]}

    assert (await citizen.delete(GRANT, headers={**cookie, **headers})).status_code == 204


def revoked(officer_id: str) -> bytes:
    grant = {"id": "grant-1", "officer_id": officer_id, "role": "central_officer", "agency_id": AGENCY}
    event = GrantRevoked(grant=GrantState.model_validate({**grant, "grants_version": 2}))
    envelope = Envelope(
        id="event-1",
        source="/services/identity",
        type=GrantRevoked.TYPE,
        subject=officer_id,
        time=datetime.now(UTC),
        dataschema="/contracts/events",
        sequence=1,
        data=event.model_dump(mode="json"),
    )
    return envelope.model_dump_json().encode()
