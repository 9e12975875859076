"""Who may read what is not public of an agency."""

from __future__ import annotations

from datetime import date

from chassis.authz import REACH, Reach, authorise
from chassis.directory import AgencyDirectory
from contracts.calls import Caller, Grant
from contracts.errors import Refusal
from contracts.vocabulary import Action


class ReadingRights:
    """Decides by the tree as it is known here. Implements the services' ports of the same purpose."""

    def __init__(self, directory: AgencyDirectory) -> None:
        self._directory = directory

    def may_read(self, caller: Caller | None, agency_id: str | None, today: date) -> bool:
        """Of the agency; None: of all agencies."""
        try:
            authorise(
                caller,
                Action.READ_FILINGS,
                agency_id,
                lambda agency, ancestor: self._directory.is_under(agency, ancestor, today),
            )
        except Refusal:
            return False
        return True

    def reads_below(self, grant: Grant) -> bool:
        """Whether the grant's rights reach what stands below its agency too."""
        return REACH[grant.role] is not Reach.OWN
