"""What every family of entry points has at hand."""

from __future__ import annotations

from services.agencies.wiring import Parts


class Entries:
    """A family of entry points; AgenciesService is put together from them and gives them the rooms."""

    rooms: Parts
