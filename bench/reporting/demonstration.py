"""What reporting hears of the demonstration country, as events."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from bench.reporting.country import Body, message
from contracts.events.agencies import AgencyFacts, AgencyRegistered, AgencyState
from contracts.events.documents import (
    DeclarationChanged,
    DocumentFiled,
    DocumentState,
    IssuedDeclaration,
    LicenceDeclaration,
    LinkSaved,
    LinkState,
    Publication,
    Stretch,
)
from contracts.vocabulary import Category, PublicationStatus, Scope
from deploy.demo.agency import REGISTERED_ON, AgencyRow
from deploy.demo.country import Country
from deploy.demo.filings import Declaration, Document, make_filings
from deploy.demo.licences import Licences

Fact = AgencyState | DocumentState | LinkState | IssuedDeclaration | LicenceDeclaration


def id_of(row: AgencyRow) -> str:
    return str(uuid5(NAMESPACE_URL, row.code))


def facts_of(row: AgencyRow) -> AgencyFacts:
    return AgencyFacts(
        effective_on=REGISTERED_ON,
        parent_id=id_of(row.parent) if row.parent else None,
        level=row.level,
        category=row.category,
        lao_type=row.lao_type,
        province_code=row.province_code or None,
        reporting_unit=row.reporting_unit,
        name_th=row.name_th,
        name_en=row.name_en,
    )


def state_of(row: AgencyRow, *later: AgencyFacts) -> AgencyState:
    """The agency, with facts that hold from later days on."""
    timeline = (facts_of(row), *later)
    return AgencyState(
        id=id_of(row), version=len(timeline), code=row.code, lao_code=row.lao_code or None, timeline=timeline
    )


def demo_facts(country: Country, provinces: Collection[str] | None = None) -> Iterator[Fact]:
    """All that the country's agencies are and have filed, agencies first. `provinces`: of the local bodies, with what
    stands below them, only those of these provinces."""
    rows = [row for row in country.rows if provinces is None or _is_in(provinces, row)]
    kept = {row.code for row in rows}
    yield from (state_of(row) for row in rows)
    for number, filing in enumerate(make_filings(country)):
        agency_id = id_of(filing.agency)
        if filing.agency.code not in kept:
            continue
        match filing:
            case Declaration():
                yield IssuedDeclaration(
                    agency_id=agency_id, obligation=filing.obligation, version=1, issued_on=filing.made_on
                )
            case Licences():
                held = (Stretch(since=filing.since),) if filing.has_licences else ()
                yield LicenceDeclaration(agency_id=agency_id, version=1, has_licences=filing.has_licences, held=held)
            case Document():
                yield DocumentState(
                    id=f"document-{filing.number}",
                    agency_id=agency_id,
                    version=1,
                    obligation=filing.obligation,
                    scope=filing.scope,
                    status=_status(filing.published_until),
                    document_date=filing.document_date,
                    file_name=filing.file_name,
                    sha256="0" * 64,
                    size=1000,
                    pages=1,
                    publications=_published(filing.published_from, filing.published_until, filing.scope),
                    recorded_at=filing.published_from,
                    migrated=True,
                )
            case _:
                yield LinkState(
                    id=f"link-{number}",
                    agency_id=agency_id,
                    version=1,
                    obligation=filing.obligation,
                    url=filing.url,
                    licence_name=filing.licence_name or None,
                    status=_status(filing.published_until),
                    publications=_published(filing.published_from, filing.published_until, Scope.SELF),
                    recorded_at=filing.published_from,
                    migrated=True,
                )


def event_of(fact: Fact) -> Body:
    """The fact as the broker brings it."""
    match fact:
        case AgencyState():
            return message(AgencyRegistered(agency=fact), fact.id, datetime.now(UTC))
        case DocumentState():
            return message(DocumentFiled(document=fact), fact.agency_id, fact.recorded_at)
        case LinkState():
            return message(LinkSaved(link=fact), fact.agency_id, fact.recorded_at)
        case IssuedDeclaration() | LicenceDeclaration():
            return message(DeclarationChanged(declaration=fact), fact.agency_id, datetime.now(UTC))


def _status(until: datetime | None) -> PublicationStatus:
    over = until is not None and until <= datetime.now(UTC)
    return PublicationStatus.SUSPENDED if over else PublicationStatus.PUBLISHED


def _published(since: datetime, until: datetime | None, scope: Scope) -> tuple[Publication, ...]:
    return (Publication(since=since, until=until, scope=scope),)


def _is_in(provinces: Collection[str], row: AgencyRow) -> bool:
    local = next((each for each in (row, *row.ancestors) if each.category is Category.LOCAL), None)
    return local is None or local.province_code in provinces
