"""The declaration 'made but not yet uploaded' (จัดทำแล้ว) of an agency, for one obligation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.documents.domain.document_date import EARLIEST
from services.documents.domain.times import day_in_bangkok
from services.documents.domain.vocabulary import DECLARED_AS_ISSUED, Obligation


class NotDeclarable(Exception):
    """Only section 10 notices and section 16 orders are declared as issued."""

    code = "invalid_request"


class IssuedDateInvalid(Exception):
    """Something is issued on a day from B.E. 2540 until today."""

    code = "invalid_request"


@dataclass(frozen=True)
class Declaration:
    """`version` 0: never declared. `issued_on` None: not declared, or withdrawn.

    `carried_over` is the date that an import set, so that the same import again is known to be nothing new.
    """

    agency_id: str
    obligation: Obligation
    version: int = 0
    issued_on: date | None = None
    carried_over: date | None = None

    @property
    def migrated(self) -> bool:
        """Whether it says what an older system said, and nobody has changed it here."""
        return self.carried_over is not None and self.version == 1

    def declare(self, issued_on: date | None, now: datetime) -> Declaration:
        """Declared as issued on that day, or withdrawn (None); the very same declaration when nothing changes.

        Raises NotDeclarable, IssuedDateInvalid.
        """
        if self.obligation not in DECLARED_AS_ISSUED:
            raise NotDeclarable(self.obligation)
        if issued_on == self.issued_on:
            return self
        if issued_on is not None and not EARLIEST <= issued_on <= day_in_bangkok(now):
            raise IssuedDateInvalid()
        return replace(self, version=self.version + 1, issued_on=issued_on)

    def carry_over(self, issued_on: date, now: datetime) -> Declaration:
        """As an older system has it; the very same declaration when that has been carried over before.

        Raises what `declare` raises, and AlreadyDeclared when this system knows better.
        """
        if self.carried_over == issued_on:
            return self
        if self.version and self.issued_on != issued_on:
            raise AlreadyDeclared()
        return replace(self.declare(issued_on, now), carried_over=issued_on) if not self.version else self


class AlreadyDeclared(Exception):
    """An import does not overwrite what an officer declared here."""

    code = "conflict"
