"""Hears every event, to forget what it made untrue: kept answers, and the access tokens of officers concerned."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress

import structlog
from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractIncomingMessage, AbstractQueue, ExchangeType
from aio_pika.exceptions import AMQPError, ChannelInvalidStateError
from pydantic import ValidationError

from contracts.events.envelope import Envelope
from contracts.events.identity import GrantGiven, GrantRevoked
from gateway.auth.sessions import Sessions
from gateway.broker import Link
from gateway.cache import Cache

log = structlog.get_logger()

EXCHANGE = "prakat.events"
CHANGES = ("prakat.agencies.#", "prakat.documents.#", "prakat.reporting.#")
RIGHTS = "prakat.identity.#"
# An import says ten thousand things in a minute. Each of them means no more than "something changed".
AT_MOST_EVERY = 0.025


class News:
    """Queues of its own for each connection: it needs no past events, since it starts with nothing kept.

    The queue of changes holds one message, the newest; while one is worked on, those that come are one.
    """

    def __init__(self, amqp_url: str, cache: Cache, sessions: Sessions) -> None:
        self._cache = cache
        self._sessions = sessions
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
        rights = await _own_queue(channel)
        await rights.bind(exchange, routing_key=RIGHTS)
        await rights.consume(self._hear_of_rights, no_ack=True)
        changes = await _own_queue(channel, {"x-max-length": 1, "x-overflow": "drop-head"})
        for key in CHANGES:
            await changes.bind(exchange, routing_key=key)
        await changes.consume(self._hear_of_change)
        self._sessions.forget_all()
        self._cache.start_listening()
        return (channel,)

    def _tear_down(self) -> None:
        self._cache.stop_listening()
        self._sessions.forget_all()

    async def _hear_of_change(self, message: AbstractIncomingMessage) -> None:
        self._cache.drop()
        await asyncio.sleep(AT_MOST_EVERY)
        with suppress(AMQPError, ChannelInvalidStateError):  # the connection went meanwhile, and the queue with it
            await message.ack()

    async def _hear_of_rights(self, message: AbstractIncomingMessage) -> None:
        kind = message.routing_key or ""
        if kind in (GrantGiven.TYPE, GrantRevoked.TYPE):
            self._forget_officer(kind, message.body)

    def _forget_officer(self, kind: str, body: bytes) -> None:
        event = GrantGiven if kind == GrantGiven.TYPE else GrantRevoked
        try:
            grant = event.model_validate(Envelope.model_validate_json(body).data).grant
        except ValidationError:
            log.error("event_not_understood", type=kind)
            self._sessions.forget_all()
        else:
            self._sessions.forget_officer(grant.officer_id)


async def _own_queue(channel: AbstractChannel, limits: Mapping[str, str | int] | None = None) -> AbstractQueue:
    return await channel.declare_queue(
        exclusive=True, auto_delete=True, durable=False, arguments={"x-queue-type": "classic", **(limits or {})}
    )
