"""A network line to a real server that a test can cut: a TCP relay."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Self
from urllib.parse import urlsplit, urlunsplit


class CuttableLine:
    """`url` leads to the server through this line."""

    def __init__(self, url: str) -> None:
        self._there = urlsplit(url)
        self._writers: set[asyncio.StreamWriter] = set()
        self._open = True
        self.url = ""

    @classmethod
    @asynccontextmanager
    async def to(cls, url: str) -> AsyncIterator[Self]:
        line = cls(url)
        server = await asyncio.start_server(line._relay, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        account = line._there.netloc.rpartition("@")[0]
        line.url = urlunsplit(line._there._replace(netloc=f"{account}@127.0.0.1:{port}"))
        try:
            yield line
        finally:
            line.cut()
            server.close()

    def cut(self) -> None:
        """Drop every connection there is, and refuse new ones until `mend`."""
        self._open = False
        for writer in self._writers:
            writer.transport.abort()

    def mend(self) -> None:
        self._open = True

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._open:
            writer.transport.abort()
            return
        there, back = await asyncio.open_connection(self._there.hostname, self._there.port)
        self._writers |= {writer, back}
        await asyncio.gather(_pump(reader, back), _pump(there, writer))
        self._writers -= {writer, back}


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.transport.abort()
