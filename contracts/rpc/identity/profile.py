"""What an officer may do: which of their grants they act by, and why something is allowed or not."""

from __future__ import annotations

from enum import StrEnum

from contracts.operations import Operation, Reply, Request
from contracts.rpc.identity.sessions import Access, GrantView, SessionHandle
from contracts.vocabulary import Action, Role


class SwitchGrant(SessionHandle):
    """Act by another of one's grants, in this session and, until the next switch, in later ones."""

    grant_id: str


class ExplainRight(Request):
    """May I do this at that agency (None: in the whole country), and why?"""

    right: Action
    at_agency_id: str | None = None


class Reason(StrEnum):
    """Why a right is there or not.

    `GRANTED`: the acting grant gives it. `OTHER_GRANT`: another of the officer's grants would; switch to it. `ROLE`: no
    role held includes the action, wherever. `REACH`: a role held includes it, but its agency is neither this one nor
    above it. `NO_GRANT`: no role is held at all. `SUSPENDED`: the account is. `AGENCY_UNKNOWN`: no such agency today.
    """

    GRANTED = "granted"
    OTHER_GRANT = "other_grant"
    ROLE = "role"
    REACH = "reach"
    NO_GRANT = "no_grant"
    SUSPENDED = "suspended"
    AGENCY_UNKNOWN = "agency_unknown"


class RightExplained(Reply):
    """`by`: the grant that gives the right, or that would after a switch. `would_do`: roles that include the action.
    `through`: the agencies from the one of `by` down to the one asked about, both included; empty for national roles.
    """

    allowed: bool
    reason: Reason
    text_th: str
    text_en: str
    by: GrantView | None = None
    through: tuple[str, ...] = ()
    would_do: tuple[Role, ...] = ()


SWITCH_GRANT = Operation(
    "identity", "switch_grant", SwitchGrant, Access, Action.SIGNED_IN, changes=True, repeatable=True
)
EXPLAIN_RIGHT = Operation("identity", "explain_right", ExplainRight, RightExplained, Action.SIGNED_IN)
