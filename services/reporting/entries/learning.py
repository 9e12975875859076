"""What the ledger learns from others' events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chassis.bus.consuming import Heard, handles
from chassis.mongo import in_transaction
from chassis.schedule import every
from chassis.tracing import current_trace_id
from contracts.calls import Call
from contracts.events.agencies import OfAgency
from services.reporting.entries.base import Entries
from services.reporting.usecases.learn import learn, say_some_of_what_was_left
from services.reporting.usecases.told import LEARNT_FROM, FilingEvent, told

SAY_EVERY = 2.0  # seconds


class LearningEntries(Entries):
    """One handler for all: the ledger learns one thing after the other, or everything that is counted together would be
    in each other's way."""

    @handles(*LEARNT_FROM, repeatable=True)
    def learn(self, heard: Sequence[Heard[OfAgency | FilingEvent]]) -> None:
        learn([told(each.event) for each in heard], self.rooms.ledger, self.rooms.history, self._now())

    @every(SAY_EVERY)
    def say_what_was_left(self, now: datetime) -> None:
        while in_transaction(self._say_some):
            pass

    def _say_some(self) -> bool:
        return say_some_of_what_was_left(self.rooms.unsaid, self.rooms.ledger, self.rooms.history, self._now())

    def _now(self) -> Call:
        """The circumstances in which reporting says something of its own accord: now, in the trace of the event."""
        return Call(now=self.rooms.clock(), trace_id=current_trace_id() or "")
