"""The gateway on a real broker and store. At the other end of the bus answers who the test tells to."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from chassis.config import Settings
from contracts.rpc.identity.sessions import RENEW_ACCESS
from gateway.app import create_app
from tests.builders.gateway import an_access
from tests.fakes.responder import Responder

SERVICES = ("identity", "agencies", "documents", "reporting")
SESSION = "the-session-of-an-officer"
ORIGIN = "http://gateway.example"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def gateway_settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"rate_limit": 1000, "gateway_url": ORIGIN, "rpc_timeout": 5.0})


@pytest.fixture
async def services(amqp_url: str) -> AsyncIterator[Responder]:
    """The services, of which identity knows one session."""
    async with Responder.playing(amqp_url, *SERVICES) as responder:
        responder.answers(RENEW_ACCESS, an_access())
        yield responder


@pytest.fixture
async def app(gateway_settings: Settings, services: Responder) -> AsyncIterator[FastAPI]:
    app = create_app(gateway_settings)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def citizen(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who is not signed in."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as client:
        yield client


@pytest.fixture
async def officer(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who is, on a page of ours."""
    headers = {"Cookie": f"__Host-prakat-session={SESSION}", "Origin": ORIGIN}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN, headers=headers) as client:
        yield client


async def eventually(condition: Callable[[], Any]) -> None:
    """Returns when the condition, which may be asynchronous, has come true."""
    async with asyncio.timeout(10):
        while True:
            found = condition()
            if await found if inspect.isawaitable(found) else found:
                return
            await asyncio.sleep(0.01)
