"""Building the ledger anew from the event logs, while the old one is in use (docs/decisions/0038).

1. A new edition is made from all that agencies and documents ever recorded, and from what reporting itself has said.
2. What has been recorded meanwhile is learnt, until that is little.
3. In one transaction the current edition is taken, as every learner takes it, so that none is at work; the last of what
   has been recorded is learnt; and the new edition takes its place.

Whatever dies before leaves the old edition as it was. Afterwards what has not been said is said.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import TypeVar

from chassis.mongo import Record, in_transaction, outside_transaction
from chassis.reading_logs import LogReader
from contracts.calls import Call
from contracts.events.envelope import History
from contracts.events.reporting import ComplianceChanged
from services.reporting.domain.account import Fact
from services.reporting.domain.terms import Measure, Obligation, State
from services.reporting.ledger.gathering import Gathering
from services.reporting.ledger.mongo_book import MongoBook
from services.reporting.ledger.mongo_edition import write_edition
from services.reporting.ledger.rebuilding import rebuilt
from services.reporting.ledger.settlement import Ledger, about
from services.reporting.ledger.uncollected import uncollected
from services.reporting.store.editions import Edition, current, next_edition, switch, taken
from services.reporting.usecases.learn import fact_told, say
from services.reporting.usecases.told import LEARNT_FROM, told

T = TypeVar("T")
TOGETHER = 500
# So few events are learnt while learners wait.
FEW = 1000
TYPES = {kind.TYPE: kind for kind in LEARNT_FROM}
SAID = ComplianceChanged.TYPE


class Superseded(ValueError):
    """Another rebuild has begun since. The ledger is as it was."""

    def __init__(self) -> None:
        super().__init__("Another rebuild of the ledger has begun since; this one has changed nothing.")


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild did: from how many events, how many accounts, in how many seconds up to the switch; and how many
    states had not been said."""

    events: int
    accounts: int
    seconds: float
    said: int


class Rebuild:
    """One rebuild. `logs` are those of the producers and of reporting itself."""

    def __init__(
        self, logs: Sequence[LogReader], history: History, clock: Callable[[], datetime], tell: Callable[[str], None]
    ) -> None:
        self._logs = logs
        self._history = history
        self._clock = clock
        self._tell = tell
        self._events = 0

    @uncollected()
    def run(self) -> Rebuilt:
        """Make a new edition and put it in the place of the current one. Raises Superseded."""
        began = time.monotonic()
        later = next_edition()
        gathered = self._gathered()
        self._tell(f"{self._events} events read; writing the ledger that follows from them")
        accounts = write_edition(later, rebuilt(gathered.accounts()))
        self._tell(f"{accounts} agencies written")
        ledger = Ledger(MongoBook(lambda: later))
        while (caught_up := self._catch_up(ledger)) > FEW:
            self._tell(f"{caught_up} events came meanwhile")
        in_transaction(lambda: self._switch(later, ledger))
        seconds = time.monotonic() - began
        return Rebuilt(self._events, accounts, seconds, self._say_what_was_not_said())

    def _gathered(self) -> Gathering:
        gathering = Gathering()
        for log in self._logs:
            for entry in log.everything():
                self._events += 1
                if fact := _fact(entry):
                    gathering.learn(fact)
                if self._events % 50_000 == 0:
                    self._tell(f"{self._events} events read")
        return gathering

    def _catch_up(self, ledger: Ledger, again: bool = False) -> int:
        with outside_transaction():  # whose snapshot may be older than what learners have heard
            entries = [entry for log in self._logs for entry in log.news(again)]
        for facts in _portions(fact for entry in entries if (fact := _fact(entry))):
            in_transaction(partial(ledger.learn_silently, facts))
        self._events += len(entries)
        return len(entries)

    def _switch(self, later: Edition, ledger: Ledger) -> None:
        taken()
        # Nobody learns now, so all that was ever learnt has been recorded, and is read here at the latest. It is read
        # again when this transaction has to start again.
        self._catch_up(ledger, again=True)
        if not switch(later):
            raise Superseded

    def _say_what_was_not_said(self) -> int:
        """Of what was learnt here before its event was heard, the event says nothing any more."""
        ledger, said = Ledger(MongoBook()), 0
        ids = (record["_id"] for record in current().accounts.find({}, {"_id": 1}).sort("_id", 1))
        for some in _portions(ids):
            said += in_transaction(partial(say, some, ledger, self._history, Call(now=self._clock(), trace_id="")))
        return said


def _fact(entry: Record) -> Fact | None:
    if entry["type"] == SAID:
        data = entry["data"]
        said, state = about(Obligation(data["obligation"]), Measure(data["measure"])), State(data["state"])
        return Fact(data["agency_id"], lambda account: account.after_saying(said, state))
    return fact_told(told(TYPES[entry["type"]].model_validate(entry["data"])))  # type: ignore[arg-type]


def _portions(items: Iterator[T]) -> Iterator[list[T]]:
    while some := list(islice(items, TOGETHER)):
        yield some
