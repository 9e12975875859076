"""What the use cases need from outside: the book of agencies (store/), uploads (files.py), checks and rights."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Protocol

from contracts.calls import Call, Caller
from contracts.imports import ImportProblem
from contracts.rpc.agencies.records import AgencyHistoryEntry
from contracts.vocabulary import Action
from services.agencies.domain.agency import Agency
from services.agencies.domain.below import Kind, PageBelow, WantedBelow
from services.agencies.domain.listing import Page, Position, Wanted
from services.agencies.domain.moves import MoveRequest
from services.agencies.domain.reorganising import Reorganisation

# Lets the process's other work go on; called now and then in long loops.
Breathe = Callable[[], None]
NewId = Callable[[], str]


# Keeps what is announced of an agency (as it is, as it becomes, from which day, why) and gives the announcement's id;
# None when the day has come.
Announce = Callable[[Agency, Agency, date, str | None, Call], str | None]


class AgencyBook(Protocol):
    """Every agency there is or was."""

    def with_ancestors(self, agency_id: str) -> tuple[Agency, dict[str, Agency]] | None:
        """The agency, and by id everything that was, is or will be above it."""

    def by_ids(self, agency_ids: Collection[str]) -> dict[str, Agency]: ...

    def by_codes(self, codes: Collection[str]) -> dict[str, Agency]: ...

    def by_lao_codes(self, lao_codes: Collection[str]) -> dict[str, Agency]: ...

    def versions(self, codes: Collection[str], agency_ids: Collection[str]) -> dict[str, int]:
        """The versions of the agencies with these codes or ids, by id."""

    def families(self, agency_ids: Collection[str]) -> dict[str, Agency]:
        """These agencies, all that ever stand under one of them, and everything above any of these, by id."""

    def history(
        self, agency_id: str, limit: int, before: str | None, after_version: int = 0
    ) -> Sequence[AgencyHistoryEntry]:
        """What was recorded of the agency, the newest first, before the entry `before`."""

    def is_place_in_history(self, before: str) -> bool: ...

    def page(self, wanted: Wanted, size: int, after: Position | None) -> Page: ...

    def add(self, agencies: Sequence[Agency], today: date) -> None:
        """Add new agencies, in bulk. Raises CodeTaken."""

    def replace(self, agencies: Sequence[Agency], today: date) -> None:
        """Replace agencies by their next versions, in bulk. Raises ChangedMeanwhile unless each is the next one."""


class TreeBook(Protocol):
    """The tree by days."""

    def page(self, wanted: WantedBelow, size: int, after: Position | None) -> PageBelow: ...

    def kinds(self, wanted: WantedBelow) -> tuple[Kind, ...]:
        """How many of each kind stand below."""


class ReorganisationBook(Protocol):
    """Reorganisations as they were decided."""

    def take_turns(self) -> None:
        """Be the only reorganisation (or import) at work until the running transaction ends."""

    def add(self, reorganisation: Reorganisation) -> None: ...

    def get(self, reorganisation_id: str) -> Reorganisation | None: ...

    def announced(self, agency_ids: Collection[str], today: date) -> Sequence[Reorganisation]:
        """Those that name one of the agencies, are not withdrawn, and whose day is still to come; the nearest first."""

    def withdraw(self, reorganisation_id: str) -> None: ...


class MoveRequestBook(Protocol):
    def add(self, request: MoveRequest) -> None: ...

    def get(self, request_id: str) -> MoveRequest | None: ...

    def open(self) -> Sequence[MoveRequest]:
        """All that nobody has answered, the newest first."""

    def settle(self, request_id: str, outcome: str) -> None:
        """Raises ChangedMeanwhile unless it is open."""


class Uploads(Protocol):
    """Files that the gateway has put into the store and nobody has looked at yet, and those left for it to serve."""

    def read(self, upload: str) -> bytes:
        """The whole file. Raises UploadUnknown, UploadTooLarge."""

    def leave_problems(self, job_id: str, problems: Collection[ImportProblem]) -> None:
        """Leave all of them as a file of the job, for whoever ordered it."""


class Tables(Protocol):
    """What reads import files, row by row. Both raise UnreadableTable."""

    def csv(self, content: bytes) -> Iterator[list[str]]: ...

    def xlsx(self, content: bytes) -> Iterator[list[str]]: ...


class Contacts(Protocol):
    """What is known of telephone numbers and e-mail addresses. Both give the text to keep, or raise Implausible."""

    def phone(self, text: str) -> str: ...

    def email(self, text: str) -> str: ...


class Rights(Protocol):
    def reached(
        self, caller: Caller | None, action: Action, agency_ids: Collection[str | None], today: date
    ) -> frozenset[str | None]:
        """Those of the agencies (None: the whole country) at which the caller may do this. One query."""

    def may_read(self, caller: Caller | None, agency_id: str | None, today: date) -> bool:
        """Whether the caller may read what is not public of the agency (None: of all agencies)."""
