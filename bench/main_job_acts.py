"""What the officer of the main job does, over HTTP, as contenders. One at a time: each of them asks alone."""

from __future__ import annotations

import json
from itertools import count, cycle

from bench.http_load import Answer, Asker, get, request
from bench.measuring import Contender
from bench.pdfs import pdf_of
from bench.quiet import Quiet
from bench.system import UPLOAD_BYTES, System, command, filing

PDF = "application/pdf"
UPLOADS = "/api/v1/uploads"


class Officer:
    """The signed-in officer of a running system."""

    def __init__(self, gateway: Asker, system: System) -> None:
        self._gateway = gateway
        self._headers = system.officer
        self._shown = f"/api/v1/agencies/{system.shown_agency_id}"
        self._filing = f"/api/v1/agencies/{system.filing_agency_id}"
        self._quiet = Quiet(system.settings)
        self._numbers = count(1)

    def uploading(self) -> Contender:
        """Uploads a new PDF."""

        async def act(wire: bytes) -> None:
            await self._gateway.ask(wire, 201)

        return Contender("POST an upload", act, before=self._new_upload)

    def filing(self) -> Contender:
        """Files and publishes an upload that is there already."""

        async def act(wire: bytes) -> None:
            await self._gateway.ask(wire, 201)

        return Contender("POST a document", act, before=self._new_filing, after_round=self._until_quiet)

    async def publishing_and_suspending(self) -> Contender:
        """Suspends a published document, publishes it again, and so on."""
        filed = await self._gateway.ask(await self._new_filing(), 201)
        path = f"{self._filing}/documents/{json.loads(filed.body)['id']}"
        statuses = cycle(("suspended", "published"))
        seen = filed

        async def next_change() -> bytes:
            headers = {**command(self._headers), "If-Match": seen.header("ETag")}
            return request("PATCH", path, headers, _body({"status": next(statuses)}))

        async def act(wire: bytes) -> None:
            nonlocal seen
            seen = await self._gateway.ask(wire, 200)

        return Contender("PATCH a document", act, before=next_change, after_round=self._until_quiet)

    def listing(self) -> Contender:
        """Asks for all that an agency has filed."""
        return self._asking("GET an agency's filings", f"{self._shown}/filings")

    def figures(self) -> Contender:
        """Asks how the country stands. An officer's questions are always asked, never answered from what is kept."""
        return self._asking("GET the figures", "/api/v1/compliance?obligation=s10_notice")

    def _asking(self, name: str, path: str) -> Contender:
        wire = get(path, self._headers)

        async def act(_: None) -> None:
            await self._gateway.ask(wire, 200)

        return Contender(name, act)

    async def _new_upload(self) -> bytes:
        return request("POST", UPLOADS, command(self._headers, PDF), pdf_of(UPLOAD_BYTES))

    async def _new_filing(self) -> bytes:
        uploaded: Answer = await self._gateway.ask(await self._new_upload(), 201)
        said = filing(json.loads(uploaded.body)["upload"], next(self._numbers))
        return request("POST", f"{self._filing}/documents", command(self._headers), _body(said))

    async def _until_quiet(self) -> None:
        self._quiet.wait()


def _body(content: dict[str, str]) -> bytes:
    return json.dumps(content).encode()
