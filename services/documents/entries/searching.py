"""Searching what is published."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.bus.consuming import Heard, handles
from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.events.agencies import AGENCY_EVENTS, OfAgency
from contracts.rpc.documents import searching
from services.documents.entries.base import Entries
from services.documents.usecases.search_published import search_published


class SearchingEntries(Entries):
    @serves(searching.SEARCH_PUBLISHED)
    def search_published(self, request: searching.SearchPublished, call: Call) -> searching.FoundDocuments:
        rooms = self.rooms
        return search_published(request, call, rooms.books.directory, rooms.books.documents, rooms.search)

    @handles(*AGENCY_EVENTS, repeatable=True)
    def keep_directory(self, heard: Sequence[Heard[OfAgency]]) -> None:
        """In place of what every service does: names are kept with it, rather than heard of a second time."""
        agencies = [each.event.agency for each in heard]
        self.rooms.directory.apply(agencies)
        self.rooms.search.keep_names(agencies)
