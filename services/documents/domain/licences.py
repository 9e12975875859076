"""What an agency declares of section 13(1): has it such licences, and how far are they announced in the Gazette."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.documents.domain.declaration import AlreadyDeclared
from services.documents.domain.publication import Period, Periods, check_carried_over, current
from services.documents.domain.vocabulary import GazetteProgress


class GazetteNotAsked(Exception):
    """How far licences are announced is said by an agency that has some, and by no other."""

    code = "invalid_request"


@dataclass(frozen=True)
class Said:
    """What an agency declared in an older system, from `since` on."""

    since: datetime
    has_licences: bool
    gazette: GazetteProgress | None

    def check(self, now: datetime) -> None:
        """Raises GazetteNotAsked, PublicationTimesInvalid."""
        LicenceDeclaration("").declare(self.has_licences, self.gazette, self.since)
        check_carried_over(Period(self.since), now)


@dataclass(frozen=True)
class LicenceDeclaration:
    """Version 0: nothing was ever said. `held` are the times for which it declared that it has such licences.

    `carried_over` is what an import set, so that the same import again is known to be nothing new.
    """

    agency_id: str
    version: int = 0
    has_licences: bool | None = None
    gazette: GazetteProgress | None = None
    held: Periods = ()
    carried_over: tuple[Said, ...] = ()

    @property
    def migrated(self) -> bool:
        """Whether it says what an older system said, and nobody has changed it here."""
        return bool(self.carried_over) and self.version == 1

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

    def carry_over(self, said: Sequence[Said], now: datetime) -> LicenceDeclaration:
        """As an older system has it: all that was declared there, oldest first. The very same declaration when it says
        so already.

        Raises what `Said.check` raises, and AlreadyDeclared when this system knows better.
        """
        if self.carried_over == tuple(said):
            return self
        declared = LicenceDeclaration(self.agency_id)
        for one in said:
            one.check(now)
            declared = declared.declare(one.has_licences, one.gazette, one.since)
        if not self.version:
            return replace(declared, version=1, carried_over=tuple(said))
        known, again = ((d.has_licences, d.gazette, d.held) for d in (self, declared))
        if known != again:
            raise AlreadyDeclared()
        return self

    def _held(self, has: bool, now: datetime) -> Periods:
        holding = current(self.held, now)
        if has is (holding is not None):
            return self.held
        if has:
            last = [period.until for period in self.held[-1:] if period.until]
            return (*self.held, Period(max([now, *last])))
        *earlier, open_ = self.held
        return (*earlier, replace(open_, until=max(now, open_.since)))
