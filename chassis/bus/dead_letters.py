"""Events that a handler could not handle: list them, and deliver them again once the cause is mended."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kombu import Connection

from chassis.bus.topology import PARKED


@dataclass(frozen=True)
class DeadLetter:
    """A parked event: which, of what type, about whom, and how often it was tried."""

    event_id: str
    type: str
    subject: str
    attempts: int


def parked(connection: Connection, queue: str) -> Iterator[DeadLetter]:
    """What waits in the parking queue of an event queue (`events.<service>.<handler>`), left where it is."""
    channel = connection.channel()
    try:
        while (message := channel.basic_get(_parking(queue))) is not None:
            body = _body(message)
            yield DeadLetter(
                event_id=str(body.get("id", "-")),
                type=str(body.get("type", "-")),
                subject=str(body.get("subject", "-")),
                attempts=int((message.headers or {}).get("x-delivery-count", 0)) + 1,
            )
    finally:
        channel.close()  # everything read and not acknowledged goes back


def replay(connection: Connection, queue: str) -> int:
    """Deliver everything parked back to the event queue that gave it up. Returns how many.

    Each message is removed only after the broker has confirmed the new delivery: at worst one is delivered twice.
    """
    channel = connection.channel()
    channel.confirm_select()
    moved = 0
    waiting = channel.queue_declare(_parking(queue), passive=True).message_count
    for _ in range(waiting):
        message = channel.basic_get(_parking(queue))
        if message is None:
            break
        again = connection.Producer(channel)
        again.publish(
            message.body, routing_key=queue, exchange="", content_type="application/json", content_encoding="utf-8",
            delivery_mode=2, serializer=None,
        )  # fmt: skip
        channel.basic_ack(message.delivery_tag)
        moved += 1
    channel.close()
    return moved


def _parking(queue: str) -> str:
    if not queue.startswith("events."):
        raise ValueError(f"{queue} is not an event queue: its name is events.<service>.<handler>")
    return f"parked.{queue.removeprefix('events.')}"


def _body(message: Any) -> dict[str, Any]:
    try:
        body = json.loads(message.body)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


__all__ = ["PARKED", "DeadLetter", "parked", "replay"]
