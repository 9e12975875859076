"""What is filed, in the words of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from contracts import vocabulary as words
from contracts.rpc.documents import declaring, filing, linking, published, verifying, whole
from services.documents.domain.declaration import Declaration
from services.documents.domain.document import Document, DocumentUnknown
from services.documents.domain.inheritance import Shown, Switch
from services.documents.domain.licences import LicenceDeclaration
from services.documents.domain.link import Link
from services.documents.domain.link_checking import LinkHealth
from services.documents.domain.obstacles import Obstacles
from services.documents.domain.pdf import Pdf
from services.documents.domain.publication import Periods


def for_officers(document: Document, at: datetime) -> filing.Document:
    publish_at, suspend_at, note = _to_come(document.publications, at)
    return filing.Document(
        id=document.id,
        agency_id=document.agency_id,
        version=document.version,
        obligation=words.Obligation(document.obligation),
        scope=words.Scope(document.scope),
        status=words.PublicationStatus(document.status_at(at)),
        document_date=document.document_date,
        file_name=document.file_name,
        sha256=document.pdf.sha256,
        size=document.pdf.size,
        pages=document.pdf.pages,
        uploaded_at=document.uploaded_at,
        saved_at=document.saved_at,
        saved_by=document.saved_by,
        migrated=document.migrated,
        signatures=signatures(document.pdf),
        publish_at=publish_at,
        suspend_at=suspend_at,
        note=note,
    )


def link_for_officers(link: Link, at: datetime, health: LinkHealth | None) -> linking.Link:
    """`health` is None for a link that has never been asked for."""
    publish_at, suspend_at, note = _to_come(link.publications, at)
    return linking.Link(
        id=link.id,
        agency_id=link.agency_id,
        version=link.version,
        obligation=words.Obligation(link.obligation),
        url=link.url,
        licence_name=link.licence_name,
        status=words.PublicationStatus(link.status_at(at)),
        saved_at=link.saved_at,
        saved_by=link.saved_by,
        migrated=link.migrated,
        publish_at=publish_at,
        suspend_at=suspend_at,
        note=note,
        check=_check(health) if health else None,
    )


def _check(health: LinkHealth) -> linking.LinkCheck | None:
    if health.result is None or health.checked_at is None:
        return None
    result = words.LinkResult(health.result)
    return linking.LinkCheck(
        checked_at=health.checked_at,
        result=result,
        broken=health.is_flagged,
        failing_since=health.failing_since,
        reason_th=result.reason_th,
        reason_en=result.reason_en,
    )


def _to_come(periods: Periods, at: datetime) -> tuple[datetime | None, datetime | None, str | None]:
    """When the last period begins and ends, as far as that lies ahead; and the note of its end."""
    if not periods:
        return None, None, None
    last = periods[-1]
    ends = last.until if last.until is not None and last.until > at else None
    return (last.since if last.since > at else None), ends, last.note


def for_the_public(shown: Shown, at: datetime) -> published.PublishedDocument:
    """Raises DocumentUnknown for a document that is not published."""
    document = shown.document
    since = document.published_since(at)
    if since is None:
        raise DocumentUnknown()
    return published.PublishedDocument(
        id=document.id,
        agency_id=document.agency_id,
        inherited_from=shown.inherited_from,
        obligation=words.Obligation(document.obligation),
        document_date=document.document_date,
        file_name=document.file_name,
        sha256=document.pdf.sha256,
        size=document.pdf.size,
        pages=document.pdf.pages,
        published_since=since,
        signatures=signatures(document.pdf),
    )


def signatures(pdf: Pdf) -> tuple[verifying.Signature, ...]:
    return tuple(
        verifying.Signature(
            signer=each.signer, signed_at=each.signed_at, intact=each.intact, covers_all=each.covers_all
        )
        for each in pdf.signatures
    )


def link_for_the_public(link: Link, at: datetime) -> published.PublishedLink:
    return published.PublishedLink(
        id=link.id,
        obligation=words.Obligation(link.obligation),
        url=link.url,
        licence_name=link.licence_name,
        published_since=link.published_since(at) or link.recorded_at,
    )


def withdrawn(document: Document, at: datetime) -> published.WithdrawnDocument | None:
    """What the public is told of it; None unless it was withdrawn with a note."""
    ended = document.withdrawal(at)
    if ended is None or ended.until is None or ended.note is None:
        return None
    return published.WithdrawnDocument(
        id=document.id,
        obligation=words.Obligation(document.obligation),
        document_date=document.document_date,
        file_name=document.file_name,
        withdrawn_at=ended.until,
        note=ended.note,
    )


def declaration_view(declaration: Declaration) -> declaring.IssuedDeclarationView:
    return declaring.IssuedDeclarationView(
        agency_id=declaration.agency_id,
        obligation=words.Obligation(declaration.obligation),
        version=declaration.version,
        issued_on=declaration.issued_on,
        migrated=declaration.migrated,
    )


def licences_view(declaration: LicenceDeclaration) -> declaring.LicencesView:
    return declaring.LicencesView(
        agency_id=declaration.agency_id,
        version=declaration.version,
        has_licences=declaration.has_licences,
        gazette=words.GazetteProgress(declaration.gazette) if declaration.gazette else None,
        migrated=declaration.migrated,
    )


def obstacles_view(obstacles: Obstacles) -> declaring.ObstaclesView:
    items = (
        declaring.ObstacleSaid(rank=o.rank, type=words.ObstacleType(o.type), detail=o.detail, active=o.active)
        for o in obstacles.items
    )
    return declaring.ObstaclesView(agency_id=obstacles.agency_id, version=obstacles.version, items=tuple(items))


def switch_view(switch: Switch, at: datetime) -> declaring.SwitchView:
    return declaring.SwitchView(
        agency_id=switch.agency_id, document_id=switch.document_id, version=switch.version, off=switch.is_off(at)
    )


def inherited_view(document: Document, switches: Mapping[str, Switch], at: datetime) -> whole.InheritedDocument:
    switch = switches.get(document.id)
    return whole.InheritedDocument(
        document_id=document.id,
        published_by=document.agency_id,
        document_date=document.document_date,
        file_name=document.file_name,
        published_since=document.published_since(at) or document.recorded_at,
        off=switch.is_off(at) if switch else False,
        version=switch.version if switch else 0,
    )
