"""Hears of every change, to drop the kept answers that it made untrue."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractIncomingMessage, ExchangeType
from aio_pika.exceptions import AMQPError, ChannelInvalidStateError

from gateway.broker import Link
from gateway.cache import Cache

EXCHANGE = "prakat.events"
# Not identity's: of people nothing is kept.
CHANGES = ("prakat.agencies.#", "prakat.documents.#", "prakat.reporting.#")
# An import says ten thousand things in a minute. Each of them means no more than "something changed".
AT_MOST_EVERY = 0.025  # seconds


class News:
    """A queue of its own for each connection: it needs no past events, since it starts with nothing kept.

    It holds one message, the newest; while one is worked on, those that come are one.
    """

    def __init__(self, amqp_url: str, cache: Cache) -> None:
        self._cache = cache
        self._link = Link(amqp_url, "gateway news", self._set_up, self._tear_down)

    @property
    def is_up(self) -> bool:
        return self._link.is_up

    async def start(self) -> None:
        await self._link.start(wait=5.0)

    async def stop(self) -> None:
        await self._link.stop()

    async def _set_up(self, connection: AbstractConnection) -> tuple[AbstractChannel, ...]:
        channel = await connection.channel(publisher_confirms=False)
        await channel.set_qos(prefetch_count=1)
        exchange = await channel.declare_exchange(EXCHANGE, ExchangeType.TOPIC, durable=True)
        queue = await channel.declare_queue(
            exclusive=True,
            auto_delete=True,
            durable=False,
            arguments={"x-queue-type": "classic", "x-max-length": 1, "x-overflow": "drop-head"},
        )
        for key in CHANGES:
            await queue.bind(exchange, routing_key=key)
        await queue.consume(self._hear)
        self._cache.start_listening()
        return (channel,)

    def _tear_down(self) -> None:
        self._cache.stop_listening()

    async def _hear(self, message: AbstractIncomingMessage) -> None:
        self._cache.drop()
        await asyncio.sleep(AT_MOST_EVERY)
        with suppress(AMQPError, ChannelInvalidStateError):  # the connection went meanwhile, and the queue with it
            await message.ack()
