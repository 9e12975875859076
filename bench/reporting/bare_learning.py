"""What a change costs the broker and the database alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from itertools import count
from typing import Self

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from chassis import mongo
from chassis.config import Settings
from chassis.mongo import Record, in_transaction
from services.reporting.store.days import stored_day
from services.reporting.store.editions import Edition, current

COUNTER, FACTS = "bare_counter", "bare_facts"
BARE = Edition(0)  # one that no rebuild makes


class BareCounter:
    """A transaction that stores a fact, a durable queue that it goes through with confirms, and a counter of what has
    arrived."""

    def __init__(self, channel: AbstractChannel, queue: str) -> None:
        self._channel = channel
        self._queue = queue
        self._recorded = 0
        self._lock = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def on(cls, settings: Settings) -> AsyncIterator[Self]:
        mongo.database()[COUNTER].insert_one({"_id": "all", "counted": 0})
        mongo.ensure_collection(FACTS)
        connection = await aio_pika.connect(settings.need("amqp_url"))
        async with connection, connection.channel() as channel:
            await channel.set_qos(200)
            queue = await channel.declare_queue("bench.bare", durable=True, arguments={"x-queue-type": "quorum"})
            await queue.consume(cls._count)
            yield cls(channel, queue.name)

    async def record(self) -> int:
        await asyncio.to_thread(in_transaction, lambda: mongo.database()[FACTS].insert_one({}))
        async with self._lock:
            self._recorded += 1
            number = self._recorded
        message = aio_pika.Message(b"{}", delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
        await self._channel.default_exchange.publish(message, self._queue)
        return number

    async def counted(self) -> int:
        found = await asyncio.to_thread(mongo.database()[COUNTER].find_one, {"_id": "all"})
        return int(found["counted"]) if found else 0

    @staticmethod
    async def _count(message: AbstractIncomingMessage) -> None:
        await asyncio.to_thread(mongo.database()[COUNTER].update_one, {"_id": "all"}, {"$inc": {"counted": 1}})
        await message.ack()


class BareSubtree:
    """The entries that a notice for all below an agency parts, in a collection with the same indexes: one transaction
    ends them and inserts as many, or puts them back."""

    def __init__(self, above: str) -> None:
        self._above = above
        self._changes = count()
        self._new: list[Record] = []

    async def change(self, _: None) -> None:
        if not self._new:
            self._make()
        await asyncio.to_thread(in_transaction, self._part if next(self._changes) % 2 == 0 else self._put_back)

    def _make(self) -> None:
        BARE.prepare()
        held = {
            "ancestor_ids": self._above,
            "agency_id": {"$ne": self._above},
            "obligation": "s10_notice",
            "measure": "uploaded",
            "end": stored_day(date.max),
        }
        entries = list(current().entries.find(held))
        BARE.entries.insert_many(entries)
        today = stored_day(date.today() + timedelta(days=1))
        self._new = [
            {**each, "_id": f"{each['_id']}/new", "first": today, "since": today, "state": "covered"}
            for each in entries
        ]

    def _part(self) -> None:
        end = self._new[0]["first"]
        BARE.entries.update_many({"end": stored_day(date.max)}, {"$set": {"end": end}})
        BARE.entries.insert_many(self._new, ordered=False)

    def _put_back(self) -> None:
        BARE.entries.delete_many({"_id": {"$in": [each["_id"] for each in self._new]}})
        BARE.entries.update_many({}, {"$set": {"end": stored_day(date.max)}})
