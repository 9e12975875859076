"""What the use cases need from the rest of the service."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from contracts.calls import Caller
from contracts.events.agencies import AgencyState
from contracts.imports import ImportProblem
from services.documents.domain.declaration import Declaration
from services.documents.domain.document import Document
from services.documents.domain.filing import Filing
from services.documents.domain.history import Broken, Entry
from services.documents.domain.inheritance import Switch
from services.documents.domain.licences import LicenceDeclaration
from services.documents.domain.link import Link
from services.documents.domain.link_checking import DueCheck, LinkAsked, LinkHealth
from services.documents.domain.obstacles import Obstacles
from services.documents.domain.pdf import Pdf, UploadRefused
from services.documents.domain.searching import Found, Position, Wanted
from services.documents.domain.vocabulary import Obligation

Tell = Callable[[int], None]
"""Called now and then with how many are done."""

Inspect = Callable[[bytes], Pdf]
"""Looks into a PDF; raises UploadRefused, ScannerUnavailable."""


class AgencyDirectory(Protocol):
    """The agencies that this service has heard of."""

    def get(self, agency_id: str) -> AgencyState | None: ...

    def many(self, agency_ids: Iterable[str]) -> dict[str, AgencyState]:
        """Those of the agencies that are known, in one query."""

    def ids_by_code(self, codes: Iterable[str]) -> Mapping[str, str]:
        """Ids of those of the codes that exist, in one query."""

    def ancestors(self, agency_id: str, on: date | None = None) -> tuple[str, ...]:
        """Ids from the root down, without the agency itself, in one query."""


class Rights(Protocol):
    def may_read(self, caller: Caller | None, agency_id: str | None, today: date) -> bool:
        """Whether the caller may read what is not public of the agency."""


class Documents(Protocol):
    """The filed documents."""

    def add(self, documents: Collection[Document]) -> None: ...

    def replace(self, document: Document) -> None:
        """Store the next version of a document."""

    def get(self, document_id: str) -> Document | None: ...

    def many(self, document_ids: Collection[str]) -> dict[str, Document]:
        """Those of the documents that exist, by id, in one query."""

    def without(self, sha256s: Collection[str]) -> set[str]:
        """Those of the files that no document has."""

    def of_agency(self, agency_id: str) -> list[Document]:
        """All of an agency's documents, uploaded last first."""

    def published_for(self, agency_id: str, ancestor_ids: Collection[str], at: datetime) -> list[Document]:
        """What the agency, and its ancestors for everything under them, have published at that time, in one query."""

    def withdrawn_with_note(self, agency_id: str, at: datetime) -> list[Document]:
        """What the agency published once, has withdrawn by that time, and has told the public why."""

    def due(self, at: datetime, limit: int) -> list[str]:
        """Ids of those that took or lost effect by themselves, which has not been told yet."""


class Links(Protocol):
    """The saved links."""

    def add(self, links: Collection[Link]) -> None: ...

    def replace(self, link: Link) -> None:
        """Store the next version of a link."""

    def get(self, link_id: str) -> Link | None: ...

    def many(self, link_ids: Collection[str]) -> dict[str, Link]:
        """Those of the links that exist, by id, in one query."""

    def of_agency(self, agency_id: str) -> list[Link]:
        """All of an agency's links, saved last first."""

    def published_by(self, agency_id: str, at: datetime) -> list[Link]: ...

    def due(self, at: datetime, limit: int) -> list[str]:
        """As of documents."""


class LinkChecks(Protocol):
    """When links are to be asked for, and how they have fared."""

    def of_links(self, link_ids: Collection[str]) -> dict[str, LinkHealth]:
        """Of those that have been asked for, in one query."""

    def due(self, at: datetime, for_each_host: int) -> Mapping[str, Sequence[DueCheck]]:
        """At most so many for each host, the longest due first. In one query."""

    def move(self, check: DueCheck, due_at: datetime) -> DueCheck | None:
        """Have it due at another time; None when somebody else has taken it, or the link was changed, meanwhile."""

    def note(self, check: DueCheck, health: LinkHealth) -> bool:
        """Keep how the link has fared, unless somebody else has taken the check, or the link was changed, meanwhile."""


TakeCheck = Callable[[DueCheck], DueCheck | None]
"""Takes a check for oneself, right before asking; None when somebody else has it."""


class AskForLinks(Protocol):
    def __call__(self, by_host: Mapping[str, Sequence[tuple[DueCheck, str]]], take: TakeCheck) -> Sequence[LinkAsked]:
        """Ask for URLs, those of one host one after the other. What it has no time for it leaves out; nothing when it
        looks as if we were cut off ourselves."""


class LicenceDeclarations(Protocol):
    def get(self, agency_id: str) -> LicenceDeclaration:
        """Version 0 when nothing was ever said."""

    def of_agencies(self, agency_ids: Collection[str]) -> dict[str, LicenceDeclaration]:
        """Those of the agencies that ever said something, in one query."""

    def save(self, declarations: Collection[LicenceDeclaration]) -> None: ...


