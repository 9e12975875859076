"""Public answers are kept, and never shown once a fact has made them untrue."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from chassis.config import Settings
from contracts.events.documents import DocumentFiled
from contracts.rpc.agencies import GET_AGENCY
from contracts.rpc.documents.filing import FILE_DOCUMENT
from contracts.rpc.documents.published import LIST_PUBLISHED, PublishedDocuments
from gateway.app import create_app
from gateway.parts import Parts
from tests.builders.gateway import AGENCY, a_document, a_published_document, an_agency
from tests.fakes.cuttable_line import CuttableLine
from tests.fakes.responder import Responder
from tests.service.gateway.conftest import ORIGIN, eventually
from tests.service.gateway.test_conventions import FILING

pytestmark = [pytest.mark.backing("broker", "s3"), pytest.mark.anyio]

PUBLISHED = f"/api/v1/agencies/{AGENCY}/documents"
NONE = PublishedDocuments(items=())
ONE = PublishedDocuments(items=(a_published_document(),))


async def shown(client: httpx.AsyncClient) -> int:
    return len((await client.get(PUBLISHED)).json()["items"])


async def test_the_same_public_question_is_asked_once(citizen: httpx.AsyncClient, services: Responder) -> None:
    services.answers(LIST_PUBLISHED, ONE)

    assert [await shown(citizen) for _ in range(3)] == [1, 1, 1]

    assert len(services.requests(LIST_PUBLISHED)) == 1


async def test_a_fact_that_becomes_known_drops_what_was_kept(
    citizen: httpx.AsyncClient, services: Responder, app: FastAPI
) -> None:
    services.answers(LIST_PUBLISHED, NONE, ONE)
    parts: Parts = app.state.parts
    assert await shown(citizen) == 0
    generation = parts.cache.generation

    await services.tell(DocumentFiled.TYPE)
    await eventually(lambda: parts.cache.generation != generation)

    assert await shown(citizen) == 1


async def test_every_fact_that_comes_after_another_is_heard_too(services: Responder, app: FastAPI) -> None:
    parts: Parts = app.state.parts

    for _ in range(3):
        generation = parts.cache.generation
        await services.tell(DocumentFiled.TYPE)
        await eventually(lambda generation=generation: parts.cache.generation != generation)


async def test_an_answer_on_its_way_while_a_fact_becomes_known_is_not_kept(
    citizen: httpx.AsyncClient, services: Responder, app: FastAPI
) -> None:
    services.answers(LIST_PUBLISHED, NONE, ONE, held=True)
    parts: Parts = app.state.parts
    asking = asyncio.create_task(shown(citizen))
    await eventually(lambda: services.requests(LIST_PUBLISHED))
    generation = parts.cache.generation
    await services.tell(DocumentFiled.TYPE)
    await eventually(lambda: parts.cache.generation != generation)

    services.let_go.set()

    assert await asking == 0
    assert await shown(citizen) == 1


async def test_whoever_files_sees_it_at_once(
    citizen: httpx.AsyncClient, officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(LIST_PUBLISHED, NONE, ONE)
    services.answers(FILE_DOCUMENT, a_document())
    assert await shown(citizen) == 0

    await officer.post(PUBLISHED, json=FILING, headers={"Idempotency-Key": "key-of-the-test-1"})

    assert await shown(citizen) == 1


async def test_an_officer_is_told_more_than_the_public_and_that_is_kept_for_nobody(
    citizen: httpx.AsyncClient, officer: httpx.AsyncClient, services: Responder
) -> None:
    services.answers(GET_AGENCY, an_agency(), an_agency(dga_email=None))

    assert (await officer.get(f"/api/v1/agencies/{AGENCY}")).json()["dga_email"]
    assert (await citizen.get(f"/api/v1/agencies/{AGENCY}")).json()["dga_email"] is None

    as_officer, as_citizen = (m for m in services.asked if m.routing_key == GET_AGENCY.routing_key)
    assert as_officer.headers["nameko.access_token"]
    assert "nameko.access_token" not in as_citizen.headers


@pytest.fixture
async def line(amqp_url: str) -> AsyncIterator[CuttableLine]:
    async with CuttableLine.to(amqp_url) as line:
        yield line


async def test_while_facts_cannot_be_heard_and_after_it_nothing_is_believed_that_was_kept_before(
    gateway_settings: Settings, services: Responder, line: CuttableLine
) -> None:
    services.answers(LIST_PUBLISHED, NONE, ONE)
    app = create_app(gateway_settings.model_copy(update={"amqp_url": SecretStr(line.url)}))
    async with app.router.lifespan_context(app):
        parts: Parts = app.state.parts
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as citizen:
            assert await shown(citizen) == 0
            line.cut()
            await eventually(lambda: not parts.news.is_up and not parts.bus.is_up)
            assert (await citizen.get(PUBLISHED)).status_code == 503
            line.mend()
            await eventually(lambda: parts.news.is_up and parts.bus.is_up)

            assert await shown(citizen) == 1
