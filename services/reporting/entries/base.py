"""What every family of entry points has at hand."""

from __future__ import annotations

from services.reporting.wiring import ReportingRooms


class Entries:
    """A family of entry points; ReportingService is put together from them and gives them the rooms."""

    rooms: ReportingRooms
