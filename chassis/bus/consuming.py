"""How a service hears of facts: one durable queue for each handler, each event handled once, poison parked."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import eventlet
import structlog
from kombu.message import Message
from nameko.messaging import Consumer
from pymongo.errors import ConnectionFailure

from chassis import inbox, metrics
from chassis.bus.steady import SteadyQueueConsumer
from chassis.bus.topology import event_queue, parking_queue
from chassis.mongo import in_transaction
from chassis.tracing import tracing
from contracts.events.envelope import Envelope, Event

LONGEST_PAUSE = 5.0  # seconds between attempts


class EventHandler(Consumer):
    """Entry point of an event handler. Without it Nameko acknowledges a failed event, which is then lost."""

    queue_consumer = SteadyQueueConsumer()

    def __init__(self, types: tuple[type[Event], ...], **kwargs: Any) -> None:
        self.types = types
        super().__init__(queue=None, requeue_on_error=True, **kwargs)

    def setup(self) -> None:
        settings = self.container.config["process"].settings
        self.queue = event_queue(
            self.container.service_name,
            self.method_name,
            tuple(kind.TYPE for kind in self.types),
            settings.event_attempts,
        )
        parking = parking_queue(self.queue.name)
        with self.queue_consumer.connection as connection, connection.channel() as channel:
            parking.bind(channel).declare()
        super().setup()

    def handle_result(self, message: Message, worker_ctx: Any, result: Any = None, exc_info: Any = None) -> Any:
        if exc_info is not None:
            # A pause before the next attempt: what failed may need a moment, and the broker counts the attempts.
            attempts = (message.headers or {}).get("x-delivery-count", 0)
            eventlet.sleep(min(0.1 * 2**attempts, LONGEST_PAUSE))
        return super().handle_result(message, worker_ctx, result, exc_info)


def handles(*types: type[Event]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a service's method `(self, event, envelope) -> None` the handler of these events.

    It runs in one transaction together with the note that the event is handled; the method may be run again when
    another transaction got in its way.
    """
    by_type = {kind.TYPE: kind for kind in types}

    def decorate(method: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(method)
        def entry(self: Any, body: dict[str, Any]) -> None:
            envelope = Envelope.model_validate(body)
            kind = by_type.get(envelope.type)
            if kind is None:
                return  # a binding of an earlier version of this handler
            event = kind.model_validate(envelope.data)
            _handle(method.__name__, functools.partial(method, self, event, envelope), envelope)

        entry.event_types = types  # type: ignore[attr-defined]
        decorated: Callable[..., None] = EventHandler.decorator(types)(entry)
        return decorated

    return decorate


def _handle(handler: str, method: Callable[[], None], envelope: Envelope) -> None:
    started = time.monotonic()
    with tracing(envelope.traceparent):
        log = structlog.get_logger().bind(handler=handler, event_type=envelope.type, event_id=envelope.id)

        def once() -> None:
            inbox.note_event(handler, envelope.id, datetime.now(UTC))
            method()

        outcome = "handled"
        try:
            _patiently(once)
        except inbox.AlreadyHandled:
            outcome = "repeated"
        except Exception:
            outcome = "failed"
            log.exception("event_failed")
            raise
        finally:
            metrics.EVENTS_HANDLED.labels(handler, outcome).observe(time.monotonic() - started)
        log.debug("event_handled", outcome=outcome)


def _patiently(once: Callable[[], None]) -> None:
    """Wait for an unreachable database rather than spend the event's attempts on it."""
    pause = 0.2
    while True:
        try:
            return in_transaction(once)
        except ConnectionFailure as error:
            structlog.get_logger().warning("database_unreachable", error=type(error).__name__, retry_in=pause)
            eventlet.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
