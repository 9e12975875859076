"""What is filed is changed over HTTP: by whoever may, from the state that was seen, in whole or not at all."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import httpx
import pytest

from contracts.vocabulary import Role
from tests.builders import pdfs
from tests.builders.filing_counter import FilingCounter
from tests.service.filing_over_http.changes import CHANGES, Change
from tests.service.filing_over_http.ground import Ground, fields_of, laid, problem_of, seen

pytestmark = pytest.mark.anyio

every_change = pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)


@pytest.fixture(scope="module")
def ground(counter: FilingCounter) -> Ground:
    """For tests that leave it as it is."""
    return laid(counter)


@pytest.fixture(scope="module")
async def officer(counter: FilingCounter, ground: Ground) -> AsyncIterator[httpx.AsyncClient]:
    async with counter.officer(ground.agency) as client:
        yield client


@pytest.fixture
def fresh(counter: FilingCounter) -> Ground:
    """For tests that change it."""
    return laid(counter)


@pytest.fixture
async def filer(counter: FilingCounter, fresh: Ground) -> AsyncIterator[httpx.AsyncClient]:
    async with counter.officer(fresh.agency) as client:
        yield client


async def filing_of(client: httpx.AsyncClient, ground: Ground) -> dict[str, Any]:
    answer = await client.get(ground.at("/filing"))
    assert answer.status_code == 200, answer.text
    filing: dict[str, Any] = answer.json()
    return filing


async def sent(
    client: httpx.AsyncClient,
    counter: FilingCounter,
    ground: Ground,
    change: Change,
    version: int,
    body: Any = None,
    **headers: str,
) -> httpx.Response:
    given = {**seen(version), **counter.key(), "Content-Type": "application/json", **headers}
    content = json.dumps(change.body if body is None else body)
    return await client.request(change.method, ground.at(change.path), content=content, headers=given)


@every_change
async def test_a_change_is_made_told_and_shown(
    counter: FilingCounter, fresh: Ground, filer: httpx.AsyncClient, change: Change
):
    before = change.state(await filing_of(filer, fresh))

    answer = await sent(filer, counter, fresh, change, before["version"])

    assert answer.status_code == 200, answer.text
    assert answer.headers["etag"].startswith(f'"{answer.json()["version"]}.')
    after = change.state(await filing_of(filer, fresh))
    assert after["version"] == answer.json()["version"] > before["version"]
    assert change.holds.items() <= (after | {"obstacles": _without_agency(after.get("obstacles"))}).items()


def _without_agency(obstacles: Any) -> Any:
    return {k: v for k, v in obstacles.items() if k != "agency_id"} if isinstance(obstacles, dict) else obstacles


@every_change
async def test_only_whoever_may_file_there_changes_it(
    counter: FilingCounter, ground: Ground, officer: httpx.AsyncClient, change: Change
):
    before = await filing_of(officer, ground)
    version = change.state(before)["version"]

    async with (
        counter.officer(ground.foreign) as stranger,
        counter.officer(ground.ministry, Role.MONITOR) as monitor,
        counter.citizen() as citizen,
    ):
        refused = [await sent(who, counter, ground, change, version) for who in (stranger, monitor, citizen)]

    codes = [(answer.status_code, problem_of(answer)["code"]) for answer in refused]
    assert codes == [(403, "forbidden"), (403, "forbidden"), (401, "unauthenticated")]
    assert await filing_of(officer, ground) == before


@every_change
async def test_what_somebody_else_has_changed_meanwhile_is_told_and_left(
    counter: FilingCounter, fresh: Ground, filer: httpx.AsyncClient, change: Change
):
    version = change.state(await filing_of(filer, fresh))["version"]
    async with counter.officer(fresh.ministry) as colleague:
        first = await sent(colleague, counter, fresh, change, version)

    second = await sent(filer, counter, fresh, change, version)

    assert (second.status_code, problem_of(second)["code"]) == (412, "stale_version")
    assert second.json()["current"] == first.json()


@every_change
async def test_what_cannot_be_is_refused_by_its_field_in_both_languages(
    counter: FilingCounter, ground: Ground, officer: httpx.AsyncClient, change: Change
):
    before = await filing_of(officer, ground)
    version = change.state(before)["version"]

    named = [fields_of(await sent(officer, counter, ground, change, version, body)) for body, _ in change.bad]

    assert [field in fields for fields, (_, field) in zip(named, change.bad, strict=True)] == [True] * len(named), named
    assert await filing_of(officer, ground) == before


HOSTILE: tuple[Any, ...] = (
    None, True, -1, 10**30, "", "\x00", "\ud800", "ก" * 5000, "2023-02-30", "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+14:00", [], {}, [None], {"$gt": ""},
)  # fmt: skip


@every_change
async def test_whatever_a_body_holds_is_taken_or_refused_and_never_a_fault(
    counter: FilingCounter, fresh: Ground, filer: httpx.AsyncClient, change: Change
):
    version = change.state(await filing_of(filer, fresh))["version"]
    for body in bent(change.body):
        answer = await sent(filer, counter, fresh, change, version, body)
        if answer.status_code == 200:
            version = answer.json()["version"]
        else:
            assert answer.status_code == 422, (body, answer.text)
            assert problem_of(answer)["code"] == "invalid_request"


def bent(body: Any) -> Iterator[Any]:
    """The body with something hostile in the place of each thing in it."""
    yield from HOSTILE[1:]  # a body that is null is a body that is missing
    if isinstance(body, Mapping):
        for name, value in body.items():
            yield from ({**body, name: worse} for worse in (*HOSTILE, *bent_inside(value)))
        yield {**body, "ช่องที่ไม่มี": 1}


def bent_inside(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from ({**value, name: worse} for worse in (*HOSTILE[:4], *bent_inside(inner)))
    elif isinstance(value, list):
        for inner in value:
            yield from ([worse] for worse in bent_inside(inner))


@pytest.mark.parametrize("strange", ["nobody", "00000000-0000-4000-8000-000000000000", "%00", "%F0%9F%98%80", "x" * 65])
@pytest.mark.parametrize("change", [c for c in CHANGES if "{" in c.path], ids=lambda change: change.name)
async def test_what_is_not_there_or_another_agencys_is_not_found(
    counter: FilingCounter, ground: Ground, officer: httpx.AsyncClient, change: Change, strange: str
):
    part = change.path.split("/")[1]
    address = ground.address + change.path.replace(change.path.split("/")[2], strange)

    answer = await officer.request(change.method, address, json=change.body, headers={**seen(1), **counter.key()})

    assert answer.status_code in (404, 422), answer.text
    assert problem_of(answer)["code"] in ("not_found" if part == "links" else "document_unknown", "invalid_request")


async def test_another_agencys_document_is_not_found_among_ones_own(counter: FilingCounter, ground: Ground):
    others = counter.office.file(ground.foreign)

    async with counter.officer(ground.agency) as officer:
        for path in (f"/documents/{others.id}", f"/documents/{others.id}/scope", f"/inherited-documents/{others.id}"):
            body = {"documents": {"status": "suspended"}, "inherited-documents": {"off": True}}[path.split("/")[1]]
            method = "PATCH" if path.count("/") == 2 and "inherited" not in path else "PUT"
            body = {"scope": "self"} if path.endswith("scope") else body
            answer = await officer.request(method, ground.at(path), json=body, headers=seen(1))
            assert (answer.status_code, problem_of(answer)["code"]) == (404, "document_unknown")


async def uploaded(client: httpx.AsyncClient, counter: FilingCounter, content: bytes | None = None) -> str:
    content = pdfs.pdf() if content is None else content
    headers = {**counter.key(), "Content-Type": "application/pdf"}
    answer = await client.post("/uploads", content=content, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["upload"])


def a_new_document(upload: str, **differently: Any) -> dict[str, Any]:
    body = {"upload": upload, "obligation": "s16_order", "document_date": "2023-09-22", "file_name": "คำสั่ง.pdf"}
    return {**body, **differently}


A_LINK = {"obligation": "s13_2_channel", "url": "https://check.example.go.th", "licence_name": "ใบอนุญาต"}


@pytest.mark.parametrize("what", ["documents", "links", "filing"])
async def test_the_same_request_under_the_same_key_is_done_once_and_another_is_refused(
    counter: FilingCounter, fresh: Ground, filer: httpx.AsyncClient, what: str
):
    version = (await filing_of(filer, fresh))["version"]
    upload = await uploaded(filer, counter)
    line = {name: value for name, value in a_new_document(upload).items() if name != "obligation"}
    body: dict[str, Any] = {
        "documents": a_new_document(upload),
        "links": A_LINK,
        "filing": {"section_16": {"documents": [line]}, "section_13_2": {"links": [{**A_LINK, "obligation": None}]}},
    }[what]
    if what == "filing":
        del body["section_13_2"]["links"][0]["obligation"]
    other = {**body, "section_10": {}, "obstacles": []} if what == "filing" else {**body, "status": "suspended"}
    method, headers = ("PATCH" if what == "filing" else "POST"), {**counter.key(), **seen(version)}

    first = await filer.request(method, fresh.at(f"/{what}"), json=body, headers=headers)
    again = await filer.request(method, fresh.at(f"/{what}"), json=body, headers=headers)
    reused = await filer.request(method, fresh.at(f"/{what}"), json=other, headers=headers)

    assert first.status_code == (200 if what == "filing" else 201), first.text
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert (reused.status_code, problem_of(reused)["code"]) == (422, "idempotency_key_reused")
    filing = await filing_of(filer, fresh)
    assert len(filing["section_16"]["documents"]) == (what in ("documents", "filing"))
    assert len(filing["section_13_2"]["links"]) == (what in ("links", "filing"))


@pytest.mark.parametrize(
    ("what", "differently", "field"),
    [
        ("documents", {"upload": "not-a-uuid"}, "upload"),
        ("documents", {"obligation": "s13_2_channel"}, "obligation"),
        ("documents", {"obligation": "s99"}, "obligation"),
        ("documents", {"scope": "subtree"}, "scope"),
        ("documents", {"file_name": ".."}, "file_name"),
        ("documents", {"file_name": "ก" * 256}, "file_name"),
        ("documents", {"document_date": "2023-02-30"}, "document_date"),
        ("documents", {"colour": "red"}, "colour"),
        ("links", {"url": "javascript:alert(1)"}, "url"),
        ("links", {"url": "https://officer:secret@example.go.th"}, "url"),
        ("links", {"url": "http://10.0.0.1/"}, "url"),
        ("links", {"url": "https://example.go.th/" + "a" * 2000}, "url"),
        ("links", {"licence_name": None}, "licence_name"),
        ("links", {"obligation": "s13_1_notice"}, "licence_name"),
        ("links", {"obligation": "s10_notice"}, "obligation"),
        ("links", {"status": "hidden"}, "status"),
    ],
)
async def test_nothing_is_made_of_what_cannot_be(
    counter: FilingCounter, ground: Ground, officer: httpx.AsyncClient, what: str, differently: Any, field: str
):
    before = await filing_of(officer, ground)
    given = a_new_document(await uploaded(officer, counter)) if what == "documents" else A_LINK

    refused = await officer.post(ground.at(f"/{what}"), json={**given, **differently}, headers=counter.key())

    assert refused.status_code == 422
    assert field in fields_of(refused)
    assert await filing_of(officer, ground) == before


@pytest.mark.parametrize("what", ["documents", "links"])
async def test_only_whoever_may_file_there_adds_to_it(counter: FilingCounter, ground: Ground, what: str):
    body = a_new_document("6f1c1c1e-3b0a-4d0e-9a4e-0f5f3f1f7a11") if what == "documents" else A_LINK
    async with counter.officer(ground.foreign) as stranger, counter.citizen() as citizen:
        refused = [
            await who.post(ground.at(f"/{what}"), json=body, headers=counter.key()) for who in (stranger, citizen)
        ]

    assert [problem_of(answer)["code"] for answer in refused] == ["forbidden", "unauthenticated"]


async def test_a_form_with_anything_wrong_in_it_stores_nothing_and_tells_all_of_it(
    counter: FilingCounter, ground: Ground, officer: httpx.AsyncClient
):
    before = await filing_of(officer, ground)
    sound, scripted = await uploaded(officer, counter), await uploaded(officer, counter, pdfs.script_when_opened())
    line = {"document_date": "2023-09-22", "file_name": "ประกาศ.pdf"}
    form = {
        "section_10": {
            "documents": [
                {"upload": sound, **line},
                {"upload": scripted, **line},
                {"id": ground.document.id, "status": "suspended"},
                {"upload": sound, **line, "document_date": "1970-01-01"},
            ],
        },
        "section_13_2": {"links": [{"url": "https://check.example.go.th", "licence_name": "ใบอนุญาต"}, {}]},
        "section_16": {"documents": [{"upload": sound, **line, "scope": "subtree"}]},
    }

    headers = {**seen(before["version"]), **counter.key()}
    refused = await officer.patch(ground.at("/filing"), json=form, headers=headers)

    assert fields_of(refused) == [
        "section_10.documents.1.upload",
        "section_10.documents.3.document_date",
        "section_13_2.links.1.url",
        "section_16.documents.0.scope",
    ]
    assert await filing_of(officer, ground) == before
