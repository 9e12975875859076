"""The probe service as real processes, and somebody who asks it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import httpx
import pytest

from chassis import mongo
from chassis.config import Settings
from contracts.operations import Operation, ReplyT, RequestT
from gateway.clients import Bus, Context
from tests.waiting import until


class Asker:
    """A gateway's bus, usable from a test: `call` waits for the reply, `send` returns a future of it."""

    def __init__(self, settings: Settings) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._bus = Bus(settings)
        self._run(self._bus.start())

    def _run(self, coroutine):  # type: ignore[no-untyped-def]
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(90)

    def send(self, operation: Operation[RequestT, ReplyT], request: RequestT, **context: object) -> Future[ReplyT]:
        call = self._bus.call(operation, request, Context(**context))  # type: ignore[arg-type]
        return asyncio.run_coroutine_threadsafe(call, self._loop)

    def call(self, operation: Operation[RequestT, ReplyT], request: RequestT, **context: object) -> ReplyT:
        return self.send(operation, request, **context).result(90)

    @property
    def is_up(self) -> bool:
        return self._bus.is_up

    def close(self) -> None:
        self._run(self._bus.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()


class Probe:
    """One process of the probe service."""

    def __init__(self, settings: Settings, directory: Path, port: int) -> None:
        self.log_file = directory / f"probe-{port}.log"
        self.port = port
        given = {**settings.model_dump(mode="python"), "health_port": port, "event_attempts": 3, "job_lease_seconds": 2}
        environment = {f"PRAKAT_{name.upper()}": _text(value) for name, value in given.items() if value is not None}
        self.process = subprocess.Popen(
            # it ends with the tests, however they end
            ["setpriv", "--pdeathsig", "KILL", "--", sys.executable, "-m", "tests.faults.probe"],
            env={"PATH": os.environ["PATH"], **environment},
            stdout=subprocess.DEVNULL,
            stderr=self.log_file.open("w"),
        )

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/readyz", timeout=3).status_code == 200
        except httpx.TransportError:
            return False

    def events(self, name: str) -> list[dict[str, object]]:
        """The log lines of that event."""
        lines = (line for line in self.log_file.read_text().splitlines() if line.startswith("{"))
        return [entry for entry in map(json.loads, lines) if entry["event"] == name]

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def terminate(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(40)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _text(value: object) -> str:
    return value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)


@pytest.fixture
def start_probe(settings: Settings, tmp_path: Path) -> Iterator[Callable[..., Probe]]:
    """Starts probe processes; they are ended when the test ends."""
    started: list[Probe] = []

    def start(ready: bool = True) -> Probe:
        probe = Probe(settings, tmp_path, _free_port())
        started.append(probe)
        if ready:
            until(probe.is_ready, "the probe is ready", seconds=40)
        return probe

    yield start
    for probe in started:
        if probe.alive:
            probe.terminate()


@pytest.fixture
def probe(start_probe: Callable[..., Probe]) -> Probe:
    return start_probe()


@pytest.fixture
def asker(settings: Settings) -> Iterator[Asker]:
    asker = Asker(settings)
    yield asker
    asker.close()


@pytest.fixture
def rows(settings: Settings) -> Iterator[Callable[[str], list[dict[str, object]]]]:
    """What the probe has stored in a collection."""
    mongo.connect(settings, "probe")
    yield lambda collection: list(mongo.database()[collection].find())
    mongo.disconnect()
