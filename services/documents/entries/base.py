"""What every family of entry points has at hand."""

from __future__ import annotations

from services.documents.wiring import DocumentsRooms


class Entries:
    """A family of entry points; DocumentsService is put together from them and gives them the rooms."""

    rooms: DocumentsRooms
