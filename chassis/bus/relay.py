"""Publishes what has been recorded: from the outbox to the broker, with confirms, removing only what is confirmed.

Every process of a service has one. They share the work by claims that expire, so whichever of them dies, another one
publishes what it left; at worst an event is published twice, which consumers do not mind.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import amqp
import eventlet
import eventlet.queue
import structlog
from bson import ObjectId
from kombu import Connection
from pymongo import ASCENDING
from pymongo.errors import PyMongoError

from chassis import metrics
from chassis.bus.steady import LOST
from chassis.bus.topology import EVENTS
from chassis.event_log import LOG, OUTBOX, envelope
from chassis.mongo import database

BATCH = 200
CLAIM = timedelta(seconds=15)
IDLE = 1.0  # seconds between looks for what a process that died left behind


class Relay:
    """The relay of one process of a service."""

    def __init__(self, amqp_url: str, service: str) -> None:
        self._amqp_url = amqp_url
        self._service = service
        self._claim = secrets.token_hex(8)
        self._bell = eventlet.queue.LightQueue(maxsize=1)
        self._stopping = False

    def wake(self) -> None:
        """Something has been recorded."""
        if self._bell.empty():
            self._bell.put(None)

    def stop(self) -> None:
        """Publish what is recorded by now, then end `run`."""
        self._stopping = True
        self.wake()

    def run(self) -> None:
        """Publish until stopped. A lost broker or database is waited for."""
        while not self._stopping:
            try:
                self._give_claims_back()
                with Connection(self._amqp_url, connect_timeout=3) as connection:
                    channel = ConfirmingChannel(connection)
                    while not self._stopping:
                        self._ring()
                        while self.publish_batch(channel):
                            pass
            except (*LOST, PyMongoError) as error:
                structlog.get_logger().warning("relay_interrupted", error=type(error).__name__)
                eventlet.sleep(0.5)

    def _ring(self) -> None:
        with contextlib.suppress(eventlet.queue.Empty):
            self._bell.get(timeout=IDLE)

    def publish_batch(self, channel: ConfirmingChannel) -> int:
        """Publish up to BATCH of the oldest entries that nobody else is publishing. Returns how many."""
        claimed = self._claimed()
        if not claimed:
            return 0
        entries = database()[LOG].find({"_id": {"$in": claimed}}).sort("_id", ASCENDING)
        channel.publish([envelope(entry, self._service).model_dump(mode="json") for entry in entries])
        database()[OUTBOX].delete_many({"_id": {"$in": claimed}, "claim": self._claim})
        metrics.EVENTS_PUBLISHED.inc(len(claimed))
        return len(claimed)

    def _claimed(self) -> list[ObjectId]:
        outbox = database()[OUTBOX]
        now = datetime.now(UTC)
        free = {"claimed_until": {"$lt": now}}
        ids = [entry["_id"] for entry in outbox.find(free, {"_id": 1}).sort("_id", ASCENDING).limit(BATCH)]
        metrics.OUTBOX_WAITING.set(len(ids))
        if not ids:
            return []
        claim = {"claim": self._claim, "claimed_until": now + CLAIM}
        outbox.update_many({"_id": {"$in": ids}, **free}, {"$set": claim})
        return [entry["_id"] for entry in outbox.find({"claim": self._claim}, {"_id": 1})]

    def _give_claims_back(self) -> None:
        """After an interruption: what this relay had claimed may not have been published."""
        free = datetime.fromtimestamp(0, UTC)
        database()[OUTBOX].update_many(
            {"claim": self._claim}, {"$set": {"claimed_until": free}, "$unset": {"claim": 1}}
        )


class ConfirmingChannel:
    """A channel on which many messages are published before the broker's confirms are waited for.

    Kombu waits for each message's confirm, which at a bulk import's tens of thousands of events takes minutes.
    """

    def __init__(self, connection: Connection) -> None:
        self._channel = connection.channel()
        EVENTS.bind(self._channel).declare()
        self._channel.confirm_select()
        self._last_tag = 0
        self._open: set[int] = set()
        self._channel.events["basic_ack"].add(self._confirmed)
        self._channel.events["basic_nack"].add(self._refused)

    def publish(self, bodies: list[dict[str, Any]], timeout: float = 10.0) -> None:
        """Publish events and wait until all are confirmed. Raises one of LOST if that takes over `timeout` seconds."""
        for body in bodies:
            self._last_tag += 1
            self._open.add(self._last_tag)
            message = amqp.Message(
                json.dumps(body, ensure_ascii=False),
                content_type="application/json",
                content_encoding="utf-8",
                delivery_mode=2,
                message_id=body["id"],
            )
            self._channel._basic_publish(message, exchange=EVENTS.name, routing_key=body["type"])
        deadline = time.monotonic() + timeout
        while self._open:
            self._channel.connection.drain_events(timeout=max(0.001, deadline - time.monotonic()))

    def _confirmed(self, tag: int, multiple: bool) -> None:
        self._open = {open_tag for open_tag in self._open if open_tag > tag} if multiple else self._open - {tag}

    def _refused(self, tag: int, multiple: bool) -> None:
        raise amqp.exceptions.ConnectionError("the broker refused an event")
