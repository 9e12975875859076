"""What roles allow, as chassis/authz.py declares and decides it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from chassis.authz import REACH, RIGHTS, SCOPE_ACTIONS, authorise
from contracts.calls import Caller
from contracts.errors import Refusal
from contracts.vocabulary import Action, ClientScope, Role
from services.identity.domain.granting import Grant
from services.identity.usecases.access import as_claimed


class DeclaredRights:
    """Implements usecases.ports.Rights."""

    def reach_of(self, role: Role) -> Literal["own", "subtree", "country"]:
        return REACH[role].value

    def roles_for(self, action: Action) -> tuple[Role, ...]:
        return tuple(role for role in Role if action in RIGHTS[role])

    def allows(self, grant: Grant | None, action: Action, agency_id: str | None, ancestors: Sequence[str]) -> bool:
        held = (as_claimed(grant),) if grant is not None else ()
        try:
            authorise(
                Caller("", "", grants=held), action, agency_id, lambda agency, above: above in (agency, *ancestors)
            )
        except Refusal:
            return False
        return True

    def scopes_within(self, role: Role) -> frozenset[ClientScope]:
        """The scopes of a machine client of which the role itself may do everything."""
        return frozenset(scope for scope, actions in SCOPE_ACTIONS.items() if actions <= RIGHTS[role])
