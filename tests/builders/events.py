"""Events as their producers publish them, with every field filled in."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bson import ObjectId
from pydantic import JsonValue

from chassis.event_log import envelope
from contracts.events import agencies, documents, identity, reporting
from contracts.events.envelope import Event
from contracts.vocabulary import (
    Category,
    ComplianceState,
    LaoType,
    Level,
    Measure,
    Obligation,
    PublicationStatus,
    Role,
    Scope,
)

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)

AGENCY = agencies.AgencyState(
    id="7d0c1a52-0000-4000-8000-000000000001",
    version=2,
    code="011013900000",
    lao_code="06500101",
    timeline=(
        agencies.AgencyFacts(
            effective_on=DAY,
            parent_id="7d0c1a52-0000-4000-8000-000000000000",
            level=Level.AGENCY,
            category=Category.LOCAL,
            lao_type=LaoType.SUBDISTRICT,
            province_code="50",
            reporting_unit=True,
            name_th="องค์การบริหารส่วนตำบลบ้านใหม่",
            name_en="Ban Mai Subdistrict Administrative Organization",
        ),
    ),
)
DOCUMENT = documents.DocumentState(
    id="7d0c1a52-0000-4000-8000-00000000000d",
    agency_id=AGENCY.id,
    version=1,
    obligation=Obligation.S10_NOTICE,
    scope=Scope.SELF,
    status=PublicationStatus.PUBLISHED,
    document_date=DAY,
    file_name="ประกาศ.pdf",
    sha256="0" * 64,
    size=1000,
    pages=1,
    publications=(documents.Publication(since=NOON),),
    recorded_at=NOON,
)
GRANT = identity.GrantState(id="g", officer_id="o", role=Role.CENTRAL_OFFICER, agency_id=AGENCY.id, grants_version=3)
EXAMPLES: dict[type[Event], Event] = {
    agencies.AgencyRegistered: agencies.AgencyRegistered(agency=AGENCY),
    agencies.AgencyChanged: agencies.AgencyChanged(agency=AGENCY),
    identity.TokenIssued: identity.TokenIssued(token_id="t", role=Role.MONITOR, agency_id=AGENCY.id, expires_at=NOON),
    identity.TokenRedeemed: identity.TokenRedeemed(
        token_id="t", officer_id="o", role=Role.MONITOR, agency_id=AGENCY.id
    ),
    identity.GrantGiven: identity.GrantGiven(grant=GRANT),
    identity.GrantRevoked: identity.GrantRevoked(grant=GRANT),
    documents.DocumentFiled: documents.DocumentFiled(document=DOCUMENT),
    documents.PublicationChanged: documents.PublicationChanged(document=DOCUMENT),
    documents.DeclarationChanged: documents.DeclarationChanged(
        declaration=documents.IssuedDeclaration(
            agency_id=AGENCY.id, obligation=Obligation.S16_ORDER, version=1, issued_on=DAY
        )
    ),
    reporting.ComplianceChanged: reporting.ComplianceChanged(
        agency_id=AGENCY.id,
        obligation=Obligation.S10_NOTICE,
        measure=Measure.UPLOADED,
        state=ComplianceState.DONE,
        effective_on=DAY,
    ),
}


def example_message(event: type[Event]) -> tuple[Event, dict[str, JsonValue]]:
    """An event and the message that its producer's relay publishes for it."""
    example = EXAMPLES[event]
    entry = {
        "_id": ObjectId(),
        "subject": AGENCY.id,
        "sequence": 1,
        "type": event.TYPE,
        "time": NOON,
        "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "data": example.model_dump(mode="json"),
    }
    return example, envelope(entry, event.source_service()).model_dump(mode="json")
