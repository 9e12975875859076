"""The filing office behind its real HTTP door: the gateway asks it over the real bus. Identity alone is played."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Self

import httpx
from fastapi import FastAPI

from chassis.access_tokens import sign
from contracts.calls import Caller, Grant
from contracts.events.agencies import AgencyState
from contracts.vocabulary import Role
from gateway.app import create_app
from tests.builders.filing_office import FilingOffice
from tests.builders.gateway import an_access
from tests.fakes.responder import Responder

ORIGIN = "http://gateway.example"


class FilingCounter:
    """People come here by HTTP. What their commands set off in the background is done when they ask for it."""

    def __init__(self, office: FilingOffice, app: FastAPI) -> None:
        self.office = office
        self._app = app
        self._grants: dict[str, Grant] = {}
        self._keys = count(1)

    @classmethod
    @asynccontextmanager
    async def opened(cls, office: FilingOffice) -> AsyncIterator[Self]:
        settings = office.process.settings.model_copy(update={"rate_limit": 1_000_000, "gateway_url": ORIGIN})
        async with Responder.playing(settings.need("amqp_url"), "identity", "documents") as responder:
            app = create_app(settings)
            async with app.router.lifespan_context(app):
                counter = cls(office, app)
                responder.serves("identity", counter._identity)
                responder.serves("documents", counter._documents)
                yield counter

    @asynccontextmanager
    async def citizen(self) -> AsyncIterator[httpx.AsyncClient]:
        async with self._client({}) as client:
            yield client

    @asynccontextmanager
    async def officer(
        self, at: AgencyState | None, role: Role = Role.CENTRAL_OFFICER
    ) -> AsyncIterator[httpx.AsyncClient]:
        """Somebody signed in with that role at the agency (None: in the whole country)."""
        session = f"session-{len(self._grants) + 1}"
        self._grants[session] = Grant(f"grant-of-{session}", role, at.id if at else None)
        async with self._client({"Cookie": f"__Host-prakat-session={session}", "Origin": ORIGIN}) as client:
            yield client

    def key(self) -> dict[str, str]:
        """A new idempotency key, as a header."""
        return {"Idempotency-Key": f"key-of-the-test-{next(self._keys)}"}

    def _client(self, headers: dict[str, str]) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self._app)
        return httpx.AsyncClient(transport=transport, base_url=f"{ORIGIN}/api/v1", headers=headers)

    def _identity(self, method: str, request: dict[str, Any], headers: dict[str, Any]) -> dict[str, Any]:
        grant = self._grants[request["session"]]
        caller = Caller(subject=f"officer of {grant.id}", name="สมชาย ใจดี", grants=(grant,), grants_version=1)
        key = self.office.process.settings.need("access_token_private_key")
        token = sign(key, caller, datetime.now(UTC), timedelta(minutes=1))
        return {"ok": an_access(token, officer_id=caller.subject).model_dump(mode="json")}

    def _documents(self, method: str, request: dict[str, Any], headers: dict[str, Any]) -> dict[str, Any]:
        if method.startswith("get_filing_import"):
            self.office.work()
        return self.office.answer(method, request, headers)
