"""Waiting until nothing goes on behind a command any more: its events are published and heard."""

from __future__ import annotations

import time

import pymongo
from kombu import Connection

from bench.errors import CannotMeasure
from chassis.config import Settings
from chassis.event_log import OUTBOX
from deploy.operator import SERVICES, handlers

LONGEST = 120.0
BETWEEN_LOOKS = 0.1
QUIET_LOOKS = 3
"""What a handler has taken is in no queue: only several looks in a row say that it is done."""


class NeverQuiet(CannotMeasure):
    """Events are still on their way after a long time."""


class Quiet:
    """Sees into the outboxes and the queues of a running system."""

    def __init__(self, settings: Settings) -> None:
        self._amqp_url = settings.need("amqp_url")
        self._mongo_url = settings.need("mongo_url")
        self._databases = [f"{settings.mongo_prefix}_{service}" for service in SERVICES]
        self._queues = sorted(queue for queue, _ in handlers())

    def wait(self) -> None:
        """Return when no event has been on its way for a moment. Raises NeverQuiet."""
        deadline = time.monotonic() + LONGEST
        looks = 0
        mongo: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(self._mongo_url)
        with mongo, Connection(self._amqp_url) as broker:
            while looks < QUIET_LOOKS:
                waiting = self._unpublished(mongo) or self._unheard(broker)
                looks = 0 if waiting else looks + 1
                if time.monotonic() > deadline:
                    raise NeverQuiet(f"{waiting} events are still on their way after {LONGEST:.0f} s")
                time.sleep(BETWEEN_LOOKS)

    def _unpublished(self, mongo: pymongo.MongoClient[dict[str, object]]) -> int:
        return sum(mongo[database][OUTBOX].estimated_document_count() for database in self._databases)

    def _unheard(self, broker: Connection) -> int:
        channel = broker.default_channel
        return sum(int(channel.queue_declare(queue, passive=True).message_count) for queue in self._queues)
