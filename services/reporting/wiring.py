"""Where reporting is put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from chassis.mongo import prepare
from chassis.service import Process
from contracts.events.envelope import History
from services.reporting.ledger.mongo_book import MongoBook
from services.reporting.ledger.mongo_reader import MongoReader
from services.reporting.ledger.settlement import Ledger
from services.reporting.store import DOCUMENTS, prepare_gates


@dataclass(frozen=True)
class ReportingRooms:
    """What reporting's entry points work with. `clock` tells the time in UTC."""

    ledger: Ledger
    reader: MongoReader
    history: History
    clock: Callable[[], datetime]


def wire(process: Process) -> ReportingRooms:
    """Prepare the database and put the parts together, once in each process."""
    prepare(*DOCUMENTS)
    prepare_gates()
    return ReportingRooms(Ledger(MongoBook()), MongoReader(), process.history, lambda: datetime.now(UTC))