class ObstacleLists(Protocol):
    def get(self, agency_id: str) -> Obstacles:
        """Version 0 when nothing was ever said."""

    def save(self, obstacles: Obstacles) -> None: ...


class Switches(Protocol):
    """Agencies' own switches for what they inherit."""

    def get(self, agency_id: str, document_id: str) -> Switch:
        """Version 0 when it was never used."""

    def of_agency(self, agency_id: str) -> dict[str, Switch]:
        """By document, in one query."""

    def save(self, switch: Switch) -> None: ...


class Filings(Protocol):
    """The version of each agency's whole filing."""

    def get(self, agency_id: str) -> Filing: ...

    def touch(self, agency_ids: Collection[str], at: datetime, by: str) -> None:
        """Something in these filings changed."""


class FilingHistory(Protocol):
    def read(self, agency_id: str, limit: int, before: int | None) -> Sequence[Entry]:
        """The latest first."""

    def first_flaw(self, agency_id: str) -> Broken | None:
        """The first entry that does not hold."""

    def count(self, agency_id: str) -> int: ...


class Files(Protocol):
    """The store of files, as far as sweeping and holding goes."""

    @property
    def locks(self) -> bool:
        """Whether it can hold files at all."""

    def hold(self, sha256: str) -> bool:
        """Delete it for nobody from now on. False when it is not there. Raises FilesUnavailable."""

    def sweep_quarantine(self, older_than: datetime) -> int: ...

    def stored_before(self, older_than: datetime) -> Iterator[list[str]]: ...

    def remove(self, sha256: str, older_than: datetime) -> bool: ...


class KeptFiles(Protocol):
    """Which stored files documents stand on."""

    def to_hold(self, limit: int) -> Sequence[str]:
        """Files that documents stand on and that the store does not hold yet."""

    def held(self, sha256: str) -> None:
        """The store holds it now."""

    def unclaimed(self, sha256s: Collection[str]) -> set[str]: ...

    def condemn(self, sha256: str, now: datetime) -> bool:
        """Whether the file may be removed now: nobody claims it, and for a while nobody can."""


class Search(Protocol):
    """What published documents are found by."""

    def keep_names(self, agencies: Iterable[AgencyState]) -> None:
        """Let documents be found by these agencies' names. States older than those known change nothing."""

    def agencies_ever_hidden(self) -> frozenset[str]:
        """Ids of the agencies that the public does not see on some day, in one query."""

    def find(self, wanted: Wanted, size: int, after: Position | None) -> Found:
        """At most `size` documents behind `after`, in a constant number of queries."""


class Declarations(Protocol):
    """The declarations 'made but not yet uploaded'."""

    def get(self, agency_id: str, obligation: Obligation) -> Declaration:
        """The declaration; version 0 when there has never been one."""

    def of_agencies(self, agency_ids: Collection[str]) -> dict[tuple[str, Obligation], Declaration]:
        """Every declaration of the agencies, in one query."""

    def save(self, declarations: Collection[Declaration]) -> None: ...


class Upload(Protocol):
    """A PDF that passed inspection and waits to be filed."""

    pdf: Pdf

    def keep(self) -> None:
        """Keep the file for ever, under its SHA-256 and only once. Safe to repeat. Raises FilesUnavailable."""

    def discard_after_commit(self) -> None:
        """It need not wait any more once the running transaction is committed; until then it does."""


class Uploads(Protocol):
    """What the gateway has put into quarantine."""

    def take(self, upload: str) -> Upload:
        """Fetch and inspect. Raises UploadRefused, ScannerUnavailable, FilesUnavailable."""


class Archive(Protocol):
    """An opened filings archive (docs/imports.md)."""

    def manifest(self, most_rows: int) -> list[list[str]]:
        """The cells of the manifest, row by row, those of the first so many rows. Raises ArchiveInvalid,
        UnreadableTable."""

    def examine(self, names: Collection[str], tell: Tell) -> dict[str, Pdf | UploadRefused]:
        """What each of the named files is, or why it is refused (UploadUnknown: not in the archive)."""

    def keep(self, pdfs: Mapping[str, Pdf], tell: Tell) -> None:
        """Keep the named files for ever, each under its SHA-256. Safe to repeat. Raises FilesUnavailable."""

    def discard_after_commit(self) -> None:
        """The archive is not needed any more once the running transaction is committed."""


class Archives(Protocol):
    """Opens uploaded filings archives."""

    def open(self, upload: str) -> AbstractContextManager[Archive]:
        """Raises UploadUnknown, UploadTooLarge, FilesUnavailable, ArchiveInvalid."""

    def leave_problems(self, job_id: str, problems: Collection[ImportProblem]) -> None:
        """Leave all of them as a file of the job. Raises FilesUnavailable."""
