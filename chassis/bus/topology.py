"""Names on the broker: which exchanges and queues there are, and how they are made."""

from __future__ import annotations

from kombu import Exchange, Queue, binding

RPC_EXCHANGE = "nameko-rpc"
EVENTS = Exchange("prakat.events", type="topic", durable=True)
PARKED = Exchange("prakat.parked", type="direct", durable=True)


def event_queue(service: str, handler: str, types: tuple[str, ...], attempts: int) -> Queue:
    """The durable queue of one event handler; a message that fails `attempts` times goes to the parking queue."""
    name = f"events.{service}.{handler}"
    return Queue(
        name,
        bindings=[binding(EVENTS, routing_key=kind) for kind in types],
        durable=True,
        queue_arguments={
            "x-queue-type": "quorum",
            "x-delivery-limit": attempts - 1,  # the broker counts redeliveries
            # One process at a time, another as soon as it is gone: an agency's facts follow each other, and dealt out
            # in turn to several processes they would be in each other's way in the database.
            "x-single-active-consumer": True,
            "x-dead-letter-exchange": PARKED.name,
            "x-dead-letter-routing-key": name,
        },
    )


def parking_queue(event_queue_name: str) -> Queue:
    """Where the messages wait that a handler could not handle, for `make dead-letters`."""
    return Queue(
        f"parked.{event_queue_name.removeprefix('events.')}",
        exchange=PARKED,
        routing_key=event_queue_name,
        durable=True,
        queue_arguments={"x-queue-type": "quorum"},
    )
