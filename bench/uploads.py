"""Uploads of the largest PDFs beside the store's own client putting the same bytes, and the memory that they take."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bench.bare_stores import BareStore
from bench.ground import Ground
from bench.http_load import Asker, request
from bench.main_job_acts import PDF, UPLOADS
from bench.measuring import Comparison, Contender
from bench.pdfs import pdf_of
from bench.system import System, command

WHOLE_SYSTEM = True
LARGEST = 5 * 1024 * 1024
AT_ONCE = 20
MOST_UPLOADS = 40  # in a round: what is stored stays


@asynccontextmanager
async def comparisons(ground: Ground) -> AsyncIterator[Sequence[Comparison]]:
    """One after the other, and 20 at once, of which the facts tell how far the processes' memory has ever grown."""
    system, store = ground.system, BareStore(ground.system.settings)
    putting = store.putting(LARGEST)
    memory = _Memory(ground)
    async with Asker(system.settings.gateway_port) as gateway:
        yield [
            Comparison(
                "5 MB, one at a time", _uploading(gateway, system), [putting],
                most_acts=MOST_UPLOADS, facts={"bytes": LARGEST},
            ),
            Comparison(
                f"5 MB, {AT_ONCE} at once", _uploading(gateway, system, memory), [_in_a_thread(putting)],
                in_flight=AT_ONCE, most_acts=MOST_UPLOADS, facts=memory.facts,
            ),
        ]  # fmt: skip


def _uploading(gateway: Asker, system: System, memory: _Memory | None = None) -> Contender:
    async def new() -> bytes:
        return request("POST", UPLOADS, command(system.officer, PDF), pdf_of(LARGEST))

    async def act(wire: bytes) -> None:
        await gateway.ask(wire, 201)

    async def look() -> None:
        if memory is not None:
            memory.look()

    return Contender("POST an upload", act, before=new, after_round=look)


def _in_a_thread(blocking: Contender) -> Contender:
    """The same, so that several can be in flight."""

    async def act(made: Any) -> None:
        await asyncio.to_thread(lambda: asyncio.run(_done(blocking, made)))

    return Contender(blocking.name, act, before=blocking.before)


async def _done(contender: Contender, made: Any) -> None:
    await contender.act(made)


class _Memory:
    """The most memory that gateway and documents processes ever had, in MB: before the uploads at once, and after."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.facts: dict[str, object] = {"bytes": LARGEST, "peak_mb_before": self._peaks()}

    def look(self) -> None:
        self.facts["peak_mb_after"] = self._peaks()

    def _peaks(self) -> dict[str, int]:
        pids = self._ground.stack.pids()
        return {
            name: max(_peak(each) for each in (pid, *_children(pid)))
            for name, pid in sorted(pids.items())
            if name.startswith(("gateway", "documents"))
        }


def _peak(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(each) for each in found.split()]
