"""Identity on the bus: its entry points, a family in each module of entries/."""

from __future__ import annotations

from chassis.service import Rooms, Service
from services.identity.entries.account_history import HistoryEntries
from services.identity.entries.clients import ClientEntries
from services.identity.entries.granting import GrantingEntries
from services.identity.entries.profile import ProfileEntries
from services.identity.entries.sessions import SessionEntries
from services.identity.entries.tokens import TokenEntries
from services.identity.entries.upkeep import UpkeepEntries
from services.identity.wiring import wire


class IdentityService(
    SessionEntries,
    ProfileEntries,
    TokenEntries,
    GrantingEntries,
    ClientEntries,
    HistoryEntries,
    UpkeepEntries,
    Service,
):
    name = "identity"
    rooms = Rooms(wire)
