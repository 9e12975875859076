"""Events as their producers publish them, with every field filled in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from bson import ObjectId
from pydantic import JsonValue

from chassis.event_log import envelope
from contracts.events import agencies, documents, identity, reporting
from contracts.events.envelope import Event
from contracts.vocabulary import (
    Category,
    ClientScope,
    ComplianceState,
    LaoType,
    Level,
    LinkResult,
    Measure,
    Obligation,
    ObstacleType,
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
            public_email="contact@banmai.example",
            dga_email="saraban@banmai.example",
        ),
    ),
)
ENDED = AGENCY.model_copy(
    update={"absences": (agencies.AgencyAbsence(start=DAY, end=None, successor_ids=(AGENCY.id[:-1] + "2",)),)}
)
REORGANISATION: dict[str, Any] = {
    "effective_on": DAY,
    "reason": "พระราชบัญญัติปรับปรุงกระทรวง",
    "reorganisation_id": "7d0c1a52-0000-4000-8000-0000000000aa",
}
MOVE_REQUEST = agencies.MoveRequestState(
    id="7d0c1a52-0000-4000-8000-0000000000bb",
    agency_id=AGENCY.id,
    from_parent_id=AGENCY.timeline[0].parent_id,
    to_parent_id=AGENCY.id[:-1] + "3",
    effective_on=DAY,
    asked_by_giving_side=True,
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
    publications=(
        documents.Publication(since=NOON, until=NOON, scope=Scope.SUBTREE, note="มีฉบับใหม่แทน"),
        documents.Publication(since=NOON),
    ),
    recorded_at=NOON,
)
LINK = documents.LinkState(
    id="7d0c1a52-0000-4000-8000-00000000000e",
    agency_id=AGENCY.id,
    version=1,
    obligation=Obligation.S13_2_CHANNEL,
    url="https://licences.example.go.th/check",
    licence_name="ใบอนุญาตประกอบกิจการ",
    status=PublicationStatus.PUBLISHED,
    publications=(documents.Publication(since=NOON),),
    recorded_at=NOON,
)
GRANT = identity.GrantState(id="g", officer_id="o", role=Role.CENTRAL_OFFICER, agency_id=AGENCY.id, grants_version=3)
CLIENT = identity.ClientState(
    id="c",
    version=2,
    agency_id=AGENCY.id,
    name="ระบบสารบรรณ",
    scopes=(ClientScope.FILINGS_READ,),
    addresses=("192.0.2.0/24",),
    has_key=False,
    expires_at=NOON,
    old_credentials_until=NOON,
)
SUSPENDED = identity.OfficerState(id="o", grants_version=4, suspended_since=NOON)
CAMPAIGN = reporting.CampaignState(
    id="7d0c1a52-0000-4000-8000-0000000000cc",
    version=2,
    name_th="เร่งรัดองค์กรปกครองส่วนท้องถิ่น รอบ 29 พฤศจิกายน 2567",
    obligations=(Obligation.S10_NOTICE, Obligation.S16_ORDER),
    categories=(Category.LOCAL,),
    lao_types=(LaoType.SUBDISTRICT,),
    province_codes=("54",),
    below=(AGENCY.id[:-1] + "0",),
    opens_on=DAY,
    due_on=DAY,
    returns_to=AGENCY.id[:-1] + "0",
    returns_due_on=DAY,
    reminders_from=DAY,
    reminders_every_days=15,
    reminders_escalate_after=2,
    reminders_note="ติดต่อ DGA contact center 0 2612 6060",
)
OF_RETURN: dict[str, Any] = {"campaign_id": CAMPAIGN.id, "agency_id": AGENCY.id, "version": 3}
EXAMPLES: dict[type[Event], Event] = {
    agencies.AgencyRegistered: agencies.AgencyRegistered(agency=AGENCY),
    agencies.AgencyChanged: agencies.AgencyChanged(
        agency=AGENCY,
        effective_on=DAY,
        reason="เปลี่ยนชื่อตามประกาศกระทรวงมหาดไทย",
        changes=(agencies.FieldChange(field="name_th", before="อบต.บ้านเก่า", after="อบต.บ้านใหม่"),),
    ),
    agencies.AgencyMoved: agencies.AgencyMoved(agency=AGENCY, **REORGANISATION),
    agencies.AgencyMerged: agencies.AgencyMerged(agency=ENDED, **REORGANISATION),
    agencies.AgencySplit: agencies.AgencySplit(agency=ENDED, **REORGANISATION),
    agencies.AgencyDissolved: agencies.AgencyDissolved(agency=ENDED, **REORGANISATION),
    agencies.AgencyReopened: agencies.AgencyReopened(agency=AGENCY, **REORGANISATION),
    agencies.AgencyAnnouncementWithdrawn: agencies.AgencyAnnouncementWithdrawn(agency=AGENCY, **REORGANISATION),
    agencies.MoveRequested: agencies.MoveRequested(request=MOVE_REQUEST, reason="พระราชบัญญัติปรับปรุงกระทรวง"),
    agencies.MoveRequestSettled: agencies.MoveRequestSettled(request=MOVE_REQUEST, outcome="accepted"),
    identity.TokenIssued: identity.TokenIssued(token_id="t", role=Role.MONITOR, agency_id=AGENCY.id, expires_at=NOON),
    identity.TokenRedeemed: identity.TokenRedeemed(
        token_id="t", officer_id="o", role=Role.MONITOR, agency_id=AGENCY.id
    ),
    identity.TokenShown: identity.TokenShown(token_id="t", role=Role.MONITOR, agency_id=AGENCY.id),
    identity.TokenRevoked: identity.TokenRevoked(token_id="t", role=Role.MONITOR, agency_id=AGENCY.id),
    identity.TokensRevoked: identity.TokensRevoked(grant_id="g", agency_id=AGENCY.id, count=12),
    identity.TokensExported: identity.TokensExported(agency_id=AGENCY.id, role=Role.CENTRAL_OFFICER, count=99),
    identity.TokenTryRefused: identity.TokenTryRefused(officer_id="o", reason="not_accepted"),
    identity.SpentTokenTried: identity.SpentTokenTried(
        token_id="t", role=Role.MONITOR, agency_id=AGENCY.id, state="redeemed", officer_id="o"
    ),
    identity.ClientRegistered: identity.ClientRegistered(client=CLIENT),
    identity.ClientCredentialsRotated: identity.ClientCredentialsRotated(client=CLIENT),
    identity.ClientRevoked: identity.ClientRevoked(client=CLIENT.model_copy(update={"revoked_at": NOON})),
    identity.ClientRefused: identity.ClientRefused(client_id="c", agency_id=AGENCY.id, reason="address"),
    identity.GrantGiven: identity.GrantGiven(grant=GRANT),
    identity.GrantRevoked: identity.GrantRevoked(grant=GRANT),
    identity.GrantSwitched: identity.GrantSwitched(grant=GRANT),
    identity.SignedIn: identity.SignedIn(
        officer_id="o", session_id="s", issuer="https://id.example.go.th", device="Chrome, Windows"
    ),
    identity.SignedOut: identity.SignedOut(officer_id="o", session_id="s", device="Chrome, Windows", elsewhere=True),
    identity.SignInsRefused: identity.SignInsRefused(
        reason="state", since=NOON, count=3, issuer="https://id.example.go.th"
    ),
    identity.DormancyWarned: identity.DormancyWarned(officer_id="o", unused_since=NOON, suspends_on=NOON),
    identity.OfficerSuspended: identity.OfficerSuspended(officer=SUSPENDED),
    identity.OfficerReactivated: identity.OfficerReactivated(
        officer=SUSPENDED.model_copy(update={"suspended_since": None})
    ),
    identity.AgencyLeftUnattended: identity.AgencyLeftUnattended(agency_id=AGENCY.id, version=1, since=NOON),
    identity.AgencyAttendedAgain: identity.AgencyAttendedAgain(agency_id=AGENCY.id, version=2),
    documents.DocumentFiled: documents.DocumentFiled(document=DOCUMENT),
    documents.PublicationChanged: documents.PublicationChanged(document=DOCUMENT),
    documents.DeclarationChanged: documents.DeclarationChanged(
        declaration=documents.IssuedDeclaration(
            agency_id=AGENCY.id, obligation=Obligation.S16_ORDER, version=1, issued_on=DAY
        )
    ),
    documents.ScopeChanged: documents.ScopeChanged(document=DOCUMENT),
    documents.InheritedSwitched: documents.InheritedSwitched(
        switch=documents.InheritedSwitch(
            agency_id=AGENCY.id, document_id=DOCUMENT.id, version=1, off=(documents.Stretch(since=NOON, until=NOON),)
        )
    ),
    documents.LinkSaved: documents.LinkSaved(link=LINK),
    documents.LinkPublicationChanged: documents.LinkPublicationChanged(link=LINK),
    documents.LinkHealthChanged: documents.LinkHealthChanged(
        health=documents.LinkHealth(
            link_id=LINK.id,
            agency_id=AGENCY.id,
            version=3,
            broken=True,
            result=LinkResult.NOT_FOUND,
            checked_at=NOON,
            failing_since=NOON,
        )
    ),
    documents.ObstaclesChanged: documents.ObstaclesChanged(
        obstacles=documents.Obstacles(
            agency_id=AGENCY.id,
            version=1,
            items=(documents.Obstacle(rank=1, type=ObstacleType.BUDGET, detail="งบประมาณไม่เพียงพอ"),),
        )
    ),
    reporting.ComplianceChanged: reporting.ComplianceChanged(
        agency_id=AGENCY.id,
        obligation=Obligation.S10_NOTICE,
        measure=Measure.UPLOADED,
        state=ComplianceState.DONE,
        effective_on=DAY,
    ),
    reporting.CampaignCreated: reporting.CampaignCreated(campaign=CAMPAIGN),
    reporting.CampaignChanged: reporting.CampaignChanged(campaign=CAMPAIGN),
    reporting.CampaignClosed: reporting.CampaignClosed(
        campaign=CAMPAIGN.model_copy(update={"closed_on": DAY}), reason="ครบทุกหน่วยงานแล้ว"
    ),
    reporting.ReturnSaved: reporting.ReturnSaved(
        **OF_RETURN,
        draft=reporting.ReturnDraft(
            as_of=DAY,
            marks=(reporting.ReturnMark(agency_id=AGENCY.id, s10_issued=True, note="ลงนามแล้ว"),),
            obstacles="บุคลากรไม่เพียงพอ",
            suggestions="จัดอบรม",
            signer_name="นางสาวสมหญิง ใจดี",
            signer_position="ท้องถิ่นจังหวัด",
        ),
    ),
    reporting.ReturnSubmitted: reporting.ReturnSubmitted(
        **OF_RETURN,
        as_of=DAY,
        bodies=83,
        s10_issued=80,
        s10_uploaded=70,
        s16_issued=79,
        s16_uploaded=69,
        sha256="0" * 64,
        late=False,
    ),
    reporting.ReturnReopened: reporting.ReturnReopened(**OF_RETURN, reason="จำนวน อปท. ไม่ครบ"),
    reporting.ReminderDue: reporting.ReminderDue(
        campaign_id=CAMPAIGN.id,
        agency_id=AGENCY.id,
        day=DAY,
        obligations=(Obligation.S10_NOTICE, Obligation.S16_ORDER),
        number=3,
        escalated_to=(AGENCY.id[:-1] + "0",),
        has_address=True,
    ),
    reporting.CabinetReportMade: reporting.CabinetReportMade(report_id="r", as_of=DAY, made_at=NOON, sha256="0" * 64),
    reporting.FiguresFrozen: reporting.FiguresFrozen(
        frozen_id="f",
        title="รายงานคณะรัฐมนตรี",
        as_of=DAY,
        obligations=(Obligation.S10_NOTICE,),
        measure=Measure.UPLOADED,
        group_by="category",
        agency_id=None,
        agencies=8294,
        frozen_at=NOON,
        sha256="0" * 64,
        list_sha256="1" * 64,
    ),
    reporting.FrozenFiguresPublished: reporting.FrozenFiguresPublished(frozen_id="f", published_at=NOON),
    reporting.ExportMade: reporting.ExportMade(
        export_id="e", table="reports", agency_id=AGENCY.id, as_of=DAY, format="csv", rows=7850, sha256="0" * 64
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
