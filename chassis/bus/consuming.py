"""How a service hears of facts: one durable queue for each handler, each event handled once, poison parked.

What has arrived while a handler was at work is handled together, in one transaction: under load that costs a fraction
of a transaction for each event, and a single event waits for nobody.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

import eventlet
import structlog
from kombu.message import Message
from nameko.exceptions import ContainerBeingKilled
from nameko.messaging import Consumer
from pymongo.errors import ConnectionFailure

from chassis import inbox, metrics
from chassis.bus.steady import SteadyQueueConsumer
from chassis.bus.topology import event_queue, parking_queue
from chassis.mongo import in_transaction
from chassis.tracing import tracing
from contracts.events.envelope import Envelope, Event

TOGETHER = 200
LONGEST_PAUSE = 5.0  # seconds between attempts

EventT = TypeVar("EventT", bound=Event)
Method = Callable[[Any, Any], None]


@dataclass(frozen=True)
class Heard(Generic[EventT]):
    """An event and the envelope that it came in."""

    event: EventT
    envelope: Envelope


Handling = Callable[[Sequence[Heard[Event]]], None]
# (name of the handler, handling, what was heard) -> how many events were handled now
Once = Callable[[str, Handling, list[Heard[Event]]], int]


class EventHandler(Consumer):
    """Entry point of an event handler. Without it Nameko acknowledges a failed event, which is then lost."""

    queue_consumer = SteadyQueueConsumer()
    prefetch = 2 * TOGETHER

    def __init__(self, types: tuple[type[Event], ...], rest: float = 0, **kwargs: Any) -> None:
        self.types = types
        self._rest = rest
        self._waiting: list[tuple[Any, Message]] = []
        self._working = False
        self._trying_again = 0  # messages that pause, and are not to be acknowledged with those after them
        super().__init__(queue=None, **kwargs)

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

    def gather(self, body: Any, message: Message) -> None:
        self._waiting.append((body, message))
        if not self._working:
            self._working = True
            self.container.spawn_managed_thread(self._work_on)

    def _work_on(self) -> None:
        """Have a worker handle what waits. One at a time: what arrives meanwhile gathers for the next."""
        batch, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
        settle = functools.partial(self._settle, [message for _, message in batch])
        try:
            self.container.spawn_worker(self, ([body for body, _ in batch],), {}, context_data={}, handle_result=settle)
        except ContainerBeingKilled:
            for _, message in batch:
                self.queue_consumer.requeue_message(message)

    def _settle(self, messages: list[Message], worker_ctx: Any, result: Any, exc_info: Any) -> Any:
        handled = result if exc_info is None else [False] * len(messages)
        if all(handled) and not self._trying_again:
            self.queue_consumer.ack_up_to(messages)
        else:
            self._settle_each(zip(messages, handled, strict=True))
        if self._waiting or self._rest:
            self.container.spawn_managed_thread(self._go_on)
        else:
            self._working = False
        return result, exc_info

    def _go_on(self) -> None:
        if len(self._waiting) < TOGETHER:
            eventlet.sleep(self._rest)
        if self._waiting:
            self._work_on()
        else:
            self._working = False

    def _settle_each(self, messages: Iterable[tuple[Message, bool]]) -> None:
        for message, was_handled in messages:
            if was_handled:
                self.queue_consumer.ack_message(message)
            else:
                self._trying_again += 1
                self.container.spawn_managed_thread(functools.partial(self._try_again, message))

    def _try_again(self, message: Message) -> None:
        """After a pause: what failed may need a moment, and the broker counts the attempts."""
        attempts = (message.headers or {}).get("x-delivery-count", 0)
        eventlet.sleep(min(0.1 * 2**attempts, LONGEST_PAUSE))
        self.queue_consumer.requeue_message(message)
        self._trying_again -= 1


def handles(*types: type[Event], repeatable: bool = False, rest: float = 0) -> Callable[[Method], Method]:
    """Make a service's method `(self, heard: Sequence[Heard[...]]) -> None` the handler of these events.

    It gets what has arrived, one event or a few, in no particular order, and runs in one transaction together with the
    note that they are handled; it may be run again when another transaction got in its way. When it fails for several,
    it is run for each alone.

    `repeatable`: hearing the same again changes nothing, as where the highest version wins (docs/decisions/0003). Then
    no note is taken, which spares the database a write for each event.

    `rest`: for how many seconds more events may gather after some have been handled, where nobody looks for them at
    once. Each transaction less leaves time to handlers that are waited for.
    """
    once = _again if repeatable else _once
    by_type = {kind.TYPE: kind for kind in types}

    def decorate(method: Method) -> Method:
        @functools.wraps(method)
        def entry(self: Any, bodies: list[Any]) -> list[bool]:
            return list(_handle(method.__name__, functools.partial(method, self), once, by_type, bodies))

        entry.event_types = types  # type: ignore[attr-defined]
        decorated: Method = EventHandler.decorator(types, rest)(entry)
        return decorated

    return decorate


def _handle(
    handler: str, method: Handling, once: Once, types: dict[str, type[Event]], bodies: list[Any]
) -> Iterator[bool]:
    """Whether each was handled (now or before)."""
    if len(bodies) > 1 and _attempt(handler, method, once, types, bodies, last=False):
        yield from [True] * len(bodies)
    else:
        for body in bodies:
            yield _attempt(handler, method, once, types, [body], last=True)


def _attempt(
    handler: str,
    method: Handling,
    once: Once,
    types: dict[str, type[Event]],
    bodies: list[Any],
    last: bool,
) -> bool:
    """Handle these together. A failure is recorded only at the `last` attempt, when each event is alone."""
    started = time.monotonic()
    traces = [body.get("traceparent") for body in bodies if isinstance(body, dict)]
    with tracing(traces[0] if traces else None):
        log = structlog.get_logger().bind(handler=handler, events=len(bodies))
        try:
            heard = [known for body in bodies if (known := _read(types, body))]
            new = _patiently(lambda: once(handler, method, heard))
        except Exception:
            if last:
                metrics.EVENTS_HANDLED.labels(handler, "failed").inc()
                log.exception("event_failed")
            return False
        metrics.EVENTS_HANDLED.labels(handler, "handled").inc(new)
        metrics.EVENTS_HANDLED.labels(handler, "repeated").inc(len(bodies) - new)
        metrics.HANDLING.labels(handler).observe(time.monotonic() - started)
        for each in heard:
            trace = each.envelope.traceparent
            log.debug("event_handled", event_id=each.envelope.id, event_type=each.envelope.type, cause=trace)
        return True


def _read(types: dict[str, type[Event]], body: Any) -> Heard[Event] | None:
    """None for a type that only a binding of an earlier version of the handler brings."""
    envelope = Envelope.model_validate(body)
    kind = types.get(envelope.type)
    return Heard(kind.model_validate(envelope.data), envelope) if kind else None


def _again(handler: str, method: Handling, heard: list[Heard[Event]]) -> int:
    method(heard)
    return len(heard)


def _once(handler: str, method: Handling, heard: list[Heard[Event]]) -> int:
    new = inbox.note_events(handler, [each.envelope.id for each in heard], datetime.now(UTC))
    if new:
        method([each for each in heard if each.envelope.id in new])
    return len(new)


def _patiently(once: Callable[[], int]) -> int:
    """Wait for an unreachable database rather than spend the event's attempts on it."""
    pause = 0.2
    while True:
        try:
            return in_transaction(once)
        except ConnectionFailure as error:
            structlog.get_logger().warning("database_unreachable", error=type(error).__name__, retry_in=pause)
            eventlet.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
