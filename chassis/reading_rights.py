"""Who may do what, asked in the midst of a use case: above all, read what is not public of an agency."""

from __future__ import annotations

from datetime import date

from chassis.authz import REACH, Reach, authorise, authorise_somewhere
from chassis.directory import AgencyDirectory
from contracts.calls import Caller, Grant
from contracts.errors import Refusal
from contracts.vocabulary import Action


class ReadingRights:
    """Decides by the tree as it is known here. Implements the services' ports of the same purpose."""

    def __init__(self, directory: AgencyDirectory) -> None:
        self._directory = directory

    def may(self, caller: Caller | None, action: Action, agency_id: str | None, today: date) -> bool:
        """At the agency; None: for the whole country."""
        try:
            authorise(
                caller,
                action,
                agency_id,
                lambda agency, ancestor: self._directory.is_under(agency, ancestor, today),
            )
        except Refusal:
            return False
        return True

    def may_somewhere(self, caller: Caller | None, action: Action) -> bool:
        try:
            authorise_somewhere(caller, action)
        except Refusal:
            return False
        return True

    def may_read(self, caller: Caller | None, agency_id: str | None, today: date) -> bool:
        """Of the agency; None: of all agencies."""
        return self.may(caller, Action.READ_FILINGS, agency_id, today)

    def reads_below(self, grant: Grant) -> bool:
        """Whether the grant's rights reach what stands below its agency too."""
        return REACH[grant.role] is not Reach.OWN
