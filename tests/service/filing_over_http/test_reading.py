"""What is filed is read over HTTP: whole and in parts by whoever may, its history, and what the public sees."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from chassis.event_log import LOG
from chassis.mongo import database
from contracts.rpc.documents import filing
from contracts.vocabulary import Role
from tests.builders.filing_counter import ORIGIN, FilingCounter
from tests.service.filing_over_http.ground import Ground, fields_of, laid, problem_of

pytestmark = pytest.mark.anyio

FOR_OFFICERS = ("/filing", "/filings", "/documents/{document}", "/filing/history", "/filing/history/proof")


@pytest.fixture(scope="module")
def ground(counter: FilingCounter) -> Ground:
    """For tests that leave it as it is."""
    return laid(counter)


@pytest.fixture(scope="module")
async def citizen(counter: FilingCounter) -> AsyncIterator[httpx.AsyncClient]:
    async with counter.citizen() as client:
        yield client


@pytest.fixture(scope="module")
async def officer(counter: FilingCounter, ground: Ground) -> AsyncIterator[httpx.AsyncClient]:
    async with counter.officer(ground.agency) as client:
        yield client


def suspended(counter: FilingCounter, ground: Ground, note: str | None = None) -> None:
    asked = filing.ChangePublication.model_validate(
        {"agency_id": ground.agency.id, "document_id": ground.document.id, "version": 1, "status": "suspended"}
    )
    counter.office.ask(filing.CHANGE_PUBLICATION, asked.model_copy(update={"note": note}), at=ground.agency)


@pytest.mark.parametrize("path", FOR_OFFICERS)
async def test_what_is_for_officers_is_read_by_those_who_may_and_by_nobody_else(
    counter: FilingCounter, ground: Ground, officer: httpx.AsyncClient, citizen: httpx.AsyncClient, path: str
):
    async with (
        counter.officer(ground.ministry, Role.MONITOR) as monitor,
        counter.officer(None, Role.OPDC_ADMIN) as opdc,
        counter.officer(ground.foreign) as stranger,
    ):
        answers = [await who.get(ground.at(path)) for who in (officer, monitor, opdc, stranger, citizen)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 403, 401]
    assert all(answer.headers["cache-control"] == "private, no-cache" for answer in answers[:3])
    again = await officer.get(ground.at(path), headers={"If-None-Match": answers[0].headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_the_whole_filing_has_every_section_with_what_is_inherited(ground: Ground, officer: httpx.AsyncClient):
    whole = (await officer.get(ground.at("/filing"))).json()

    assert [document["id"] for document in whole["section_10"]["documents"]] == [ground.document.id]
    assert [inherited["document_id"] for inherited in whole["section_10"]["inherited"]] == [ground.inherited.id]
    assert [link["id"] for link in whole["section_13_1"]["links"]] == [ground.link.id]
    assert (whole["section_13_2"]["links"], whole["section_16"]["documents"]) == ([], [])
    assert whole["version"] == 2


async def test_an_agency_that_is_not_known_has_no_filing(counter: FilingCounter):
    async with counter.officer(None, Role.DGA_ADMIN) as administrator:
        answers = [await administrator.get(f"/agencies/nobody{path}") for path in ("/filing", "/documents")]

    assert [(a.status_code, problem_of(a)["code"]) for a in answers] == [(404, "agency_unknown")] * 2


async def test_the_history_tells_who_changed_what_from_what_page_by_page_and_is_proved(counter: FilingCounter):
    ground = laid(counter)
    suspended(counter, ground, "มีฉบับใหม่แทน")
    async with counter.officer(ground.agency) as officer:
        latest = (await officer.get(ground.at("/filing/history"), params={"page_size": 2})).json()
        rest = (await officer.get(f"{ORIGIN}{latest['next']}")).json()
        proof = (await officer.get(ground.at("/filing/history/proof"))).json()

    change, before = latest["items"]
    assert change["type"] == "prakat.documents.publication_changed.v1"
    assert (change["before"]["status"], change["after"]["document"]["status"]) == ("published", "suspended")
    assert (change["actor"]["name"], change["actor"]["grant_id"]) == ("สมชาย ใจดี", "grant-1")
    assert [entry["sequence"] for entry in (change, before, *rest["items"])] == [3, 2, 1]
    assert change["previous"] == before["hash"]
    assert (proof["verified"], proof["entries"], proof["last_hash"]) == (True, 3, change["hash"])


async def test_an_entry_that_somebody_altered_is_named(counter: FilingCounter):
    ground = laid(counter)
    altered = {"$set": {"data.document.document_date": "2023-01-01"}}
    database()[LOG].update_one({"subject": ground.agency.id, "sequence": 1}, altered)

    async with counter.officer(ground.agency) as officer:
        proof = (await officer.get(ground.at("/filing/history/proof"))).json()

    assert (proof["verified"], proof["broken"]["sequence"]) == (False, 1)


@pytest.mark.parametrize("cursor", ["x", "MQ", "LTE", "MTAwMDAwMDAwMDA", "%00", "๑"])
async def test_a_page_that_is_none_is_refused(ground: Ground, officer: httpx.AsyncClient, cursor: str):
    answer = await officer.get(ground.at("/filing/history"), params={"cursor": cursor})

    assert answer.status_code in (200, 422)  # "MQ" is the cursor of the page before entry 1, which is empty
    assert answer.json()["items"] == [] if answer.status_code == 200 else fields_of(answer)


async def test_the_public_sees_what_is_published_and_why_something_is_no_more(
    counter: FilingCounter, citizen: httpx.AsyncClient
):
    ground = laid(counter)
    before = (await citizen.get(ground.at("/documents"))).json()
    file = f"/documents/{ground.document.id}/file"
    served = await citizen.get(file)
    suspended(counter, ground, "มีฉบับใหม่แทน")
    # Asked anew: answers for the public are kept by the gateway until an event drops them.
    async with counter.officer(ground.foreign) as stranger, counter.officer(ground.agency) as officer:
        after = (await stranger.get(ground.at("/documents"))).json()
        verified = (await stranger.get(f"/documents/{ground.document.id}/verification")).json()
        gone, own = await stranger.get(file), await officer.get(file)

    assert {document["id"] for document in before["items"]} == {ground.document.id, ground.inherited.id}
    assert [document["inherited_from"] for document in before["items"]].count(ground.ministry.id) == 1
    assert [link["id"] for link in before["links"]] == [ground.link.id]
    assert (served.status_code, served.content[:5]) == (200, b"%PDF-")
    assert [document["id"] for document in after["items"]] == [ground.inherited.id]
    assert [(each["id"], each["note"]) for each in after["withdrawn"]] == [(ground.document.id, "มีฉบับใหม่แทน")]
    assert (verified["status"], verified["file_name"]) == ("suspended", None)
    assert [period["note"] for period in verified["published"]] == ["มีฉบับใหม่แทน"]
    assert (gone.status_code, problem_of(gone)["code"]) == (404, "document_unknown")
    assert (own.status_code, own.content) == (200, served.content)


async def test_what_is_hidden_is_not_there_for_the_public(counter: FilingCounter, citizen: httpx.AsyncClient):
    office = counter.office
    hidden = office.agency(visible=False)
    document = office.file(hidden, file_name="เอกสารลับที่ไม่มีใครพบ.pdf")
    addresses = (
        f"/agencies/{hidden.id}/documents",
        f"/documents/{document.id}/file",
        f"/documents/{document.id}/verification",
        f"/documents/{document.id}/verification/qr",
    )

    refused = [await citizen.get(address) for address in addresses]
    found = await citizen.get("/documents", params={"search": "เอกสารลับที่ไม่มีใครพบ"})
    async with counter.officer(hidden) as officer:
        own = await officer.get(addresses[0])

    assert [answer.status_code for answer in refused] == [404] * 4
    assert found.json()["items"] == []
    assert [item["id"] for item in own.json()["items"]] == [document.id]


@pytest.fixture(scope="module")
def shelf(counter: FilingCounter) -> list[filing.Document]:
    """Three notices of one agency, of three days one after the other."""
    agency = counter.office.renamed(counter.office.agency(), "องค์การบริหารส่วนตำบลหนองบัวแดง")
    days = (date(2023, 9, 20) + timedelta(days=n) for n in range(3))
    return [counter.office.file(agency, document_date=day, file_name=f"ประกาศ {day}.pdf") for day in days]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"search": "อบต. หนองบัวแดง"}, [2, 1, 0]),
        ({"search": "หนองบัวแดง ๒๐๒๓-๐๙-๒๑"}, [1]),
        ({"search": "หนองบัวแดง", "dated_from": "2023-09-21", "dated_to": "2023-09-21"}, [1]),
        ({"search": "หนองบัวแดง", "obligation": "s16_order"}, []),
        ({"search": "หนองบัวแดง", "page_size": "2"}, [2, 1]),
        ({"search": "🙈.*("}, []),
    ],
)
async def test_documents_are_found_by_their_names_agencies_and_days(
    citizen: httpx.AsyncClient, shelf: list[filing.Document], query: dict[str, str], found: list[int]
):
    answer = await citizen.get("/documents", params=query)

    assert [item["id"] for item in answer.json()["items"]] == [shelf[n].id for n in found]
    assert (answer.json()["next"] is not None) == ("page_size" in query)
    if answer.json()["next"]:
        rest = await citizen.get(f"{ORIGIN}{answer.json()['next']}")
        assert [item["id"] for item in rest.json()["items"]] == [shelf[0].id]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"dated_from": "2023-02-30"}, "dated_from"),
        ({"dated_to": "22/09/2566"}, "dated_to"),
        ({"obligation": "s99"}, "obligation"),
        ({"search": "ก" * 201}, "search"),
        ({"page_size": "0"}, "page_size"),
        ({"page_size": "10000"}, "page_size"),
        ({"cursor": "ไม่ใช่"}, "cursor"),
        ({"agency_id": "x" * 65}, "agency_id"),
    ],
)
async def test_a_search_for_what_cannot_be_is_refused_by_its_field(
    citizen: httpx.AsyncClient, query: dict[str, Any], field: str
):
    answer = await citizen.get("/documents", params=query)

    assert answer.status_code == 422
    assert fields_of(answer) == [field]


STRANGE = ("nobody", "00000000-0000-4000-8000-000000000000", "%00", "..%2F..", "%F0%9F%98%80", "x" * 65)


@pytest.mark.parametrize(
    "address", ["/documents/{}/file", "/documents/{}/verification", "/documents/{}/verification/qr"]
)
async def test_a_document_that_is_not_there_is_not_found(citizen: httpx.AsyncClient, address: str):
    answers = [await citizen.get(address.format(strange)) for strange in STRANGE]

    assert {problem_of(answer)["code"] for answer in answers} <= {"document_unknown", "not_found", "invalid_request"}
    assert {answer.status_code for answer in answers} <= {404, 422}
