"""Nameko's consumers made steady: a broker restart, SIGTERM or a poisonous message does not take the process down.

Each override names what happens without it; tests/faults/test_steady_consumers.py shows every one.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
import structlog
from amqp.exceptions import AMQPError
from kombu import Connection, Consumer
from kombu.exceptions import KombuError
from kombu.message import Message
from nameko.messaging import QueueConsumer
from nameko.rpc import Rpc, RpcConsumer

from chassis.bus.wire import let_read_ahead

LOST = (AMQPError, KombuError, OSError)
HEARTBEAT = 15  # seconds; a vanished broker is noticed within two of these


class PacedConsumer(Consumer):
    """A consumer with its own number of messages in hand: the broker applies a channel's number to who comes next."""

    def __init__(self, channel: Any, prefetch: int, **kwargs: Any) -> None:
        self.prefetch = prefetch
        super().__init__(channel, **kwargs)

    def consume(self, no_ack: bool | None = None) -> None:
        self.qos(prefetch_count=self.prefetch)
        super().consume(no_ack=no_ack)


class SteadyQueueConsumer(QueueConsumer):
    """The connection on which a process consumes all its queues."""

    def __init__(self) -> None:
        self._in_hand: set[int] = set()
        super().__init__()

    @property
    def connected(self) -> bool:
        """Whether the process consumes at this moment (readiness)."""
        return bool(self._consumers) and self._connected

    _connected = False

    @property
    def connection(self) -> Connection:
        connection = super().connection
        connection.heartbeat = HEARTBEAT
        return connection

    @contextmanager
    def establish_connection(self) -> Iterator[Connection]:
        """Without: the wait between attempts grows to 30 s, and the process is deaf long after the broker is back."""
        self._connected = False
        self._in_hand.clear()
        with self.create_connection() as connection:
            connection.ensure_connection(
                self.on_connection_error, None, interval_start=0.2, interval_step=0.3, interval_max=2
            )
            let_read_ahead(connection.connection.transport)
            yield connection

    def on_connection_error(self, exc: Exception, interval: float) -> None:
        structlog.get_logger().warning("broker_unreachable", error=type(exc).__name__, retry_in=interval)

    def get_consumers(self, consumer_cls: Any, channel: Any) -> Any:
        """Without: a message whose body cannot be decoded kills the process, and the next, for ever.

        An entry point that gathers messages (`gather`, and `prefetch`: how many it wants in hand) has a channel of its
        own, so that it can acknowledge many at once.
        """
        for provider in self._providers:
            gathers = hasattr(provider, "gather")
            self._consumers[provider] = PacedConsumer(
                channel.connection.client.channel() if gathers else channel,
                prefetch=provider.prefetch if gathers else self.prefetch_count,
                queues=[provider.queue],
                callbacks=[functools.partial(self.handle_message, provider)],
                on_message=functools.partial(self._gather, provider) if gathers else None,
                accept=self.accept,
                on_decode_error=self._refuse_undecodable,
            )
        return self._consumers.values()

    def on_consume_ready(self, connection: Any, channel: Any, consumers: Any, **kwargs: Any) -> None:
        self._connected = True
        super().on_consume_ready(connection, channel, consumers, **kwargs)

    def _gather(self, provider: Any, message: Message) -> None:
        try:
            body = orjson.loads(message.body)
        except orjson.JSONDecodeError as error:
            self._refuse_undecodable(message, error)
        else:
            self._in_hand.add(id(message))
            provider.gather(body, message)

    def _refuse_undecodable(self, message: Message, error: Exception) -> None:
        structlog.get_logger().error("undecodable_message_refused", error=type(error).__name__)
        self.refuse_message(message)

    def handle_message(self, provider: Any, body: Any, message: Message) -> None:
        self._in_hand.add(id(message))
        super().handle_message(provider, body, message)

    def on_iteration(self) -> None:
        """Without: on SIGTERM the connection closes while jobs still run; the broker delivers them again elsewhere."""
        self._cancel_consumers_if_requested()
        if not self._consumers and not self._in_hand:
            self.should_stop = True

    def ack_message(self, message: Message) -> None:
        self._settle(message, "ack")

    def ack_up_to(self, messages: Sequence[Message]) -> None:
        """Acknowledge the last of these, and with it all others that came on its channel before."""
        self._settle(messages[-1], "ack", multiple=True)
        self._in_hand.difference_update(map(id, messages))

    def requeue_message(self, message: Message) -> None:
        self._settle(message, "requeue")

    def refuse_message(self, message: Message) -> None:
        """Give a message up: the broker parks it where its queue says so, and drops it otherwise."""
        self._settle(message, "reject")

    def _settle(self, message: Message, how: str, **options: bool) -> None:
        """Without: settling a message of a lost connection raises, which kills the container."""
        try:
            if message.channel is not None and message.channel.connection:
                getattr(message, how)(**options)
        except LOST as error:
            structlog.get_logger().warning("message_not_settled", how=how, error=type(error).__name__)
        finally:
            self._in_hand.discard(id(message))


class SteadyRpcConsumer(RpcConsumer):
    """The queue of a service's operations."""

    queue_consumer = SteadyQueueConsumer()

    def handle_message(self, body: Any, message: Message) -> None:
        """Without: a request with nowhere to reply to kills the process and is delivered to the next one."""
        properties = message.properties
        if not properties.get("reply_to") or not properties.get("correlation_id") or not isinstance(body, dict):
            structlog.get_logger().error("unanswerable_request_refused")
            self.queue_consumer.refuse_message(message)
            return
        super().handle_message(body, message)

    def handle_result(self, message: Message, result: Any, exc_info: Any) -> Any:
        """Without: a reply that cannot be sent kills the container. (Its caller has a deadline, and a key to retry.)"""
        try:
            return super().handle_result(message, result, exc_info)
        except LOST as error:
            structlog.get_logger().warning("reply_not_sent", error=type(error).__name__)
            self.queue_consumer.ack_message(message)
            return result, exc_info


class SteadyRpc(Rpc):
    """An RPC entry point on the steady consumer."""

    rpc_consumer = SteadyRpcConsumer()
