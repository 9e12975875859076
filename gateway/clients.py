"""The gateway's way to the services: Nameko RPC over RabbitMQ, in plain asyncio.

The only RPC caller. An operator's command line uses it too: `async with Bus.connected(settings) as bus: await
bus.call(...)`. What it promises, each with a test in tests/service/test_bus.py:

- a reply queue of its own for each connection; when the connection goes, every waiting call learns it at once;
- publisher confirms and `mandatory`: a service that is not there answers in milliseconds, not after the timeout;
- one absolute deadline over publishing, confirming and the reply, which travels as the message's expiration and header;
- a limit on calls in flight (OVERLOADED), late replies dropped, requests not persistent;
- a call that was never published is tried again; one whose reply was lost is tried again once, which is safe because
  questions change nothing and every command carries an idempotency key.
"""

from __future__ import annotations

import asyncio
import itertools
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import orjson
import structlog
from aio_pika import DeliveryMode, Message
from aio_pika.abc import (
    AbstractChannel,
    AbstractConnection,
    AbstractExchange,
    AbstractIncomingMessage,
    ExchangeType,
    HeadersType,
)
from aio_pika.exceptions import CONNECTION_EXCEPTIONS, ChannelInvalidStateError, DeliveryError, PublishError
from pamqp.common import FieldValue
from pydantic import ValidationError

from chassis.config import Settings
from chassis.tracing import current_traceparent
from contracts.errors import ErrorCode, Refusal, WireError
from contracts.operations import Operation, ReplyT, RequestT
from gateway.broker import Link
from gateway.metrics import RPC_SECONDS

log = structlog.get_logger()

EXCHANGE = "nameko-rpc"
START_WAIT = 5.0
UNPUBLISHED_WAIT = 1.0


@dataclass(frozen=True)
class Context:
    """What goes along with a call: on whose behalf, and as which attempt. The trace goes along by itself.

    `seconds` overrides the time the operation or the settings allow. A command without `idempotency_key` gets one.
    """

    access_token: str | None = None
    idempotency_key: str | None = None
    seconds: float | None = None


NOBODY = Context()


class _NeverPublished(Exception):
    """The connection was gone before the message left: nobody can have seen it."""


class _ReplyLost(Exception):
    """The connection went while waiting: the service may or may not have done its work."""


class _Line:
    """One connection's worth of asking: its exchange, its reply queue, the calls that wait on it."""

    def __init__(self, channel: AbstractChannel, exchange: AbstractExchange, reply_to: str) -> None:
        self._channel = channel
        self._exchange = exchange
        self._reply_to = reply_to
        self._waiting: dict[str, asyncio.Future[bytes]] = {}

    async def ask(self, call_id: str, routing_key: str, body: bytes, headers: HeadersType, seconds: float) -> bytes:
        """The reply's body. Raises _NeverPublished, _ReplyLost, or Refusal when no such service listens."""
        if self._channel.is_closed:
            raise _NeverPublished
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._waiting[call_id] = answer
        message = Message(
            body,
            content_type="application/json",
            content_encoding="utf-8",
            reply_to=self._reply_to,
            correlation_id=call_id,
            expiration=max(0.001, seconds),
            delivery_mode=DeliveryMode.NOT_PERSISTENT,
            headers=headers,
        )
        try:
            await self._publish(message, routing_key)
            return await answer
        finally:
            self._waiting.pop(call_id, None)
            if answer.done() and not answer.cancelled():
                answer.exception()

    async def _publish(self, message: Message, routing_key: str) -> None:
        try:
            await self._exchange.publish(message, routing_key=routing_key, mandatory=True)
        except PublishError:
            log.warning("service_not_listening", routing_key=routing_key)
            raise Refusal(ErrorCode.SERVICE_UNAVAILABLE) from None
        except DeliveryError:
            raise _NeverPublished from None
        except (*CONNECTION_EXCEPTIONS, ChannelInvalidStateError) as error:
            raise _ReplyLost from error

    async def take_reply(self, message: AbstractIncomingMessage) -> None:
        answer = self._waiting.get(message.correlation_id or "")
        if answer is None:
            log.debug("late_reply_dropped")
        elif not answer.done():
            answer.set_result(message.body)

    def fail_all(self) -> None:
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(_ReplyLost())


