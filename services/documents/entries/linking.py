"""Links of section 13."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.documents import linking
from services.documents.entries.base import Entries
from services.documents.usecases.save_links import change_link_publication, save_link, schedule_link


class LinkingEntries(Entries):
    @serves(linking.SAVE_LINK)
    def save_link(self, request: linking.SaveLink, call: Call) -> linking.Link:
        return save_link(request, call, self.rooms.books)

    @serves(linking.CHANGE_LINK_PUBLICATION)
    def change_link_publication(self, request: linking.ChangeLinkPublication, call: Call) -> linking.Link:
        return change_link_publication(request, call, self.rooms.books)

    @serves(linking.SCHEDULE_LINK)
    def schedule_link(self, request: linking.ScheduleLink, call: Call) -> linking.Link:
        return schedule_link(request, call, self.rooms.books)
