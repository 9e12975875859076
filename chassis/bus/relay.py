"""Publishes what has been recorded: to the broker, with confirms, removing from the outbox only what is confirmed.

Every process publishes what it has itself committed, at once and without asking the database, and once a second removes
what was confirmed; each entry of the outbox says whose it is. A process of whose entries the oldest stays where it is
for a few seconds has died, or was without the broker: every relay looks for such entries, makes them its own and
publishes them. At worst an event is published twice, which consumers do not mind.
"""

from __future__ import annotations

import contextlib
import secrets
import time
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, takewhile

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
from chassis.bus.wire import in_one_write
from chassis.event_log import AT_A_TIME, LOG, OUTBOX, envelope
from chassis.mongo import Record, database, in_transaction
from contracts.events.envelope import Envelope

BATCH = AT_A_TIME
ROOM = 20_000  # fresh entries kept in memory; beyond it they are found in the outbox
LOOKED_AT = 1_000  # of the outbox, at a time
TAKEN = 5  # of what others have left, at a time
LEFT_AFTER = 5.0  # seconds for which a process may publish none of what it has in the outbox
LOOK_EVERY = 1.0  # seconds


class Relay:
    """The relay of one process of a service."""

    def __init__(self, amqp_url: str, service: str) -> None:
        self._amqp_url = amqp_url
        self._service = service
        self.id = secrets.token_hex(8)
        """Whose the entries of the outbox are that this process commits."""
        self._fresh: deque[Sequence[Record]] = deque()
        self._in_hand = 0
        self._published: list[ObjectId] = []  # confirmed, and still to be removed
        self._bell = eventlet.queue.LightQueue(maxsize=1)
        self._looked_at = 0.0
        self._oldest: dict[str | None, tuple[ObjectId, float]] = {}  # of each relay, and when it was first seen to be
        self._stopping = False

    def offer(self, entries: Sequence[Record]) -> None:
        """Entries of the log that this process has just committed, which wait together in the outbox."""
        if self._in_hand + len(entries) <= ROOM:
            self._fresh.append(entries)
            self._in_hand += len(entries)
        self._ring()

    def stop(self) -> None:
        """Publish what is recorded by now, then end `run`."""
        self._stopping = True
        self._ring()

    def run(self) -> None:
        """Publish until stopped. A lost broker or database is waited for."""
        while not self._stopping:
            try:
                with Connection(self._amqp_url, connect_timeout=3) as connection:
                    channel = ConfirmingChannel(connection)
                    while not self._stopping:
                        self._wait()
                        self._publish_fresh(channel)
                        if self._stopping or self._is_time_to_look():
                            self._remove_published()
                            self._publish_left(channel)
                            self._looked_at = time.monotonic()
            except (*LOST, PyMongoError) as error:
                structlog.get_logger().warning("relay_interrupted", error=type(error).__name__)
                eventlet.sleep(0.5)

    def _ring(self) -> None:
        if self._bell.empty():
            self._bell.put(None)

    def _wait(self) -> None:
        with contextlib.suppress(eventlet.queue.Empty):
            self._bell.get(timeout=LOOK_EVERY)

    def _publish_fresh(self, channel: ConfirmingChannel) -> None:
        while self._fresh:
            waiting = self._next()
            self._publish(channel, waiting)
            self._published.extend(_outbox_ids(waiting))
            for entries in waiting:
                self._fresh.popleft()
                self._in_hand -= len(entries)
            if self._is_time_to_look():
                self._remove_published()  # or others would take a long burst for left behind

    def _is_time_to_look(self) -> bool:
        return time.monotonic() - self._looked_at >= LOOK_EVERY

    def _next(self) -> Sequence[Sequence[Record]]:
        """What is published next: as many as are a batch together."""
        sized = zip(self._fresh, accumulate(map(len, self._fresh)), strict=True)
        return [entries for entries, _ in takewhile(lambda each: each[1] <= BATCH, sized)]

    def _remove_published(self) -> None:
        """All together, as to remove those of each batch would be a transaction more for each."""
        if self._published:
            _remove(self._published)
            self._published = []

    def _publish_left(self, channel: ConfirmingChannel) -> None:
        left = 0
        for relay in self._left_behind():
            alone = True
            while alone and (taken := self._taken_from(relay)):
                for entries in taken:  # each may be a batch
                    self._publish(channel, [entries])
                # If it was not, that relay is slow, not dead, and gets on with what was taken too.
                alone = _remove(_outbox_ids(taken))
                left += sum(map(len, taken))
        metrics.OUTBOX_LEFT.set(left)

    def _publish(self, channel: ConfirmingChannel, waiting: Sequence[Sequence[Record]]) -> None:
        entries = list(chain.from_iterable(waiting))
        channel.publish([envelope(entry, self._service) for entry in entries])
        metrics.EVENTS_PUBLISHED.inc(len(entries))

    def _left_behind(self) -> Sequence[str | None]:
        """The relays that do not get on with what they have in the outbox.

        Judged by what is seen here, not by when it was written: the entries of a long transaction are old when it is
        committed, and those of a large one take a while to publish.
        """
        now = time.monotonic()
        before, self._oldest = self._oldest, {}
        for entry in database()[OUTBOX].find({}, {"relay": 1}).sort("_id", ASCENDING).limit(LOOKED_AT):
            relay, oldest = entry.get("relay"), entry["_id"]
            if relay not in self._oldest:
                known, since = before.get(relay, (None, now))
                self._oldest[relay] = (oldest, since if known == oldest else now)
        return [relay for relay, (_, since) in self._oldest.items() if now - since >= LEFT_AFTER]

    def _taken_from(self, relay: str | None) -> Sequence[Sequence[Record]]:
        """Some of what that relay has left behind, oldest first, now this one's."""
        outbox = database()[OUTBOX]
        ids = [left["_id"] for left in outbox.find({"relay": relay}, {"_id": 1}).sort("_id", ASCENDING).limit(TAKEN)]
        outbox.update_many({"_id": {"$in": ids}, "relay": relay}, {"$set": {"relay": self.id}})
        mine = outbox.find({"_id": {"$in": ids}, "relay": self.id}).sort("_id", ASCENDING)
        return [_entries([taken["_id"], *taken.get("others", ())]) for taken in mine]


