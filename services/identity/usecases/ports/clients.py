"""Machine clients and what they open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from contracts.vocabulary import ClientScope, Role
from services.identity.domain.clients import Asserted, Client, ClientAccess

# The scopes of which a role itself may do everything
ScopesWithin = Callable[[Role], frozenset[ClientScope]]


class ClientBook(Protocol):
    """All machine clients that there ever were, and the accesses that are open."""

    def add(self, client: Client) -> None: ...

    def get(self, client_id: str) -> Client | None: ...

    def replace(self, client: Client) -> bool:
        """Keep a client's next version. False when somebody else changed it meanwhile."""

    def list_of(self, agency_ids: Collection[str], limit: int, after: Client | None) -> Sequence[Client]:
        """Clients of these agencies, in Thai order of their names, then by id, behind `after`."""

    def agencies(self) -> Sequence[str]:
        """The ids of all agencies that have or had a client."""

    def note_used(self, client_id: str, now: datetime) -> None: ...

    def open(self, fingerprint: str, access: ClientAccess) -> None: ...

    def opened(self, fingerprint: str, now: datetime) -> ClientAccess | None:
        """What is open under that fingerprint."""

    def close_all(self, client_id: str) -> None:
        """End all accesses of the client."""

    def use_up(self, client_id: str, assertion_id: str, until: datetime) -> bool:
        """Note that an assertion has been used. False when it was before."""


class NewsDesk(Protocol):
    """What is told once in a while only."""

    def is_news(self, key: str, now: datetime, every: timedelta) -> bool:
        """Whether this was not told for that long; it counts as told now, whatever becomes of the command."""


class Assertions(Protocol):
    """RFC 7523."""

    def public_key(self, given: str) -> str:
        """The key as it is kept. Raises KeyUnfit."""

    def verify(self, assertion: str, client: Client, audience: str, now: datetime) -> Asserted:
        """Raises ClientTurnedAway."""
