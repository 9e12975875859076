"""Published links, asked for."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from chassis.mongo import in_transaction
from chassis.schedule import every
from contracts.calls import Call
from services.documents.entries.base import Entries
from services.documents.usecases.check_links import ask_for_links_due, note_link_asked

EVERY = 60  # seconds: how long a new link may wait until it is asked for


class LinkCheckEntries(Entries):
    @every(EVERY)
    def check_links(self, now: datetime) -> None:
        rooms = self.rooms
        if rooms.ask_for_links is None:
            return
        call = Call(now=now, trace_id="")
        for asked in ask_for_links_due(call, rooms.books, rooms.ask_for_links):
            in_transaction(partial(note_link_asked, asked, call, rooms.books))
