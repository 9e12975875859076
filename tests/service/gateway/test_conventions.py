"""The conventions of the HTTP API, on requests as they come and answers as they go (docs/http-api.md)."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI

from chassis.config import Settings
from contracts.errors import ErrorCode
from contracts.rpc.agencies import CHANGE_AGENCY, GET_AGENCY, LIST_AGENCIES, Agencies
from contracts.rpc.documents.filing import FILE_DOCUMENT
from contracts.rpc.identity.granting import REVOKE_GRANT
from contracts.rpc.identity.sessions import Done
from contracts.rpc.identity.tokens import ISSUE_TOKEN, IssuedToken
from gateway.app import create_app
from tests.builders.gateway import AGENCY, a_document, an_agency
from tests.fakes.responder import Responder

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

ADDRESS = f"/api/v1/agencies/{AGENCY}"
KEY = {"Idempotency-Key": "key-of-the-test-1"}
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
FILING = {
    "upload": "6f1c1c1e-3b0a-4d0e-9a4e-0f5f3f1f7a11",
    "obligation": "s10_notice",
    "document_date": "2023-09-22",
    "file_name": "ประกาศ.pdf",
}


def code_of(response: httpx.Response) -> str:
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == response.status_code
    return str(response.json()["code"])


async def test_whoever_has_an_answer_already_is_not_sent_it_again(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(GET_AGENCY, an_agency())
    first = await citizen.get(ADDRESS)

    second = await citizen.get(ADDRESS, headers={"If-None-Match": first.headers["etag"]})

    assert (second.status_code, second.content) == (304, b"")
    assert second.headers["etag"] == first.headers["etag"]


async def test_a_change_goes_out_with_the_version_that_the_etag_named(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(GET_AGENCY, an_agency())
    services.answers(CHANGE_AGENCY, an_agency(version=8, phone="1548"))
    seen = (await officer.get(ADDRESS)).headers["etag"]

    changed = await officer.patch(ADDRESS, json={"phone": "1548"}, headers={"If-Match": seen})

    assert changed.status_code == 200
    assert changed.headers["etag"] != seen
    (request,) = services.requests(CHANGE_AGENCY)
    assert request["version"] == 7
    assert request["details"]["phone"] == "1548"
    assert request["details"]["name_th"] == "กรมการปกครอง"
    assert request["details"]["dga_email"] == "saraban@dopa.example"


async def test_a_change_that_names_no_state_is_refused_before_anybody_is_asked(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    refused = await officer.patch(ADDRESS, json={"phone": "1548"})

    assert (refused.status_code, code_of(refused)) == (428, "precondition_required")
    assert not services.requests(CHANGE_AGENCY)


async def test_a_change_of_a_state_that_has_passed_is_refused_with_the_present_one(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    present = an_agency(version=8)
    stale = {"code": "stale_version", "message_th": "", "message_en": "", "details": {"current": {"version": 8}}}
    services.answers(GET_AGENCY, present)
    services.answers(CHANGE_AGENCY, {"result": {"error": stale}, "error": None})

    refused = await officer.patch(ADDRESS, json={"phone": "1548"}, headers={"If-Match": '"7.ab"'})

    assert (refused.status_code, code_of(refused)) == (412, "stale_version")
    assert refused.json()["current"] == {"version": 8}


async def test_a_post_without_an_idempotency_key_is_refused(officer: httpx.AsyncClient, services: Responder) -> None:
    refused = await officer.post(f"{ADDRESS}/tokens", json={"role": "monitor"})

    assert (refused.status_code, code_of(refused)) == (400, "idempotency_key_required")
    assert not services.requests(ISSUE_TOKEN)


async def test_a_post_carries_its_key_and_the_callers_token_to_the_service(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(FILE_DOCUMENT, a_document())

    filed = await officer.post(f"{ADDRESS}/documents", json=FILING, headers=KEY)

    assert filed.status_code == 201
    assert filed.headers["location"] == f"{ADDRESS}/documents/{a_document().id}"
    assert filed.headers["etag"]
    command = services.asked[-1]
    assert command.headers["nameko.idempotency_key"] == KEY["Idempotency-Key"]
    assert command.headers["nameko.access_token"] == "access-token-1"


async def test_a_removal_answers_with_nothing(officer: httpx.AsyncClient, services: Responder) -> None:
    services.answers(REVOKE_GRANT, Done())

    removed = await officer.delete(f"{ADDRESS}/grants/grant-1")

    assert (removed.status_code, removed.content) == (204, b"")


async def test_a_list_gives_the_address_of_its_next_page_with_the_same_filters(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(LIST_AGENCIES, Agencies(items=(), next="ก|17"), Agencies(items=(), next=None))
    first = await citizen.get("/api/v1/agencies", params={"search": "กรม", "page_size": 2})

    second = await citizen.get(first.json()["next"])

    assert first.headers["link"] == f'<{first.json()["next"]}>; rel="next"'
    assert second.json() == {"items": [], "next": None}
    assert "link" not in second.headers
    asked = services.requests(LIST_AGENCIES)
    assert [request["after"] for request in asked] == [None, "ก|17"]
    assert [request["search"] for request in asked] == ["กรม", "กรม"]
    assert [request["page_size"] for request in asked] == [2, 2]


async def test_a_cursor_of_ones_own_making_is_refused(citizen: httpx.AsyncClient) -> None:
    refused = await citizen.get("/api/v1/agencies", params={"cursor": "ไม่ใช่"})

    assert (refused.status_code, code_of(refused)) == (422, "invalid_request")
    assert refused.json()["fields"][0]["field"] == "cursor"


async def test_a_trace_goes_in_through_the_bus_and_out(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(GET_AGENCY, ErrorCode.AGENCY_UNKNOWN)

    answer = await citizen.get(ADDRESS, headers={"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"})

    assert TRACE in answer.headers["traceparent"]
    assert answer.json()["trace_id"] == TRACE
    assert TRACE in services.asked[-1].headers["nameko.traceparent"]


@pytest.mark.parametrize(("accepted", "language"), [(None, "th"), ("en", "en"), ("en;q=0.1, th", "th")])
async def test_an_error_is_told_in_the_readers_language(
    citizen: httpx.AsyncClient, accepted: str | None, language: str
) -> None:
    headers = {"Accept-Language": accepted} if accepted else {}

    problem = (await citizen.get("/api/v1/nothing", headers=headers)).json()

    assert problem["code"] == "not_found"
    assert problem["detail"] == problem[f"message_{language}"]


async def test_every_field_that_is_wrong_is_named(officer: httpx.AsyncClient) -> None:
    wrong = {**FILING, "obligation": "s99", "document_date": "22/09/2566", "colour": "red"}

    refused = await officer.post(f"{ADDRESS}/documents", json=wrong, headers=KEY)

    assert (refused.status_code, code_of(refused)) == (422, "invalid_request")
    assert {field["field"] for field in refused.json()["fields"]} == {"obligation", "document_date", "colour"}
    assert all(field["message_th"] and field["message_en"] for field in refused.json()["fields"])


async def test_a_body_that_is_no_json_is_refused(officer: httpx.AsyncClient) -> None:
    headers = {**KEY, "Content-Type": "application/json"}

    refused = await officer.post(f"{ADDRESS}/documents", content=b"{", headers=headers)

    assert (refused.status_code, code_of(refused)) == (422, "invalid_request")


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_that_is_too_large_is_refused(officer: httpx.AsyncClient, announced: bool) -> None:
    body = b'{"x": "' + b"x" * 70_000

    async def in_chunks():  # type: ignore[no-untyped-def]
        yield body

    headers = {**KEY, "Content-Type": "application/json"}
    refused = await officer.post(f"{ADDRESS}/documents", content=body if announced else in_chunks(), headers=headers)

    assert (refused.status_code, code_of(refused)) == (413, "upload_too_large")


async def test_a_method_that_an_address_does_not_have_is_refused_with_those_it_has(citizen: httpx.AsyncClient) -> None:
    refused = await citizen.put("/api/v1/agencies")

    assert (refused.status_code, code_of(refused)) == (405, "method_not_allowed")
    assert "GET" in refused.headers["allow"]


async def test_a_head_request_tells_what_a_get_would_without_the_body(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(GET_AGENCY, an_agency())
    whole = await citizen.get(ADDRESS)

    head = await citizen.head(ADDRESS)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == whole.headers["etag"]
    assert head.headers["content-length"] == str(len(whole.content))


async def test_the_fault_of_a_service_is_told_without_its_inside(
    citizen: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(
        GET_AGENCY,
        {"result": None, "error": {"exc_type": "ZeroDivisionError", "exc_args": ["secret"], "value": "secret"}},
    )

    answer = await citizen.get(ADDRESS)

    assert (answer.status_code, code_of(answer)) == (500, "internal")
    assert "secret" not in answer.text
    assert "ZeroDivision" not in answer.text


async def test_every_answer_is_protected(citizen: httpx.AsyncClient) -> None:
    for address in ("/api/v1/nothing", "/healthz", "/sign-in", "/static/prakat.css"):
        headers = (await citizen.get(address)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["referrer-policy"]


async def test_an_address_that_asks_too_often_is_told_how_long_to_wait(
    gateway_settings: Settings, services: Responder
) -> None:
    app: FastAPI = create_app(gateway_settings.model_copy(update={"rate_limit": 2}))
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, client=("192.0.2.1", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://gateway.example") as hasty:
            answers = [await hasty.get("/problems/conflict") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[0].headers["ratelimit"] == '"address";r=1;t=30'
    assert code_of(answers[2]) == "rate_limited"
    assert int(answers[2].headers["retry-after"]) == answers[2].json()["retry_after"] == 30


async def test_where_the_type_of_a_problem_leads_it_is_explained(citizen: httpx.AsyncClient) -> None:
    problem = (await citizen.get("/api/v1/nothing")).json()

    explained = await citizen.get(problem["type"])

    assert explained.json()["code"] == problem["code"]


async def test_the_readiness_tells_of_the_broker_and_the_store(citizen: httpx.AsyncClient) -> None:
    ready = await citizen.get("/readyz")

    assert (ready.status_code, ready.json()) == (200, {"ready": True, "broker": True, "store": True})


async def test_a_token_that_was_issued_is_kept_by_nobody_on_the_way(
    officer: httpx.AsyncClient, services: Responder
) -> None:
    issued = {"id": "t", "token": "123456789012345", "role": "monitor", "agency_id": AGENCY}
    services.answers(ISSUE_TOKEN, IssuedToken.model_validate({**issued, "expires_at": "2030-01-01T00:00:00Z"}))

    answer = await officer.post(f"{ADDRESS}/tokens", json={"role": "monitor"}, headers=KEY)

    assert answer.json()["token"] == "123456789012345"
    assert answer.headers["cache-control"] == "no-store"
