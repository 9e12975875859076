"""What reporting hears of: agencies, documents and declarations, as their events carry them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from contracts.events.agencies import AgencyAbsence, AgencyFacts, AgencyState
from contracts.events.documents import (
    DocumentState,
    InheritedSwitch,
    IssuedDeclaration,
    LicenceDeclaration,
    LinkState,
    Publication,
    Stretch,
)
from contracts.vocabulary import Category, LaoType, Level, Obligation, PublicationStatus, Scope

LONG_AGO = date(2020, 1, 1)


def some_facts(
    parent_id: str | None = None,
    *,
    effective_on: date = LONG_AGO,
    category: Category | None = Category.LOCAL,
    lao_type: LaoType | None = LaoType.SUBDISTRICT,
    province_code: str | None = "54",
    reporting_unit: bool = True,
    name_th: str = "องค์การบริหารส่วนตำบลตัวอย่าง",
    name_en: str | None = None,
    level: Level = Level.AGENCY,
    visible: bool = True,
    public_email: str | None = None,
    dga_email: str | None = None,
) -> AgencyFacts:
    return AgencyFacts(
        effective_on=effective_on,
        parent_id=parent_id,
        level=level,
        category=category,
        lao_type=lao_type,
        province_code=province_code,
        reporting_unit=reporting_unit,
        name_th=name_th,
        public_email=public_email,
        dga_email=dga_email,
        name_en=name_en,
        visible=visible,
    )


def an_agency(
    id: str, *timeline: AgencyFacts, version: int = 1, dissolved_on: date | None = None, reopened_on: date | None = None
) -> AgencyState:
    return AgencyState(
        id=id,
        version=version,
        code=id[:12].rjust(12, "0"),
        timeline=timeline or (some_facts(name_th=f"หน่วยงาน {id}"),),
        absences=(AgencyAbsence(start=dissolved_on, end=reopened_on),) if dissolved_on else (),
    )


def a_document(
    agency_id: str,
    published: Sequence[tuple[datetime, datetime | None]],
    *,
    id: str = "document",
    version: int = 1,
    obligation: Obligation = Obligation.S10_NOTICE,
    scope: Scope = Scope.SELF,
) -> DocumentState:
    """A document of an agency, in effect during the stretches of time `published`."""
    still = bool(published) and published[-1][1] is None
    return DocumentState(
        id=id,
        agency_id=agency_id,
        version=version,
        obligation=obligation,
        scope=scope,
        status=PublicationStatus.PUBLISHED if still else PublicationStatus.SUSPENDED,
        document_date=LONG_AGO,
        file_name="ประกาศ.pdf",
        sha256="0" * 64,
        size=1000,
        pages=1,
        publications=tuple(Publication(since=since, until=until, scope=scope) for since, until in published),
        recorded_at=datetime(2023, 1, 1, tzinfo=UTC),
    )


def a_declaration(
    agency_id: str, issued_on: date | None, *, obligation: Obligation = Obligation.S10_NOTICE, version: int = 1
) -> IssuedDeclaration:
    return IssuedDeclaration(agency_id=agency_id, obligation=obligation, version=version, issued_on=issued_on)


def a_link(
    agency_id: str,
    published: Sequence[tuple[datetime, datetime | None]],
    *,
    id: str = "link",
    version: int = 1,
    obligation: Obligation = Obligation.S13_2_CHANNEL,
) -> LinkState:
    """A link of an agency, in effect during the stretches of time `published`."""
    still = bool(published) and published[-1][1] is None
    return LinkState(
        id=id,
        agency_id=agency_id,
        version=version,
        obligation=obligation,
        url="https://example.go.th/check",
        licence_name="ใบอนุญาต" if obligation is Obligation.S13_2_CHANNEL else None,
        status=PublicationStatus.PUBLISHED if still else PublicationStatus.SUSPENDED,
        publications=tuple(Publication(since=since, until=until) for since, until in published),
        recorded_at=datetime(2023, 1, 1, tzinfo=UTC),
    )


def licences(
    agency_id: str, held: Sequence[tuple[datetime, datetime | None]], *, version: int = 1
) -> LicenceDeclaration:
    """An agency declares that it has licences, during the stretches of time `held`."""
    return LicenceDeclaration(
        agency_id=agency_id,
        version=version,
        has_licences=bool(held) and held[-1][1] is None,
        held=tuple(Stretch(since=since, until=until) for since, until in held),
    )


def a_switch(
    agency_id: str, off: Sequence[tuple[datetime, datetime | None]], *, document_id: str = "document", version: int = 1
) -> InheritedSwitch:
    """An agency does not show a document of an ancestor's, during the stretches of time `off`."""
    return InheritedSwitch(
        agency_id=agency_id,
        document_id=document_id,
        version=version,
        off=tuple(Stretch(since=since, until=until) for since, until in off),
    )
