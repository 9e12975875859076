"""What `documents` says. Each event carries the whole state of what it is about, with its past and its announced
future, so that a consumer can answer for any day from the newest state alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal

from contracts.events.envelope import Event, State
from contracts.vocabulary import GazetteProgress, LinkResult, Obligation, ObstacleType, PublicationStatus, Scope


class Stretch(State):
    """A stretch of time: from `since` until before `until` (None: still)."""

    since: datetime
    until: datetime | None = None


class Publication(Stretch):
    """A stretch of time in which something was, is or will be in effect, and for whom. Either end may lie in the future
    (scheduled): it takes effect by itself. `note`: why it ended, as the public is told."""

    scope: Scope = Scope.SELF
    note: str | None = None


class DocumentState(State):
    """A filed document. `publications` are the times it is in effect, oldest first; only the last may reach beyond now.

    `status` is that of the moment when it was said; what holds at another moment follows from `publications`. `scope`
    is that of the last publication, or of the next. `recorded_at` is when it was filed here; `size` is in bytes;
    `document_date` is the date in the document itself (13(1): that of the Royal Gazette; 16: when the order takes
    effect).
    """

    id: str
    agency_id: str
    version: int
    obligation: Obligation
    scope: Scope
    status: PublicationStatus
    document_date: date
    file_name: str
    sha256: str
    size: int
    pages: int
    publications: tuple[Publication, ...]
    recorded_at: datetime
    migrated: bool = False


class LinkState(State):
    """A saved link: where the Royal Gazette has the announcement (`s13_1_notice`), or where a licence can be checked
    (`s13_2_channel`, with the licence's name). `status`, `publications`: as a document's."""

    id: str
    agency_id: str
    version: int
    obligation: Obligation
    url: str
    licence_name: str | None = None
    status: PublicationStatus
    publications: tuple[Publication, ...]
    recorded_at: datetime
    migrated: bool = False


class LinkHealth(State):
    """How a published link has fared when it was asked for. `broken`: it has failed several times in a row, the first
    time at `failing_since`. `version` counts the times that it was asked for."""

    link_id: str
    agency_id: str
    version: int
    broken: bool
    result: LinkResult
    checked_at: datetime
    failing_since: datetime | None = None


class IssuedDeclaration(State):
    """'Made but not yet uploaded', for one obligation (sections 10 and 16). `issued_on` None: withdrawn. `migrated`: it
    is what an older system said."""

    kind: Literal["issued"] = "issued"
    agency_id: str
    obligation: Obligation
    version: int
    issued_on: date | None
    migrated: bool = False


class LicenceDeclaration(State):
    """Whether the agency has licences as section 13(1) means them (None: not said), and how far they are announced in
    the Royal Gazette. `held` are the times for which it declared that it has such licences. `migrated`: it is what an
    older system said."""

    kind: Literal["licences"] = "licences"
    agency_id: str
    version: int
    has_licences: bool | None
    gazette: GazetteProgress | None = None
    held: tuple[Stretch, ...] = ()
    migrated: bool = False


class InheritedSwitch(State):
    """An agency's own switch for one document that it inherits. `off` are the times in which it does not show it and is
    not covered by it; for everybody else it changes nothing."""

    agency_id: str
    document_id: str
    version: int
    off: tuple[Stretch, ...]


class Obstacle(State):
    """`rank` 1 is the worst. `active`: its toggle (การใช้งาน)."""

    rank: int
    type: ObstacleType
    detail: str | None = None
    active: bool = True


class Obstacles(State):
    """What keeps the agency from doing what the Act asks: up to three, by rank."""

    agency_id: str
    version: int
    items: tuple[Obstacle, ...]


class DocumentFiled(Event):
    TYPE: ClassVar[str] = "prakat.documents.document_filed.v1"
    document: DocumentState


class PublicationChanged(Event):
    """Published, suspended, scheduled, a schedule withdrawn; or a scheduled moment has come (then said by nobody)."""

    TYPE: ClassVar[str] = "prakat.documents.publication_changed.v1"
    document: DocumentState


class ScopeChanged(Event):
    TYPE: ClassVar[str] = "prakat.documents.scope_changed.v1"
    document: DocumentState


class InheritedSwitched(Event):
    TYPE: ClassVar[str] = "prakat.documents.inherited_switched.v1"
    switch: InheritedSwitch


class LinkSaved(Event):
    TYPE: ClassVar[str] = "prakat.documents.link_saved.v1"
    link: LinkState


class LinkPublicationChanged(Event):
    """As PublicationChanged, of a link."""

    TYPE: ClassVar[str] = "prakat.documents.link_publication_changed.v1"
    link: LinkState


class LinkHealthChanged(Event):
    """A published link was found to be broken, or to be well again. It stays published: only an officer takes it
    back."""

    TYPE: ClassVar[str] = "prakat.documents.link_health_changed.v1"
    PUBLIC: ClassVar[str | None] = "for agencies' own systems, which tell their officers; no figure depends on it"
    health: LinkHealth


class DeclarationChanged(Event):
    TYPE: ClassVar[str] = "prakat.documents.declaration_changed.v1"
    declaration: IssuedDeclaration | LicenceDeclaration


class ObstaclesChanged(Event):
    TYPE: ClassVar[str] = "prakat.documents.obstacles_changed.v1"
    obstacles: Obstacles