def _outbox_ids(waiting: Iterable[Sequence[Record]]) -> list[ObjectId]:
    """The outbox names what waits together by the first."""
    return [entries[0]["_id"] for entries in waiting]


def _remove(ids: Sequence[ObjectId]) -> bool:
    """Whether nobody else removed any of them."""
    # In one transaction: otherwise each deletion is one, which takes several times as long.
    removed = in_transaction(lambda: database()[OUTBOX].delete_many({"_id": {"$in": list(ids)}}))
    return removed.deleted_count == len(ids)


def _entries(ids: Sequence[ObjectId]) -> Sequence[Record]:
    """In the order of the ids."""
    found = {entry["_id"]: entry for entry in database()[LOG].find({"_id": {"$in": ids}})}
    return [found[id] for id in ids]


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

    def publish(self, envelopes: Sequence[Envelope], timeout: float = 10.0, queue: str | None = None) -> None:
        """Publish events, to everybody or to one queue, and wait until all are confirmed.

        Raises one of LOST if that takes over `timeout` seconds.
        """
        with in_one_write(self._channel.connection.transport):
            for each in envelopes:
                self._send(each, queue)
        deadline = time.monotonic() + timeout
        while self._open:
            self._channel.connection.drain_events(timeout=max(0.001, deadline - time.monotonic()))

    def _send(self, event: Envelope, queue: str | None) -> None:
        self._last_tag += 1
        self._open.add(self._last_tag)
        message = amqp.Message(
            event.model_dump_json(),
            content_type="application/json",
            content_encoding="utf-8",
            delivery_mode=2,
            message_id=event.id,
        )
        exchange, key = (EVENTS.name, event.type) if queue is None else ("", queue)
        self._channel._basic_publish(message, exchange=exchange, routing_key=key)

    def _confirmed(self, tag: int, multiple: bool) -> None:
        self._open = {open_tag for open_tag in self._open if open_tag > tag} if multiple else self._open - {tag}

    def _refused(self, tag: int, multiple: bool) -> None:
        raise amqp.exceptions.ConnectionError("the broker refused an event")
