"""Where agencies are written to and who is above them, by the agency directory."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from chassis.directory import AgencyDirectory
from contracts.events.agencies import AgencyFacts
from services.reporting.domain.reminders import Address


class DirectoryOffices:
    """Implements usecases.remind.Offices."""

    def __init__(self, directory: AgencyDirectory) -> None:
        self._directory = directory

    def addresses(self, agency_ids: Collection[str], on: date) -> Mapping[str, Address]:
        """The address registered with DGA, else the one for citizens; those that have neither are left out."""
        facts = self._facts(agency_ids, on)
        return {id: address for id, known in facts.items() if (address := _address(known)) is not None}

    def names(self, agency_ids: Collection[str], on: date) -> Mapping[str, str]:
        return {id: known.name_th for id, known in self._facts(agency_ids, on).items()}

    def paths(self, agency_ids: Collection[str], on: date | None = None) -> Mapping[str, tuple[str, ...]]:
        return self._directory.paths(agency_ids, on) if agency_ids else {}

    def _facts(self, agency_ids: Collection[str], on: date) -> Mapping[str, AgencyFacts]:
        if not agency_ids:
            return {}
        known = self._directory.many(agency_ids)
        return {id: facts for id, state in known.items() if (facts := state.facts_on(on)) is not None}


def _address(facts: AgencyFacts) -> Address | None:
    if facts.dga_email:
        return Address("dga", facts.dga_email)
    return Address("public", facts.public_email) if facts.public_email else None
