"""The agencies' reports: when they were begun and edited, and the list of them."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.bus.consuming import Heard, handles
from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.events.agencies import AGENCY_EVENTS, OfAgency
from contracts.events.documents import (
    DeclarationChanged,
    DocumentFiled,
    InheritedSwitched,
    LinkPublicationChanged,
    LinkSaved,
    ObstaclesChanged,
    PublicationChanged,
    ScopeChanged,
)
from contracts.rpc.reporting import report_list
from services.reporting.entries.base import Entries
from services.reporting.usecases.list_reports import list_reports
from services.reporting.usecases.note_reports import Filed, note_names, note_reports
from services.reporting.usecases.told import FilingEvent, filed_in

NOTED_AFTER = 0.5  # seconds


class ReportEntries(Entries):
    @handles(*AGENCY_EVENTS, repeatable=True)
    def keep_directory(self, heard: Sequence[Heard[OfAgency]]) -> None:
        """In place of what every service does: names are noted with it, rather than heard of a second time."""
        agencies = [each.event.agency for each in heard]
        self.rooms.directory.apply(agencies)
        note_names(agencies, self.rooms.reports)

    @handles(
        DocumentFiled,
        PublicationChanged,
        ScopeChanged,
        LinkSaved,
        LinkPublicationChanged,
        DeclarationChanged,
        InheritedSwitched,
        ObstaclesChanged,
        repeatable=True,
        rest=NOTED_AFTER,
    )
    def note_reports(self, heard: Sequence[Heard[FilingEvent | ObstaclesChanged]]) -> None:
        note_reports([(_filed(each.event), each.envelope.time) for each in heard], self.rooms.reports)

    @serves(report_list.LIST_REPORTS)
    def list_reports(self, request: report_list.ListReports, call: Call) -> report_list.Reports:
        rooms = self.rooms
        return list_reports(request, call, rooms.listing, rooms.reports, rooms.directory, rooms.rights)


def _filed(event: FilingEvent | ObstaclesChanged) -> Filed:
    return event.obstacles if isinstance(event, ObstaclesChanged) else filed_in(event)
