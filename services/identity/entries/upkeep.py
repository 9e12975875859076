"""What identity does when nobody asks: it follows the agencies, and lets accounts rest that nobody uses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from chassis.bus.consuming import Heard, handles
from chassis.mongo import in_transaction
from chassis.schedule import every
from chassis.thai_days import bangkok_day
from chassis.tracing import current_trace_id
from contracts.events.agencies import AGENCY_EVENTS, OfAgency
from services.identity.entries.base import Entries

EVERY = 60.0  # seconds: after midnight, the longest time for which lists show the day before
AT_A_TIME = 500


class UpkeepEntries(Entries):
    @handles(*AGENCY_EVENTS, repeatable=True)
    def keep_directory(self, heard: Sequence[Heard[OfAgency]]) -> None:
        """In place of what every service does, since what identity makes of the directory has to come after it."""
        agency_ids, today = {each.event.agency.id for each in heard}, bangkok_day(datetime.now(UTC))
        self.rooms.agencies.apply(each.event.agency for each in heard)
        self.rooms.following.follow(agency_ids, today)
        self.rooms.token_desk.refresh(agency_ids, today)

    @every(EVERY)
    def turn_the_calendar(self, now: datetime) -> None:
        """Take note of what was announced for today, once each day."""
        today, until = bangkok_day(now), self.rooms.calendar.followed_until()
        if until == today:
            return
        due = sorted(self.rooms.following.due(until, today))
        for start in range(0, len(due), AT_A_TIME):
            self._follow(due[start : start + AT_A_TIME], today)
        self.rooms.calendar.note_followed(today)

    def _follow(self, agency_ids: Sequence[str], today: date) -> None:
        in_transaction(lambda: self.rooms.following.follow(agency_ids, today))

    @every(EVERY)
    def rest_unused_accounts(self, now: datetime) -> None:
        self.rooms.resting.rest(now, current_trace_id() or "")
