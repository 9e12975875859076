"""A small HTTP/1.1 client for load: keep-alive connections, requests made beforehand, answers with Content-Length.

A general client costs more per request than what is measured here: httpx about half a millisecond, this one some tens
of microseconds. It is no less strict where it matters: an answer that it does not understand ends the run.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from bench.errors import CannotMeasure

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_WITHOUT_BODY = (204, 304)


class UnexpectedAnswer(CannotMeasure):
    """An answer of another status than expected, or one that is no HTTP/1.1 with Content-Length."""


@dataclass(frozen=True)
class Answer:
    """A complete answer; `head` is its status line and headers as they came."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """The value of a header, empty when it is not there."""
        found = re.search(rb"\r\n" + re.escape(name.encode()) + rb": *([^\r]*)", self.head, re.IGNORECASE)
        return found[1].decode("latin-1") if found else ""


def request(method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> bytes:
    """A request as it goes over the wire."""
    all_headers = {"Host": "localhost", **(headers or {})}
    if body or method not in ("GET", "HEAD"):
        all_headers["Content-Length"] = str(len(body))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in all_headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def get(path: str, headers: Mapping[str, str] | None = None) -> bytes:
    return request("GET", path, headers)


class Asker:
    """Asks one server on this machine. As many connections as there are requests at a time; each is used again."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[_Connection] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for connection in self._idle:
            connection.close()

    async def ask(self, wire: bytes, expect: int | None = None) -> Answer:
        """Send a request and wait for its answer.

        Raises UnexpectedAnswer (`expect` is the only status that will do), OSError when the connection is lost.
        """
        connection = await self._connection()
        try:
            answer = await connection.ask(wire)
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        if expect is not None and answer.status != expect:
            raise UnexpectedAnswer(f"status {answer.status} instead of {expect}: {answer.body[:300]!r}")
        return answer

    async def _connection(self) -> _Connection:
        while self._idle:
            connection = self._idle.pop()
            if connection.is_open:
                return connection
        _, connection = await asyncio.get_running_loop().create_connection(_Connection, "127.0.0.1", self._port)
        return connection


class _Connection(asyncio.Protocol):
    def __init__(self) -> None:
        self.is_open = False
        self._received = bytearray()
        self._complete_at = 0
        self._answer: asyncio.Future[Answer] | None = None

    def connection_made(self, transport: Any) -> None:
        self._transport: asyncio.Transport = transport
        self.is_open = True

    async def ask(self, wire: bytes) -> Answer:
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(wire)
        return await self._answer

    def close(self) -> None:
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._complete_at:
            end = self._received.find(b"\r\n\r\n")
            if end < 0:
                return
            try:
                self._complete_at = end + 4 + _body_length(bytes(self._received[:end]))
            except UnexpectedAnswer as error:
                self._settle(error)
                return
        if len(self._received) >= self._complete_at:
            self._settle(_read(bytes(self._received)))
            self._received.clear()
            self._complete_at = 0

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_open = False
        self._settle(ConnectionError("the connection was lost while an answer was awaited"))

    def _settle(self, outcome: Answer | Exception) -> None:
        answer, self._answer = self._answer, None
        if answer is None or answer.done():
            return
        if isinstance(outcome, Answer):
            answer.set_result(outcome)
        else:
            answer.set_exception(outcome)


def _status(head: bytes) -> int:
    if not head.startswith(b"HTTP/1.1 ") or not head[9:12].isdigit():
        raise UnexpectedAnswer(f"no HTTP/1.1 answer: {head[:80]!r}")
    return int(head[9:12])


def _body_length(head: bytes) -> int:
    if _status(head) in _WITHOUT_BODY:
        return 0
    length = _LENGTH.search(head)
    if length is None:
        raise UnexpectedAnswer("an answer without Content-Length")
    return int(length[1])


def _read(received: bytes) -> Answer:
    head, _, body = received.partition(b"\r\n\r\n")
    return Answer(_status(head), head, body)
