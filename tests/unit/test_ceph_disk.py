"""The store's gateway starts when its disk process says that it is active, and not before."""

from __future__ import annotations

import json
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from socketserver import BaseRequestHandler, UnixStreamServer

import pytest

from deploy.local.ceph_disk import main, state

Told = Callable[[str, list[bytes]], list[bytes]]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Told]:
    """A disk process that gives these answers one after the other at a socket; gives what it is asked."""
    servers = []

    def at(path: str, answers: list[bytes]) -> list[bytes]:
        asked = []

        class Answering(BaseRequestHandler):
            def handle(self) -> None:
                asked.append(self.request.recv(1000))
                self.request.sendall(answers[len(asked) - 1])

        servers.append(UnixStreamServer(path, Answering))
        threading.Thread(target=servers[-1].serve_forever, args=(0.01,), daemon=True).start()
        return asked

    yield at
    for server in servers:
        server.shutdown()
        server.server_close()


def told(status: str) -> bytes:
    answer = json.dumps({"state": status}).encode()
    return struct.pack(">I", len(answer)) + answer


def test_it_is_asked_until_it_is_active(disk: Told, tmp_path: Path) -> None:
    path = str(tmp_path / "osd.asok")
    asked = disk(path, [told("booting"), told("booting"), told("active"), told("active")])

    assert main(path) == 0

    assert asked == [b'{"prefix": "status"}\0'] * 3


def test_a_disk_that_does_not_become_active_is_not_waited_for_for_ever(disk: Told, tmp_path: Path) -> None:
    path = str(tmp_path / "osd.asok")
    disk(path, [told("booting")] * 100)

    assert main(path, within=0.2) == 1


@pytest.mark.parametrize("answer", [b"", b"\0\0", struct.pack(">I", 9) + b"no json!!", struct.pack(">I", 90) + b"{}"])
def test_an_answer_that_makes_no_sense_is_none(disk: Told, tmp_path: Path, answer: bytes) -> None:
    path = str(tmp_path / "osd.asok")
    disk(path, [answer])

    assert state(path) is None


def test_a_socket_at_which_nobody_listens_is_no_answer(tmp_path: Path) -> None:
    assert state(str(tmp_path / "osd.asok")) is None