class Bus:
    """Asks services and tells them what to do. One for each process; safe for any number of concurrent calls."""

    def __init__(self, settings: Settings) -> None:
        self._timeout = settings.rpc_timeout
        self._room = settings.rpc_in_flight
        self._in_flight = 0
        self._line: _Line | None = None
        self._link = Link(settings.need("amqp_url"), "gateway calls", self._set_up, self._tear_down)
        self._ids = (f"{uuid.uuid4().hex}.{n}" for n in itertools.count())

    @classmethod
    @asynccontextmanager
    async def connected(cls, settings: Settings) -> AsyncIterator[Bus]:
        bus = cls(settings)
        await bus.start()
        try:
            yield bus
        finally:
            await bus.stop()

    async def start(self) -> None:
        await self._link.start(START_WAIT)

    async def stop(self) -> None:
        await self._link.stop()

    @property
    def is_up(self) -> bool:
        return self._link.is_up

    async def call(
        self, operation: Operation[RequestT, ReplyT], request: RequestT, context: Context = NOBODY
    ) -> ReplyT:
        """The service's reply to `request`.

        Raises Refusal: whatever the service refused with, or OVERLOADED, TIMED_OUT, SERVICE_UNAVAILABLE, INTERNAL.
        """
        if self._in_flight >= self._room:
            raise Refusal(ErrorCode.OVERLOADED)
        seconds = context.seconds or operation.seconds or self._timeout
        outcome = "ok"
        began = time.perf_counter()
        self._in_flight += 1
        try:
            async with asyncio.timeout(seconds):
                body = await self._deliver(operation, request, context, seconds)
            return _read(operation, body)
        except TimeoutError:
            outcome = ErrorCode.TIMED_OUT
            raise Refusal(ErrorCode.TIMED_OUT) from None
        except Refusal as refusal:
            outcome = refusal.code
            raise
        finally:
            self._in_flight -= 1
            RPC_SECONDS.labels(operation.routing_key, outcome).observe(time.perf_counter() - began)

    async def _deliver(
        self, operation: Operation[RequestT, ReplyT], request: RequestT, context: Context, seconds: float
    ) -> bytes:
        ends = time.monotonic() + seconds
        body = orjson.dumps({"args": [], "kwargs": {"request": request.model_dump(mode="json")}})
        headers = _headers(operation, context, deadline=time.time() + seconds)
        routing_key = operation.routing_key
        wait, lost_before = UNPUBLISHED_WAIT, False
        while True:
            await self._link.wait_up(min(wait, ends - time.monotonic()))
            line = self._line
            if line is None:
                raise Refusal(ErrorCode.SERVICE_UNAVAILABLE)
            call_id = next(self._ids)
            headers["nameko.call_id_stack"] = [f"gateway.{call_id}"]
            try:
                return await line.ask(call_id, routing_key, body, headers, ends - time.monotonic())
            except _NeverPublished:
                await asyncio.sleep(0.02)
            except _ReplyLost:
                if lost_before:
                    raise Refusal(ErrorCode.SERVICE_UNAVAILABLE) from None
                lost_before, wait = True, seconds
                log.warning("reply_lost_asking_again", routing_key=routing_key)

    async def _set_up(self, connection: AbstractConnection) -> tuple[AbstractChannel, ...]:
        asking = await connection.channel(publisher_confirms=True, on_return_raises=True)
        replies = await connection.channel(publisher_confirms=False)
        exchange = await asking.declare_exchange(EXCHANGE, ExchangeType.TOPIC, durable=True)
        reply_to = uuid.uuid4().hex
        queue = await replies.declare_queue(
            f"rpc.reply-gateway-{reply_to}",
            exclusive=True,
            auto_delete=True,
            durable=False,
            arguments={"x-queue-type": "classic"},
        )
        await queue.bind(EXCHANGE, routing_key=reply_to)
        line = _Line(asking, exchange, reply_to)
        await queue.consume(line.take_reply, no_ack=True)
        self._line = line
        return asking, replies

    def _tear_down(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.fail_all()


def _headers(operation: Operation[RequestT, ReplyT], context: Context, deadline: float) -> dict[str, FieldValue]:
    key = context.idempotency_key or (uuid.uuid4().hex if operation.changes else None)
    given: dict[str, FieldValue] = {
        "nameko.access_token": context.access_token,
        "nameko.traceparent": current_traceparent(),
        "nameko.idempotency_key": key,
        # whole milliseconds: a float header travels in single precision, which is minutes off
        "nameko.deadline_ms": int(deadline * 1000),
    }
    return {name: value for name, value in given.items() if value is not None}


def _read(operation: Operation[RequestT, ReplyT], body: bytes) -> ReplyT:
    try:
        reply = orjson.loads(body)
        if reply.get("error"):
            log.error("service_failed", operation=operation.routing_key, kind=reply["error"].get("exc_type"))
            raise Refusal(ErrorCode.INTERNAL)
        result = reply["result"]
        if "error" in result:
            raise Refusal.from_wire(WireError.model_validate(result["error"]))
        return operation.reply.model_validate(result["ok"])
    except (ValidationError, orjson.JSONDecodeError, KeyError, TypeError) as error:
        log.error("reply_not_understood", operation=operation.routing_key, error=type(error).__name__)
        raise Refusal(ErrorCode.INTERNAL) from None
