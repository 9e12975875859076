"""A new consumer, or one restored from nothing, rebuilds itself from the event logs of the producers, kept for ever.

What is published again goes into the one queue that asks for it, so nobody else hears it twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from kombu import Connection
from pymongo import ASCENDING

from chassis.bus.relay import BATCH, ConfirmingChannel
from chassis.event_log import LOG, envelope
from chassis.mongo import Record, database


def replay_log(connection: Connection, service: str, types: Collection[str], queue: str) -> int:
    """Publish every event of these types in the connected service's log to the queue, oldest first. Returns how many.

    May be run again, also while new events arrive: consumers heed versions, not the order.
    """
    channel = ConfirmingChannel(connection)
    replayed = 0
    for entries in _batches(database()[LOG].find({"type": {"$in": list(types)}}).sort("_id", ASCENDING)):
        channel.publish([envelope(entry, service) for entry in entries], queue=queue)
        replayed += len(entries)
    return replayed


def _batches(entries: Iterable[Record]) -> Iterator[list[Record]]:
    iterator = iter(entries)
    while batch := list(islice(iterator, BATCH)):
        yield batch
