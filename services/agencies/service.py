"""The service `agencies` on the bus: its entry points, a family in each module of entries/."""

from __future__ import annotations

from chassis.service import Rooms, Service
from services.agencies.entries.details import DetailEntries
from services.agencies.entries.exporting import ExportEntries
from services.agencies.entries.importing import ImportEntries
from services.agencies.entries.records import RecordEntries
from services.agencies.entries.reorganising import ReorganisingEntries
from services.agencies.entries.tree import TreeEntries
from services.agencies.wiring import wire


class AgenciesService(
    DetailEntries, ImportEntries, ExportEntries, ReorganisingEntries, RecordEntries, TreeEntries, Service
):
    name = "agencies"
    rooms = Rooms(wire)
