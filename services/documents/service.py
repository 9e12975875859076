"""Documents on the bus: its entry points, a family in each module of entries/."""

from __future__ import annotations

from chassis.service import Rooms, Service
from services.documents.entries.carrying_over import CarryingOverEntries
from services.documents.entries.declaring import DeclaringEntries
from services.documents.entries.filing import FilingEntries
from services.documents.entries.link_checks import LinkCheckEntries
from services.documents.entries.linking import LinkingEntries
from services.documents.entries.published import PublishedEntries
from services.documents.entries.schedules import ScheduleEntries
from services.documents.entries.searching import SearchingEntries
from services.documents.entries.upkeep import UpkeepEntries
from services.documents.entries.whole import WholeFilingEntries
from services.documents.wiring import wire


class DocumentsService(
    FilingEntries,
    LinkingEntries,
    DeclaringEntries,
    WholeFilingEntries,
    PublishedEntries,
    SearchingEntries,
    CarryingOverEntries,
    ScheduleEntries,
    LinkCheckEntries,
    UpkeepEntries,
    Service,
):
    """What agencies file and publish."""

    name = "documents"
    rooms = Rooms(wire)
