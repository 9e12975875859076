"""What comes by itself, told."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from chassis.mongo import in_transaction
from chassis.schedule import every
from contracts.calls import Call
from services.documents.entries.base import Entries
from services.documents.usecases.tell_what_came_due import documents_due, links_due, tell_of_document, tell_of_link

EVERY = 15  # seconds: how late kept answers and statements may be; what is asked anew is right at once


class ScheduleEntries(Entries):
    @every(EVERY)
    def tell_what_came_due(self, now: datetime) -> None:
        call, books = Call(now=now, trace_id=""), self.rooms.books
        for document_id in documents_due(call, books):
            in_transaction(partial(tell_of_document, document_id, call, books))
        for link_id in links_due(call, books):
            in_transaction(partial(tell_of_link, link_id, call, books))
