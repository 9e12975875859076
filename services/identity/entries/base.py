"""What every family of entry points has at hand."""

from __future__ import annotations

from services.identity.wiring import Identity


class Entries:
    """A family of entry points; IdentityService is put together from them and gives them the rooms."""

    rooms: Identity
