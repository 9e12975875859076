"""Who holds what, and what that allows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol

from contracts.vocabulary import Action, Role
from services.identity.domain.granting import Grant
from services.identity.domain.listing import Held, Place, Wanted


class GrantBook(Protocol):
    """Who holds what."""

    def held_by(self, officer_id: str) -> Sequence[Grant]: ...

    def ever_held(self, officer_id: str, scope: str) -> bool:
        """Whether the officer holds or held something at the agency or below it (or in the country)."""

    def in_force(self, grant_ids: Collection[str]) -> Mapping[str, Grant]:
        """Those of these grants that hold: neither revoked nor resting with their holder's account. One query."""

    def give(self, grant: Grant, holder_name: str, scope: Sequence[str], suspended_since: datetime | None) -> None: ...

    def find(self, grant_id: str, agency_id: str | None) -> Grant | None:
        """The grant at that agency, if it still holds."""

    def revoke(self, grant_id: str, by: str, now: datetime) -> None: ...

    def rename_holder(self, officer_id: str, name: str) -> None: ...

    def suspend_holder(self, officer_id: str, since: datetime | None) -> None:
        """Note that the holder's account rests since then (None: not any more)."""

    def place(self, scopes: Mapping[str, Sequence[str]]) -> None:
        """Note the scopes of these agencies with the grants there."""

    def somebody_active(self, agency_id: str, roles: Collection[str]) -> bool:
        """Whether somebody whose account does not rest has one of the roles at the agency itself."""

    def administrators(self) -> Sequence[Grant]:
        """The grants of active administrators of the country."""

    def holder_name(self, grant_id: str, agency_id: str | None, scope: str | None) -> str | None:
        """Whose grant it is or was. None if there never was such a grant at that agency, or in the scope."""

    def list(self, wanted: Wanted, limit: int, after: Place | None) -> Sequence[Held]:
        """At most `limit` grants in Thai order of their holders' names, then by id, behind that place."""


class Rights(Protocol):
    """What roles allow: chassis/authz.py, the one declaration."""

    def reach_of(self, role: Role) -> Literal["own", "subtree", "country"]:
        """How far a role's rights go from its agency."""

    def roles_for(self, action: Action) -> tuple[Role, ...]:
        """The roles whose rights include the action."""

    def allows(self, grant: Grant | None, action: Action, agency_id: str | None, ancestors: Sequence[str]) -> bool:
        """Whether an officer who acts by the grant may do it at the agency below these (None: in the whole country)."""
