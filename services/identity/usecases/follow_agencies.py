"""Agencies were registered, renamed, moved or dissolved: what identity keeps of them goes along."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from services.identity.domain.listing import scope_of
from services.identity.usecases.naming import name_on
from services.identity.usecases.ports import AgencyBook, AttendanceBook, GrantBook


@dataclass(frozen=True)
class Following:
    """Lists of users and of unattended agencies are read below any node, so each entry knows what it stands below. This
    keeps that as it is today, which also changes when a day comes on which something was announced to begin."""

    agencies: AgencyBook
    grants: GrantBook
    attendances: AttendanceBook

    def follow(self, agency_ids: Collection[str], today: date) -> None:
        """These agencies have changed. What stands below one that has moved is followed too."""
        before = self.attendances.scopes(agency_ids)
        paths = self.agencies.paths(agency_ids, today)
        moved = [agency_id for agency_id, above in paths.items() if before.get(agency_id) != scope_of(agency_id, above)]
        below = self.agencies.below(moved)
        self._place({**paths, **self.agencies.paths(below - paths.keys(), today)}, today)

    def due(self, since: date | None, today: date) -> Collection[str]:
        """The agencies of which something begins or ends to hold after `since`, today included; None: all there are."""
        return self.agencies.all_ids() if since is None else self.agencies.beginning(since, today)

    def _place(self, paths: Mapping[str, tuple[str, ...]], today: date) -> None:
        states = self.agencies.many(paths)
        scopes = {agency_id: scope_of(agency_id, above) for agency_id, above in paths.items()}
        self.attendances.place(
            (agency_id, states[agency_id].code, name_on(states[agency_id], today), scope)
            for agency_id, scope in scopes.items()
        )
        self.grants.place(scopes)
