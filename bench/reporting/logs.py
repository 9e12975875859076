"""The event logs of agencies and documents with a whole country's events in them, as if all had been recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from bson import ObjectId
from pymongo.collection import Collection
from pymongo.database import Database

from bench.reporting.country import Country, Told
from chassis import mongo
from chassis.event_log import GENESIS, HEADS, LOG
from chassis.mongo import Record
from chassis.reading_logs import LogReader
from contracts.calls import Call
from contracts.events.envelope import Event, State
from services.reporting.rebuild import TYPES, Rebuild, Rebuilt

TOGETHER = 10_000
PRODUCERS = ("agencies", "documents")


class Nobody:
    """Is told what changed, and does not go and publish it. Implements contracts.events.envelope.History."""

    def record(self, subject: str, event: Event, call: Call, before: State | None = None) -> None:
        pass


@dataclass(frozen=True)
class Logs:
    """The producers' databases, beside that of reporting."""

    prefix: str

    def database(self, producer: str) -> Database[Record]:
        return mongo.client()[f"{self.prefix}_{producer}"]

    def all(self) -> Sequence[Collection[Record]]:
        return [self.database(producer)[LOG] for producer in PRODUCERS]

    def fill(self, country: Country, say: Callable[[str], None]) -> int:
        """Write everything that is told of the country. Returns how many events that is. The entries have all that the
        log keeps of an event, but for the hashes of their chains, which nobody reads here."""
        events, written = country.events(), 0
        heads: dict[str, Counter[str]] = {producer: Counter() for producer in PRODUCERS}
        while some := list(islice(events, TOGETHER)):
            entries: dict[str, list[Record]] = {producer: [] for producer in PRODUCERS}
            for told in some:
                producer = told.event.source_service()
                heads[producer][told.agency_id] += 1
                entries[producer].append(_entry(told, heads[producer][told.agency_id]))
            for producer, recorded in entries.items():
                if recorded:
                    self.database(producer)[LOG].insert_many(recorded, ordered=False)
            written += len(some)
            say(f"reporting: {written} events recorded")
        for producer, last in heads.items():
            self.database(producer)[HEADS].insert_many(
                {"_id": subject, "sequence": sequence, "hash": GENESIS} for subject, sequence in last.items()
            )
        return written

    def rebuild(self, say: Callable[[str], None]) -> Rebuilt:
        """The ledger from these logs, as `make rebuild-ledger` makes it; what it says of today goes nowhere."""
        readers = [LogReader(self.database(producer), TYPES.keys()) for producer in PRODUCERS]
        return Rebuild(readers, Nobody(), lambda: datetime.now(UTC), lambda text: say(f"reporting: {text}")).run()

    def drop(self) -> None:
        for producer in PRODUCERS:
            mongo.client().drop_database(self.database(producer).name)


def _entry(told: Told, sequence: int) -> Record:
    return {
        "_id": ObjectId(),
        "subject": told.agency_id,
        "sequence": sequence,
        "type": told.event.TYPE,
        "time": told.at,
        "actor": {"id": "system", "name": "ระบบ", "grant_id": None, "role": None, "issuer": None},
        "before": None,
        "data": told.event.model_dump(mode="json"),
        "previous": GENESIS,
        "hash": GENESIS,
        "traceparent": None,
        "officers": ["system"],
    }
