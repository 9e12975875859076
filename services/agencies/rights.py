"""Who may do what at which agencies, beyond the one right that an operation declares."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from chassis.authz import authorise
from chassis.reading_rights import ReadingRights
from contracts.calls import Caller
from contracts.errors import Refusal
from contracts.vocabulary import Action


class Rights(ReadingRights):
    """Implements usecases.ports.Rights."""

    def reached(
        self, caller: Caller | None, action: Action, agency_ids: Collection[str | None], today: date
    ) -> frozenset[str | None]:
        paths = self._directory.paths([agency_id for agency_id in agency_ids if agency_id is not None], today)

        def is_under(agency_id: str, ancestor_id: str) -> bool:
            if agency_id == ancestor_id:
                return self._directory.is_under(agency_id, ancestor_id, today)
            return ancestor_id in paths.get(agency_id, ())

        def may(agency_id: str | None) -> bool:
            try:
                authorise(caller, action, agency_id, is_under)
            except Refusal:
                return False
            return True

        return frozenset(agency_id for agency_id in agency_ids if may(agency_id))
