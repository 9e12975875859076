"""The largest PDFs uploaded and filed, beside the store's client moving as many bytes; and the memory that takes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from bench.bare_stores import BareStore
from bench.ground import Ground
from bench.http_load import Asker, request
from bench.main_job_acts import PDF, UPLOADS
from bench.measuring import Comparison, Contender
from bench.pdfs import pdf_of
from bench.quiet import Quiet
from bench.system import System, command, filing

WHOLE_SYSTEM = True
LARGEST = 5 * 1024 * 1024
AT_ONCE = 20
MOST_UPLOADS = 40  # in a round: what is stored stays
MOST_FILED = 20


@asynccontextmanager
async def comparisons(ground: Ground) -> AsyncIterator[Sequence[Comparison]]:
    """One after the other, and 20 at once. The facts of each tell the most memory that the processes had meanwhile."""
    system, store = ground.system, BareStore(ground.system.settings)
    putting, moving = store.putting(LARGEST), store.moving(LARGEST)
    async with Asker(system.settings.gateway_port) as gateway:
        officer = _Officer(gateway, system)
        yield [
            _compared(ground, "5 MB, {} uploaded", officer.uploading(), putting, 1, MOST_UPLOADS),
            _compared(ground, "5 MB, {} uploaded", officer.uploading(), putting, AT_ONCE, MOST_UPLOADS),
            _compared(ground, "5 MB, {} uploaded and filed", officer.uploading_and_filing(), moving, 1, MOST_FILED),
            _compared(
                ground, "5 MB, {} uploaded and filed", officer.uploading_and_filing(), moving, AT_ONCE, MOST_FILED
            ),
        ]


def _compared(ground: Ground, name: str, ours: Contender, bare: Contender, at_once: int, most: int) -> Comparison:
    memory = _Memory(ground)

    async def after_round() -> None:
        await ours.after_round()
        memory.look()

    return Comparison(
        name.format("one at a time" if at_once == 1 else f"{at_once} at once"),
        replace(ours, after_round=after_round),
        [bare if at_once == 1 else _in_a_thread(bare)],
        in_flight=at_once,
        most_acts=most,
        facts=memory.facts,
    )


class _Officer:
    """The signed-in officer, with the largest PDFs."""

    def __init__(self, gateway: Asker, system: System) -> None:
        self._gateway = gateway
        self._headers = system.officer
        self._documents = f"/api/v1/agencies/{system.filing_agency_id}/documents"
        self._numbers = count(1)
        self._quiet = Quiet(system.settings)

    def uploading(self) -> Contender:
        async def act(wire: bytes) -> None:
            await self._gateway.ask(wire, 201)

        return Contender("POST an upload", act, before=self._new_upload)

    def uploading_and_filing(self) -> Contender:
        async def act(wire: bytes) -> None:
            upload = json.loads((await self._gateway.ask(wire, 201)).body)["upload"]
            said = json.dumps(filing(upload, next(self._numbers))).encode()
            await self._gateway.ask(request("POST", self._documents, command(self._headers), said), 201)

        async def until_quiet() -> None:
            self._quiet.wait()

        return Contender("POST an upload and a document", act, before=self._new_upload, after_round=until_quiet)

    async def _new_upload(self) -> bytes:
        return request("POST", UPLOADS, command(self._headers, PDF), pdf_of(LARGEST))


def _in_a_thread(blocking: Contender) -> Contender:
    """The same, so that several can be in flight."""

    async def act(made: Any) -> None:
        await asyncio.to_thread(lambda: asyncio.run(_done(blocking, made)))

    return Contender(blocking.name, act, before=blocking.before)


async def _done(contender: Contender, made: Any) -> None:
    await contender.act(made)


class _Memory:
    """The most memory that gateway and documents processes had in any of the rounds, in MB."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._peaks: dict[str, int] = {}
        self.facts: dict[str, object] = {"bytes": LARGEST, "peak_mb": self._peaks}

    def look(self) -> None:
        """After a round, in which nobody else used them; from here on they are measured anew."""
        for name, pid in sorted(self._ground.stack.pids().items()):
            if name.startswith(("gateway", "documents")):
                peak = max(_peak_since_last(each) for each in (pid, *_children(pid)))
                self._peaks[name] = max(peak, self._peaks.get(name, 0))


def _peak_since_last(pid: int) -> int:
    process = Path(f"/proc/{pid}")
    lines = (process / "status").read_text(encoding="ascii", errors="replace").splitlines()
    (process / "clear_refs").write_text("5", encoding="ascii")  # the kernel forgets the peak
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(each) for each in found.split()]
