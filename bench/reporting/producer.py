"""Facts recorded as documents records them: in a transaction with the log and the outbox, then published."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import Self

from bson import ObjectId
from kombu import Connection

from chassis.bus.relay import BATCH, LOOK_EVERY, ConfirmingChannel
from chassis.config import Settings
from chassis.event_log import OUTBOX, EventLog, envelope
from chassis.mongo import Record, database, in_transaction
from contracts.calls import Call
from contracts.events.envelope import Event

LAST: Sequence[Record] = ()


class Producer:
    """Its log is that of the connected database. `recorded` counts what has been committed, in the order in which it is
    published."""

    def __init__(self, settings: Settings) -> None:
        self._amqp_url = settings.need("amqp_url")
        self._log = EventLog(committed=self._publish_soon)
        self._committed: queue.SimpleQueue[Sequence[Record]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._publish, daemon=True)
        self._lock = threading.Lock()
        self._numbers: dict[str, int] = {}
        self.recorded = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._committed.put(LAST)
        self._thread.join()

    def record(self, subject: str, event: Event) -> int:
        """Returns, once it is committed, which one of the published it is, from 1."""
        call = Call(now=datetime.now(UTC), trace_id="")
        in_transaction(partial(self._log.record, subject, event, call))
        with self._lock:
            return self._numbers.pop(subject)

    def _publish_soon(self, entries: Sequence[Record]) -> None:
        with self._lock:
            for entry in entries:
                self.recorded += 1
                self._numbers[entry["subject"]] = self.recorded
            self._committed.put(entries)

    def _publish(self) -> None:
        """As the relay does: what has come meanwhile is published together, and once a second what was confirmed leaves
        the outbox."""
        with Connection(self._amqp_url) as connection:
            channel = ConfirmingChannel(connection)
            is_last, removed_at = False, 0.0
            published: list[ObjectId] = []
            while not is_last:
                together = list(self._arrived())
                is_last = LAST in together
                entries = [entry for some in together for entry in some]
                channel.publish([envelope(entry, "documents") for entry in entries])
                published.extend(entry["_id"] for entry in entries)
                if published and (is_last or time.monotonic() - removed_at >= LOOK_EVERY):
                    database()[OUTBOX].delete_many({"_id": {"$in": published}})
                    published, removed_at = [], time.monotonic()

    def _arrived(self) -> Iterator[Sequence[Record]]:
        """What has come meanwhile; nothing when nothing comes for a while."""
        with contextlib.suppress(queue.Empty):
            yield self._committed.get(timeout=LOOK_EVERY)
            for _ in range(BATCH - 1):
                yield self._committed.get_nowait()
