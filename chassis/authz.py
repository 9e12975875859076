"""Who may do what, where: role x action x agency under the grant. Deny by default; the one place that decides."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from contracts.calls import Caller, CallerKind, Grant
from contracts.errors import ErrorCode, Refusal
from contracts.operations import NO_AGENCY
from contracts.vocabulary import Action, ClientScope, Role

EVERYTHING = frozenset(Action) - NO_AGENCY


class Reach(Enum):
    """How far a role's rights go from the agency of the grant."""

    OWN = "own"
    SUBTREE = "subtree"
    COUNTRY = "country"


REACH = {
    Role.DGA_ADMIN: Reach.COUNTRY,
    Role.OPDC_ADMIN: Reach.COUNTRY,
    Role.MONITOR: Reach.SUBTREE,
    Role.CENTRAL_OFFICER: Reach.SUBTREE,
    Role.GUIDE_AUTHOR: Reach.OWN,
    Role.GUIDE_CHECKER: Reach.OWN,
    Role.SERVICE_POINT_OFFICER: Reach.OWN,
    Role.INTEGRATOR: Reach.OWN,
}

RIGHTS: dict[Role, frozenset[Action]] = {
    Role.DGA_ADMIN: EVERYTHING,
    Role.OPDC_ADMIN: frozenset(
        {
            Action.READ_FILINGS,
            Action.READ_FIGURES,
            Action.FOLLOW_UP,
            Action.REOPEN_RETURNS,
            Action.FREEZE_FIGURES,
        },
    ),
    # Whose returns a monitor may reopen, those of offices below their own, is a rule of reporting's domain.
    Role.MONITOR: frozenset(
        {
            Action.READ_FILINGS,
            Action.READ_FIGURES,
            Action.ISSUE_TOKEN,
            Action.MAKE_RETURNS,
            Action.REOPEN_RETURNS,
            Action.FREEZE_FIGURES,
        }
    ),
    Role.CENTRAL_OFFICER: frozenset(
        {
            Action.READ_FILINGS,
            Action.READ_FIGURES,
            Action.FILE,
            Action.MANAGE_AGENCY,
            Action.REORGANISE,
            Action.ISSUE_TOKEN,
            Action.MANAGE_USERS,
            Action.MANAGE_CLIENTS,
        }
    ),
    Role.GUIDE_AUTHOR: frozenset(),
    Role.GUIDE_CHECKER: frozenset(),
    Role.SERVICE_POINT_OFFICER: frozenset({Action.READ_FILINGS, Action.FILE, Action.MANAGE_AGENCY}),
    Role.INTEGRATOR: frozenset({Action.READ_FILINGS, Action.READ_FIGURES, Action.FILE, Action.MANAGE_AGENCY}),
}

SCOPE_ACTIONS: dict[ClientScope, frozenset[Action]] = {
    ClientScope.FILINGS_READ: frozenset({Action.READ_FILINGS}),
    ClientScope.FILINGS_WRITE: frozenset({Action.FILE}),
    ClientScope.FIGURES_READ: frozenset({Action.READ_FIGURES}),
    ClientScope.AGENCY_WRITE: frozenset({Action.MANAGE_AGENCY}),
}

IsUnder = Callable[[str, str], bool]


def authorise(caller: Caller | None, action: Action, agency_id: str | None, is_under: IsUnder) -> Grant | None:
    """The grant by which `caller` may do `action` at the agency (None for the whole country).

    `is_under(agency, ancestor)` tells whether an agency is the other one or below it; one that is dissolved is neither.
    Returns None for actions that need no grant. Raises Refusal UNAUTHENTICATED without a caller, FORBIDDEN when no
    grant allows it.
    """
    if action in (Action.PUBLIC, Action.SIGN_IN):
        return None
    if caller is None:
        raise Refusal(ErrorCode.UNAUTHENTICATED)
    if action is Action.SIGNED_IN and caller.kind is CallerKind.OFFICER:
        return None
    if action is Action.OPERATE and caller.kind is CallerKind.OPERATOR:
        return None
    if caller.scopes is not None and not any(action in SCOPE_ACTIONS[scope] for scope in caller.scopes):
        raise Refusal(ErrorCode.FORBIDDEN)
    for grant in caller.grants:
        if action in RIGHTS[grant.role] and _reaches(grant, agency_id, is_under):
            return grant
    raise Refusal(ErrorCode.FORBIDDEN)


def authorise_somewhere(caller: Caller | None, action: Action) -> Grant:
    """The grant by which `caller` may do `action` at some agency; at which, is asked with `authorise` for each.

    Raises Refusal UNAUTHENTICATED without a caller, FORBIDDEN when no grant allows it anywhere.
    """
    if caller is None:
        raise Refusal(ErrorCode.UNAUTHENTICATED)
    if caller.scopes is None or any(action in SCOPE_ACTIONS[scope] for scope in caller.scopes):
        for grant in caller.grants:
            if action in RIGHTS[grant.role]:
                return grant
    raise Refusal(ErrorCode.FORBIDDEN)


def _reaches(grant: Grant, agency_id: str | None, is_under: IsUnder) -> bool:
    reach = REACH[grant.role]
    if reach is Reach.COUNTRY:
        return True
    if agency_id is None or grant.agency_id is None:
        return False
    # Also at the agency of the grant itself it is asked: a dissolved agency stands under nothing, itself included.
    return (reach is Reach.SUBTREE or grant.agency_id == agency_id) and is_under(agency_id, grant.agency_id)
