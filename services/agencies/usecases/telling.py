"""An agency as it is told to others: to people in replies, to the other services in events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from contracts.events.agencies import AgencyAbsence, AgencyFacts, AgencyState, FieldChange
from contracts.rpc import agencies as rpc
from contracts.vocabulary import Category, ConvenienceLevel, LaoType, Level, ServiceStatus
from services.agencies.domain.agency import Agency


def reply(
    agency: Agency, path: Iterable[Agency], today: date, *, confidential: bool, successors: Iterable[Agency] = ()
) -> rpc.Agency:
    """The agency today under its `path` (root first); with what is not public only if `confidential`."""
    facts = agency.shown_on(today)
    ending = agency.ending_seen_on(today)
    return rpc.Agency(
        **dict(summary(agency, today)),
        version=agency.version,
        lao_code=agency.lao_code,
        lao_type=LaoType(facts.lao_type) if facts.lao_type else None,
        reporting_unit=facts.reporting_unit,
        full_name_th=facts.full_name_th,
        address_th=facts.address_th,
        address_en=facts.address_en,
        website=facts.website,
        phone=facts.phone,
        hours_note=facts.hours_note,
        public_email=facts.public_email,
        dga_email=facts.dga_email if confidential else None,
        complaints_email=facts.complaints_email,
        visible=facts.visible,
        is_central=facts.is_central,
        serves_public=facts.serves_public,
        service_status=ServiceStatus(facts.service_status) if facts.service_status else None,
        convenience_level=ConvenienceLevel(facts.convenience_level) if facts.convenience_level else None,
        path=tuple(_step(ancestor, today) for ancestor in path),
        dissolved_on=ending.start if ending else None,
        successor_ids=ending.successor_ids if ending else (),
        successors=tuple(_step(successor, today) for successor in successors),
    )


def summary(agency: Agency, today: date) -> rpc.AgencySummary:
    """The agency today as a line of a list."""
    facts = agency.shown_on(today)
    return rpc.AgencySummary(
        id=agency.id,
        code=agency.code,
        name_th=facts.name_th,
        name_en=facts.name_en,
        level=Level(facts.level),
        category=Category(facts.category) if facts.category else None,
        parent_id=facts.parent_id,
        province_code=facts.province_code,
    )


def field_changes(before: Agency | None, after: Agency, day: date) -> tuple[FieldChange, ...]:
    """Which fields differ on that day, and from what to what; nothing of an agency that is new."""
    if before is None:
        return ()
    old, new = vars(before.shown_on(day)), vars(after.shown_on(day))
    changes = [
        FieldChange(field=name, before=old[name], after=value) for name, value in new.items() if old[name] != value
    ]
    if before.lao_code != after.lao_code:
        changes.append(FieldChange(field="lao_code", before=before.lao_code, after=after.lao_code))
    return tuple(changes)


def state(agency: Agency) -> AgencyState:
    """What the other services keep of the agency."""
    return AgencyState(
        id=agency.id,
        version=agency.version,
        code=agency.code,
        lao_code=agency.lao_code,
        timeline=tuple(
            AgencyFacts(
                effective_on=entry.effective_on,
                parent_id=entry.facts.parent_id,
                level=Level(entry.facts.level),
                category=Category(entry.facts.category) if entry.facts.category else None,
                lao_type=LaoType(entry.facts.lao_type) if entry.facts.lao_type else None,
                province_code=entry.facts.province_code,
                reporting_unit=entry.facts.reporting_unit,
                name_th=entry.facts.name_th,
                name_en=entry.facts.name_en,
                visible=entry.facts.visible,
                public_email=entry.facts.public_email,
                dga_email=entry.facts.dga_email,
            )
            for entry in agency.timeline
        ),
        absences=tuple(
            AgencyAbsence(start=absence.start, end=absence.end, successor_ids=absence.successor_ids)
            for absence in agency.absences
        ),
    )


def _step(ancestor: Agency, today: date) -> rpc.AgencyPath:
    facts = ancestor.shown_on(today)
    return rpc.AgencyPath(id=ancestor.id, name_th=facts.name_th, name_en=facts.name_en)
