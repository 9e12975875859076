"""A connection to RabbitMQ that comes back by itself.

Not `connect_robust`: across a broker restart it leaves callers waiting for replies that nobody will send. Here whoever
uses the connection is told when it is up and, at once, when it is gone, and decides what that means.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import aio_pika
import structlog
from aio_pika.abc import AbstractChannel, AbstractConnection
from aio_pika.exceptions import CONNECTION_EXCEPTIONS
from yarl import URL

log = structlog.get_logger()

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
HEARTBEAT = 10
CONNECT_TIMEOUT = 3.0

SetUp = Callable[[AbstractConnection], Awaitable[tuple[AbstractChannel, ...]]]


class Link:
    """Keeps one connection up between `start` and `stop`.

    `on_up` sets up channels on the new connection and returns those whose loss means the loss of the link. `on_down` is
    called once after each loss, also when `on_up` did not finish.
    """

    def __init__(self, amqp_url: str, name: str, on_up: SetUp, on_down: Callable[[], None]) -> None:
        self._url = URL(amqp_url).update_query(heartbeat=str(HEARTBEAT), name=name)
        self._name = name
        self._on_up = on_up
        self._on_down = on_down
        self._up = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def is_up(self) -> bool:
        return self._up.is_set()

    async def start(self, wait: float) -> None:
        """Begin connecting and wait up to `wait` seconds for the first success; it goes on trying after that."""
        self._task = asyncio.create_task(self._keep_up(), name=f"link {self._name}")
        await self.wait_up(wait)

    async def wait_up(self, seconds: float) -> bool:
        """True as soon as the link is up, False when it is not within `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                await self._up.wait()
        except TimeoutError:
            return False
        return True

    async def stop(self) -> None:
        if self._task is None:
            return
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._task = None

    async def _keep_up(self) -> None:
        pause = FIRST_PAUSE
        while True:
            connection: AbstractConnection | None = None
            try:
                connection = await aio_pika.connect(self._url, timeout=CONNECT_TIMEOUT)
                lost = asyncio.get_running_loop().create_future()

                def note_loss(*_: object, lost: asyncio.Future[None] = lost) -> None:
                    if not lost.done():
                        lost.set_result(None)

                connection.close_callbacks.add(note_loss)
                for channel in await self._on_up(connection):
                    channel.close_callbacks.add(note_loss)
                    if channel.is_closed:
                        note_loss()
                self._up.set()
                log.info("broker_connected", link=self._name)
                pause = FIRST_PAUSE
                await lost
                log.warning("broker_connection_lost", link=self._name)
            except (*CONNECTION_EXCEPTIONS, TimeoutError) as error:
                log.warning("broker_unreachable", link=self._name, error=type(error).__name__)
            finally:
                self._up.clear()
                self._on_down()
                if connection is not None:
                    await _close(connection)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


async def _close(connection: AbstractConnection) -> None:
    try:
        async with asyncio.timeout(1):
            await connection.close()
    except (*CONNECTION_EXCEPTIONS, TimeoutError):
        log.debug("broker_connection_not_closed_cleanly")
