"""Hears every event, to forget what it made untrue: kept answers, and the access tokens of officers concerned."""

from __future__ import annotations

import structlog
from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractIncomingMessage, ExchangeType
from pydantic import ValidationError

from contracts.events.envelope import Envelope
from contracts.events.identity import GrantGiven, GrantRevoked
from gateway.auth.sessions import Sessions
from gateway.broker import Link
from gateway.cache import Cache

log = structlog.get_logger()

EXCHANGE = "prakat.events"


class News:
    """A queue of its own for each connection: it needs no past events, since it starts with nothing kept."""

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
        exchange = await channel.declare_exchange(EXCHANGE, ExchangeType.TOPIC, durable=True)
        queue = await channel.declare_queue(
            exclusive=True, auto_delete=True, durable=False, arguments={"x-queue-type": "classic"}
        )
        await queue.bind(exchange, routing_key="prakat.#")
        await queue.consume(self._hear, no_ack=True)
        self._sessions.forget_all()
        self._cache.start_listening()
        return (channel,)

    def _tear_down(self) -> None:
        self._cache.stop_listening()
        self._sessions.forget_all()

    async def _hear(self, message: AbstractIncomingMessage) -> None:
        kind = message.routing_key or ""
        if not kind.startswith("prakat.identity."):
            self._cache.drop()
        elif kind in (GrantGiven.TYPE, GrantRevoked.TYPE):
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
