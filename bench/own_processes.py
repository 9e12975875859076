"""Processes that only benchmarks need: bare services and servers to hold ours against."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bench.errors import CannotMeasure
from bench.ground import Ground
from bench.http_load import Asker, get
from chassis.config import PREFIX
from deploy.local import processes
from deploy.local.supervisor import DIES_WITH_PARENT

START_SECONDS = 120.0
STOP_SECONDS = 30.0
BETWEEN_LOOKS = 0.1
LINES_OF_LOG = 20


class NotReady(CannotMeasure):
    """A process does not start. The message has the end of what it printed."""


@asynccontextmanager
async def running(
    ground: Ground,
    name: str,
    command: Sequence[str],
    is_ready: Callable[[], Awaitable[bool]],
    environment: Mapping[str, str] | None = None,
) -> AsyncIterator[None]:
    """`python -m command` with the settings that a gateway gets, from when it is ready to the end of the block.

    Raises NotReady.
    """
    ours = {variable: value for variable, value in os.environ.items() if not variable.startswith(PREFIX)}
    settings = {**ground.stack.environment("gateway-1"), f"{PREFIX}HEALTH_PORT": "0"}
    log = ground.settings.data / f"bench-{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*DIES_WITH_PARENT, sys.executable, "-m", *command],
            cwd=processes.ROOT,
            env={**ours, **settings, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        await _until_ready(name, process, is_ready, log)
        yield
    finally:
        await _stop(process)


@asynccontextmanager
async def served(
    ground: Ground, name: str, application: str, path: str, environment: Mapping[str, str] | None = None
) -> AsyncIterator[int]:
    """The ASGI application under one gunicorn worker, configured as the gateway's is. Gives the port.

    It is ready when it answers a GET of `path` with 200. Raises NotReady.
    """
    port = ground.free_port()
    bind = ["--bind", f"127.0.0.1:{port}"]
    command = ["gunicorn", "-c", "deploy/gunicorn.conf.py", *bind, application]
    async with Asker(port) as asker:

        async def answers() -> bool:
            try:
                return (await asker.ask(get(path))).status == 200
            except OSError:
                return False

        async with running(ground, name, command, answers, environment):
            yield port


async def _until_ready(
    name: str, process: subprocess.Popen[bytes], is_ready: Callable[[], Awaitable[bool]], log: Path
) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not await is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            end = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES_OF_LOG:])
            raise NotReady(f"{name} does not start. The end of what it printed:\n{end}")
        await asyncio.sleep(BETWEEN_LOOKS)


async def _stop(process: subprocess.Popen[bytes]) -> None:
    # Not Popen.wait: connections that the benchmark holds must go on saying that they are alive.
    process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        await asyncio.sleep(BETWEEN_LOOKS)
    process.kill()
    process.wait()
