"""What an agency declares of section 13(1): has it such licences, and how far are they announced in the Gazette."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from services.documents.domain.publication import Period, Periods, current
from services.documents.domain.vocabulary import GazetteProgress


class GazetteNotAsked(Exception):
    """How far licences are announced is said by an agency that has some, and by no other."""

    code = "invalid_request"


@dataclass(frozen=True)
class LicenceDeclaration:
    """Version 0: nothing was ever said. `held` are the times for which it declared that it has such licences."""

    agency_id: str
    version: int = 0
    has_licences: bool | None = None
    gazette: GazetteProgress | None = None
    held: Periods = ()

    def declare(self, has_licences: bool | None, gazette: GazetteProgress | None, now: datetime) -> LicenceDeclaration:
        """The very same declaration when nothing changes. Raises GazetteNotAsked."""
        if gazette is not None and not has_licences:
            raise GazetteNotAsked()
        if (has_licences, gazette) == (self.has_licences, self.gazette):
            return self
        return replace(
            self,
            version=self.version + 1,
            has_licences=has_licences,
            gazette=gazette,
            held=self._held(bool(has_licences), now),
        )

    def _held(self, has: bool, now: datetime) -> Periods:
        holding = current(self.held, now)
        if has is (holding is not None):
            return self.held
        if has:
            last = [period.until for period in self.held[-1:] if period.until]
            return (*self.held, Period(max([now, *last])))
        *earlier, open_ = self.held
        return (*earlier, replace(open_, until=max(now, open_.since)))
