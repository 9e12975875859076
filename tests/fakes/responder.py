"""Somebody at the other end of the bus: answers Nameko RPC on the real broker as the test says, and notes what came."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Self

import aio_pika
from aio_pika.abc import AbstractExchange, AbstractIncomingMessage

from contracts.errors import ErrorCode, Refusal, wire_error
from contracts.operations import Operation, Reply

Answer = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]
Service = Callable[[str, dict[str, Any], dict[str, Any]], dict[str, Any]]
"""What a service answers, by method, request and headers: {"ok": reply} or {"error": WireError}."""

EVENTS = "prakat.events"


class Responder:
    """Plays services. `asked` are the messages that came, in order; `held` answers wait until `let_go` is set."""

    def __init__(self) -> None:
        self.asked: list[AbstractIncomingMessage] = []
        self.let_go = asyncio.Event()
        self._answers: dict[str, Answer] = {}
        self._services: dict[str, Service] = {}

    @classmethod
    @asynccontextmanager
    async def playing(cls, amqp_url: str, *services: str) -> AsyncIterator[Self]:
        """Listens as the services until the block ends."""
        responder = cls()
        connection = await aio_pika.connect(amqp_url)
        async with connection:
            responder._channel = await connection.channel()
            responder._exchange = await responder._channel.declare_exchange("nameko-rpc", "topic", durable=True)
            for service in services:
                queue = await responder._channel.declare_queue(
                    f"rpc-{service}-played", exclusive=True, arguments={"x-queue-type": "classic"}
                )
                await queue.bind(responder._exchange, f"{service}.*")
                await queue.consume(responder._take, no_ack=True)
            yield responder

    def answers(
        self, operation: Operation[Any, Any], *replies: Reply | Refusal | ErrorCode | dict[str, Any], held: bool = False
    ) -> None:
        """Answer the operation with the replies one after another, and with the last of them from then on."""
        left = list(replies)

        async def answer(_: dict[str, Any]) -> dict[str, Any]:
            if held:
                await self.let_go.wait()
            reply = left.pop(0) if len(left) > 1 else left[0]
            match reply:
                case ErrorCode():
                    return {"result": {"error": wire_error(reply).model_dump(mode="json")}, "error": None}
                case Refusal():
                    return {"result": {"error": reply.on_the_wire().model_dump(mode="json")}, "error": None}
                case Reply():
                    return {"result": {"ok": reply.model_dump(mode="json")}, "error": None}
                case _:
                    return reply

        self._answers[operation.routing_key] = answer

    def serves(self, name: str, service: Service) -> None:
        """Have a service itself answer whatever it is asked. It does so at once; everything else waits meanwhile."""
        self._services[name] = service

    def requests(self, operation: Operation[Any, Any]) -> list[dict[str, Any]]:
        """What the operation was asked, in order."""
        return [
            json.loads(message.body)["kwargs"]["request"]
            for message in self.asked
            if message.routing_key == operation.routing_key
        ]

    async def tell(self, event_type: str, body: bytes = b"{}") -> None:
        """Publish an event."""
        exchange = await self._channel.declare_exchange(EVENTS, "topic", durable=True)
        await exchange.publish(aio_pika.Message(body, content_type="application/json"), event_type, mandatory=False)

    async def _take(self, message: AbstractIncomingMessage) -> None:
        self.asked.append(message)
        name, _, method = (message.routing_key or "").partition(".")
        answer, request = self._answers.get(f"{name}.{method}"), json.loads(message.body)["kwargs"]["request"]
        if message.reply_to is None:
            return
        if answer is not None:
            body = await answer(request)
        elif name in self._services:
            headers = {header.removeprefix("nameko."): value for header, value in message.headers.items()}
            body = {"result": self._services[name](method, request, headers), "error": None}
        else:
            return
        reply = aio_pika.Message(
            json.dumps(body).encode(), content_type="application/json", correlation_id=message.correlation_id
        )
        await self._exchange.publish(reply, message.reply_to, mandatory=False)

    _channel: aio_pika.abc.AbstractChannel
    _exchange: AbstractExchange
