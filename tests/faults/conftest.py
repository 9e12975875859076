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
from deploy.local.stack import Stack
from gateway.clients import Bus, Context
from tests.builders.arranged import empty
from tests.conftest import declared, settings_of_its_own
from tests.faults.probe_service import NOTE, Text
from tests.waiting import until

Rows = Callable[[str], list[dict[str, object]]]


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
        self._read_from = 0
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
        """The log lines of that event, since `turn_the_page`."""
        lines = self.log_file.read_bytes()[self._read_from :].splitlines()
        entries = (json.loads(line) for line in lines if line.startswith(b"{"))
        return [entry for entry in entries if entry["event"] == name]

    def turn_the_page(self) -> None:
        """What it has logged so far is of no interest any more."""
        self._read_from = self.log_file.stat().st_size

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


class Probes:
    """The probe processes of a file's tests, which have one database."""

    def __init__(self, settings: Settings, directory: Path) -> None:
        self.settings = settings
        self._directory = directory
        self._started: list[Probe] = []

    def start(self, ready: bool = True) -> Probe:
        probe = Probe(self.settings, self._directory, _free_port())
        self._started.append(probe)
        if ready:
            until(probe.is_ready, "the probe is ready", seconds=40)
        return probe

    def standing(self) -> Probe:
        """The one that a test before has left alive, or a new one."""
        alive = [probe for probe in self._started if probe.alive]
        return alive[0] if alive else self.start()

    def end(self) -> None:
        for probe in self._started:
            if probe.alive:
                probe.terminate()
        self._started.clear()


@pytest.fixture(scope="module")
def probes(request: pytest.FixtureRequest, stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Probes]:
    with settings_of_its_own(stack, *declared(request)) as settings:
        probes = Probes(settings, tmp_path_factory.mktemp("probes"))
        yield probes
        probes.end()


@pytest.fixture
def rows(probes: Probes) -> Iterator[Rows]:
    """What the probes have stored in a collection; nothing when the test begins."""
    mongo.connect(probes.settings, "probe")
    yield lambda collection: list(mongo.database()[collection].find())
    mongo.disconnect()


@pytest.fixture
def start_probe(probes: Probes, rows: Rows) -> Iterator[Callable[..., Probe]]:
    """Starts probe processes that are the test's own, and are ended when it ends."""
    probes.end()
    empty()  # only now: what it had still in hand is there too
    yield probes.start
    probes.end()
    empty()


@pytest.fixture
def probe(probes: Probes, asker: Asker, rows: Rows) -> Iterator[Probe]:
    """A probe process. The next test has it too, unless it has been ended: a start takes longer than most tests."""
    probe = probes.standing()
    probe.turn_the_page()
    yield probe
    if probe.alive:
        # Events are handled one after the other: once the last is heard of, all before it have been.
        asker.call(NOTE, Text(text="the end"), idempotency_key="the-end-of-a-test")
        until(lambda: any(row["text"] == "the end" for row in rows("heard")), "all events of the test are handled")
    empty()


@pytest.fixture
def asker(settings: Settings) -> Iterator[Asker]:
    asker = Asker(settings)
    yield asker
    asker.close()
