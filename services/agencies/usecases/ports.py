"""What the use cases need from outside: the book of agencies (store/), uploads (files.py), checks and rights."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Protocol

from contracts.calls import Caller
from services.agencies.domain.agency import Agency
from services.agencies.domain.listing import Page, Position, Wanted

# Lets the process's other work go on; called now and then in long loops.
Breathe = Callable[[], None]
NewId = Callable[[], str]


class AgencyBook(Protocol):
    """Every agency there is or was."""

    def with_ancestors(self, agency_id: str) -> tuple[Agency, dict[str, Agency]] | None:
        """The agency, and by id everything that was, is or will be above it."""

    def by_ids(self, agency_ids: Collection[str]) -> dict[str, Agency]: ...

    def by_codes(self, codes: Collection[str]) -> dict[str, Agency]: ...

    def by_lao_codes(self, lao_codes: Collection[str]) -> dict[str, Agency]: ...

    def page(self, wanted: Wanted, size: int, after: Position | None) -> Page: ...

    def add(self, agencies: Sequence[Agency], today: date) -> None:
        """Add new agencies, in bulk. Raises CodeTaken."""

    def replace(self, agencies: Sequence[Agency], today: date) -> None:
        """Replace agencies by their next versions, in bulk. Raises ChangedMeanwhile unless each is the next one."""


class Uploads(Protocol):
    """Files that the gateway has put into the store and nobody has looked at yet."""

    def read(self, upload: str) -> bytes:
        """The whole file. Raises UploadUnknown, UploadTooLarge."""


class Contacts(Protocol):
    """What is known of telephone numbers and e-mail addresses. Both give the text to keep, or raise Implausible."""

    def phone(self, text: str) -> str: ...

    def email(self, text: str) -> str: ...


class Rights(Protocol):
    def may_read(self, caller: Caller | None, agency_id: str | None, today: date) -> bool:
        """Whether the caller may read what is not public of the agency (None: of all agencies)."""
