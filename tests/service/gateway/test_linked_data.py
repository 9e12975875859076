"""An agency as linked data, beside the JSON of the same address."""

from __future__ import annotations

import httpx
import pytest

from contracts.rpc.agencies import GET_AGENCY
from tests.builders.gateway import AGENCY, an_agency
from tests.fakes.responder import Responder
from tests.service.gateway.conftest import ORIGIN

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

ADDRESS = f"/api/v1/agencies/{AGENCY}"
LD = "application/ld+json"
ABOVE = {"id": "the-ministry", "name_th": "กระทรวงมหาดไทย", "name_en": None}


@pytest.fixture(autouse=True)
def the_agency(services: Responder) -> None:
    services.answers(
        GET_AGENCY,
        an_agency(path=[ABOVE], public_email="saraban@dopa.example", complaints_email="complaints@dopa.example"),
    )


async def test_an_agency_is_described_in_the_words_of_schema_org(citizen: httpx.AsyncClient) -> None:
    answer = await citizen.get(ADDRESS, headers={"Accept": LD})

    described = answer.json()
    assert answer.headers["content-type"] == LD
    assert (described["@context"], described["@type"]) == ("https://schema.org", "GovernmentOrganization")
    assert described["@id"] == f"{ORIGIN}/agencies/{AGENCY}"
    assert described["name"][0] == {"@language": "th", "@value": "กรมการปกครอง"}
    assert described["identifier"][0]["value"] == "011013900000"
    assert described["parentOrganization"]["@id"] == f"{ORIGIN}/agencies/the-ministry"
    assert described["contactPoint"]["email"] == "complaints@dopa.example"
    assert "address" not in described  # what is not stated is not there


async def test_the_address_that_is_not_public_is_told_to_nobody_in_it(officer: httpx.AsyncClient) -> None:
    answer = await officer.get(ADDRESS, params={"format": "jsonld"})

    assert answer.headers["content-type"] == LD
    assert "saraban@dopa.example" in answer.text and "dga_email" not in answer.text


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        (f"application/json, {LD}", "application/json"),
        (f"application/json;q=0.5, {LD}", LD),
        (f"{LD};q=0.9, application/json", "application/json"),
        (f"{LD};q=nonsense", "application/json"),
        ("APPLICATION/LD+JSON", LD),
    ],
)
async def test_whoever_prefers_it_gets_it(citizen: httpx.AsyncClient, accept: str, media_type: str) -> None:
    answer = await citizen.get(ADDRESS, headers={"Accept": accept})

    assert answer.headers["content-type"] == media_type
    assert "Accept" in answer.headers["vary"]


async def test_each_form_has_an_etag_of_its_own(citizen: httpx.AsyncClient) -> None:
    plain, linked = await citizen.get(ADDRESS), await citizen.get(ADDRESS, params={"format": "jsonld"})

    again = await citizen.get(ADDRESS, params={"format": "jsonld"}, headers={"If-None-Match": linked.headers["etag"]})
    other = await citizen.get(ADDRESS, params={"format": "jsonld"}, headers={"If-None-Match": plain.headers["etag"]})

    assert (again.status_code, other.status_code) == (304, 200)


async def test_a_form_that_there_is_not_is_refused_with_those_that_there_are(citizen: httpx.AsyncClient) -> None:
    answer = await citizen.get(ADDRESS, params={"format": "yaml"})

    assert answer.status_code == 422
    (wrong,) = answer.json()["fields"]
    assert wrong["field"] == "format" and "json, jsonld" in wrong["message_en"]
