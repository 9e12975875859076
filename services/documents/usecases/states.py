"""What is filed, in the words of the events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from contracts import vocabulary as words
from contracts.events import documents as events
from services.documents.domain.declaration import Declaration
from services.documents.domain.document import Document
from services.documents.domain.inheritance import Switch
from services.documents.domain.licences import LicenceDeclaration
from services.documents.domain.link import Link
from services.documents.domain.link_checking import LinkHealth
from services.documents.domain.obstacles import Obstacles
from services.documents.domain.publication import Period


def document(filed: Document, at: datetime) -> events.DocumentState:
    return events.DocumentState(
        id=filed.id,
        agency_id=filed.agency_id,
        version=filed.version,
        obligation=words.Obligation(filed.obligation),
        scope=words.Scope(filed.scope),
        status=words.PublicationStatus(filed.status_at(at)),
        document_date=filed.document_date,
        file_name=filed.file_name,
        sha256=filed.pdf.sha256,
        size=filed.pdf.size,
        pages=filed.pdf.pages,
        publications=_publications(filed.publications),
        recorded_at=filed.recorded_at,
        migrated=filed.migrated,
    )


def link(saved: Link, at: datetime) -> events.LinkState:
    return events.LinkState(
        id=saved.id,
        agency_id=saved.agency_id,
        version=saved.version,
        obligation=words.Obligation(saved.obligation),
        url=saved.url,
        licence_name=saved.licence_name,
        status=words.PublicationStatus(saved.status_at(at)),
        publications=_publications(saved.publications),
        recorded_at=saved.recorded_at,
        migrated=saved.migrated,
    )


def link_health(link: Link, health: LinkHealth) -> events.LinkHealth | None:
    """None until the link has been asked for."""
    if health.result is None or health.checked_at is None:
        return None
    return events.LinkHealth(
        link_id=link.id,
        agency_id=link.agency_id,
        version=health.checks,
        broken=health.is_flagged,
        result=words.LinkResult(health.result),
        checked_at=health.checked_at,
        failing_since=health.failing_since,
    )


def issued(declaration: Declaration) -> events.IssuedDeclaration:
    return events.IssuedDeclaration(
        agency_id=declaration.agency_id,
        obligation=words.Obligation(declaration.obligation),
        version=declaration.version,
        issued_on=declaration.issued_on,
        migrated=declaration.migrated,
    )


def licences(declaration: LicenceDeclaration) -> events.LicenceDeclaration:
    return events.LicenceDeclaration(
        agency_id=declaration.agency_id,
        version=declaration.version,
        has_licences=declaration.has_licences,
        gazette=words.GazetteProgress(declaration.gazette) if declaration.gazette else None,
        held=_stretches(declaration.held),
        migrated=declaration.migrated,
    )


def obstacles(said: Obstacles) -> events.Obstacles:
    items = (
        events.Obstacle(rank=o.rank, type=words.ObstacleType(o.type), detail=o.detail, active=o.active)
        for o in said.items
    )
    return events.Obstacles(agency_id=said.agency_id, version=said.version, items=tuple(items))


def switch(turned: Switch) -> events.InheritedSwitch:
    return events.InheritedSwitch(
        agency_id=turned.agency_id,
        document_id=turned.document_id,
        version=turned.version,
        off=_stretches(turned.off),
    )


def _publications(periods: Iterable[Period]) -> tuple[events.Publication, ...]:
    return tuple(
        events.Publication(since=p.since, until=p.until, scope=words.Scope(p.scope), note=p.note) for p in periods
    )


def _stretches(periods: Iterable[Period]) -> tuple[events.Stretch, ...]:
    return tuple(events.Stretch(since=p.since, until=p.until) for p in periods)
