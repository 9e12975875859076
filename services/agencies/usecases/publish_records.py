"""Every agency that the public sees, as open data."""

from __future__ import annotations

from contracts.calls import Call
from contracts.rpc.agencies import exporting as rpc
from contracts.vocabulary import Category, ConvenienceLevel, LaoType, Level, ServiceStatus
from services.agencies.domain.agency import Agency
from services.agencies.domain.below import WantedBelow
from services.agencies.domain.days import day_in_bangkok
from services.agencies.usecases.list_agencies import cursor_of, position_of
from services.agencies.usecases.ports import AgencyBook, TreeBook


def list_public_records(
    request: rpc.ListPublicRecords, call: Call, book: AgencyBook, tree: TreeBook
) -> rpc.PublicRecords:
    """A page, in three queries. Raises Refusal INVALID_REQUEST for a cursor that is none."""
    today = day_in_bangkok(call.now)
    wanted = WantedBelow(agency_id=None, day=today, today=today, hidden_too=False)
    page = tree.page(wanted, request.page_size, position_of(request.after) if request.after else None)
    known = book.by_ids([found.agency_id for found in page.agencies])
    above = book.by_ids({found.parent_id for found in page.agencies if found.parent_id} - known.keys())
    codes = {agency.id: agency.code for agency in (*known.values(), *above.values()) if agency.public_on(today)}
    return rpc.PublicRecords(
        items=tuple(_record(known[found.agency_id], found.parent_id, codes, call) for found in page.agencies),
        next=cursor_of(page.next) if page.next else None,
    )


def _record(agency: Agency, parent_id: str | None, codes: dict[str, str], call: Call) -> rpc.PublicRecord:
    facts = agency.shown_on(day_in_bangkok(call.now))
    return rpc.PublicRecord(
        id=agency.id,
        code=agency.code,
        lao_code=agency.lao_code,
        parent_id=parent_id if parent_id in codes else None,
        parent_code=codes.get(parent_id or ""),
        level=Level(facts.level),
        category=Category(facts.category) if facts.category else None,
        lao_type=LaoType(facts.lao_type) if facts.lao_type else None,
        province_code=facts.province_code,
        reporting_unit=facts.reporting_unit,
        name_th=facts.name_th,
        name_en=facts.name_en,
        full_name_th=facts.full_name_th,
        address_th=facts.address_th,
        address_en=facts.address_en,
        website=facts.website,
        phone=facts.phone,
        hours_note=facts.hours_note,
        public_email=facts.public_email,
        complaints_email=facts.complaints_email,
        is_central=facts.is_central,
        serves_public=facts.serves_public,
        service_status=ServiceStatus(facts.service_status) if facts.service_status else None,
        convenience_level=ConvenienceLevel(facts.convenience_level) if facts.convenience_level else None,
    )
