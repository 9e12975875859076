"""The books of the filing, and what each change of them has in common: it is stored, told, and counted as a change of
the agency's whole filing, all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events import documents as events
from contracts.events.envelope import Event, History, State
from services.documents.domain.declaration import Declaration
from services.documents.domain.document import Document, DocumentUnknown
from services.documents.domain.inheritance import Switch
from services.documents.domain.licences import LicenceDeclaration
from services.documents.domain.link import Link, LinkUnknown
from services.documents.domain.obstacles import Obstacles
from services.documents.domain.times import day_in_bangkok
from services.documents.usecases import states
from services.documents.usecases.actors import name_of
from services.documents.usecases.ports import (
    AgencyDirectory,
    Declarations,
    Documents,
    Filings,
    LicenceDeclarations,
    LinkChecks,
    Links,
    ObstacleLists,
    Switches,
    Uploads,
)

DocumentEvent = type[events.DocumentFiled] | type[events.PublicationChanged] | type[events.ScopeChanged]
LinkEvent = type[events.LinkSaved] | type[events.LinkPublicationChanged]


@dataclass(frozen=True)
class Books:
    directory: AgencyDirectory
    uploads: Uploads
    documents: Documents
    links: Links
    link_checks: LinkChecks
    declarations: Declarations
    licences: LicenceDeclarations
    obstacles: ObstacleLists
    switches: Switches
    filings: Filings
    history: History

    def need_agency(self, agency_id: str) -> None:
        """Raises Refusal AGENCY_UNKNOWN."""
        if self.directory.get(agency_id) is None:
            raise Refusal(ErrorCode.AGENCY_UNKNOWN)

    def shown_above(self, agency_id: str, at: datetime) -> list[str]:
        """Ids of the agencies above it that the public sees: no other's documents show below them."""
        today = day_in_bangkok(at)
        ancestors = self.directory.ancestors(agency_id, today)
        known = self.directory.many(ancestors)
        return [id for id in ancestors if id in known and known[id].shown_on(today).visible]

    def document_of(self, agency_id: str, document_id: str) -> Document:
        """The agency's own document. Whether another agency has one by that id is nobody's business."""
        document = self.documents.get(document_id)
        if document is None or document.agency_id != agency_id:
            raise DocumentUnknown()
        return document

    def link_of(self, agency_id: str, link_id: str) -> Link:
        """As `document_of`. Raises LinkUnknown."""
        link = self.links.get(link_id)
        if link is None or link.agency_id != agency_id:
            raise LinkUnknown()
        return link

    def add_document(self, document: Document, call: Call) -> None:
        self.documents.add([document])
        self._tell(document.agency_id, events.DocumentFiled(document=states.document(document, call.now)), None, call)

    def change_document(self, before: Document, after: Document, kind: DocumentEvent, call: Call) -> None:
        """Nothing when it is the very same."""
        if after is before:
            return
        self.documents.replace(after)
        event = kind(document=states.document(after, call.now))
        self._tell(after.agency_id, event, states.document(before, call.now), call)

    def add_link(self, link: Link, call: Call) -> None:
        self.links.add([link])
        self._tell(link.agency_id, events.LinkSaved(link=states.link(link, call.now)), None, call)

    def change_link(self, before: Link, after: Link, call: Call) -> None:
        if after is before:
            return
        self.links.replace(after)
        event = events.LinkPublicationChanged(link=states.link(after, call.now))
        self._tell(after.agency_id, event, states.link(before, call.now), call)

    def change_declaration(self, before: Declaration, after: Declaration, call: Call) -> None:
        if after is before:
            return
        self.declarations.save([after])
        event = events.DeclarationChanged(declaration=states.issued(after))
        self._tell(after.agency_id, event, states.issued(before) if before.version else None, call)

    def change_licences(self, before: LicenceDeclaration, after: LicenceDeclaration, call: Call) -> None:
        if after is before:
            return
        self.licences.save([after])
        event = events.DeclarationChanged(declaration=states.licences(after))
        self._tell(after.agency_id, event, states.licences(before) if before.version else None, call)

    def change_obstacles(self, before: Obstacles, after: Obstacles, call: Call) -> None:
        if after is before:
            return
        self.obstacles.save(after)
        event = events.ObstaclesChanged(obstacles=states.obstacles(after))
        self._tell(after.agency_id, event, states.obstacles(before) if before.version else None, call)

    def change_switch(self, before: Switch, after: Switch, call: Call) -> None:
        if after is before:
            return
        self.switches.save(after)
        event = events.InheritedSwitched(switch=states.switch(after))
        self._tell(after.agency_id, event, states.switch(before) if before.version else None, call)

    def _tell(self, agency_id: str, event: Event, before: State | None, call: Call) -> None:
        self.filings.touch([agency_id], call.now, name_of(call))
        self.history.record(agency_id, event, call, before=before)
