"""What stands below an agency, or in the country, on any day."""

from __future__ import annotations

from datetime import date

from contracts.calls import Call
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.agencies import tree as rpc
from contracts.vocabulary import Category, LaoType, Level
from services.agencies.domain.agency import AgencyUnknown
from services.agencies.domain.below import WantedBelow, summed
from services.agencies.domain.days import day_in_bangkok
from services.agencies.usecases.list_agencies import cursor_of, position_of
from services.agencies.usecases.ports import AgencyBook, Rights, TreeBook


def list_below(
    request: rpc.ListBelow, call: Call, book: AgencyBook, tree: TreeBook, rights: Rights
) -> rpc.AgenciesBelow:
    """A page, in a constant number of queries. Raises AgencyUnknown also for one hidden from whoever asks; Refusal
    INVALID_REQUEST for a cursor that is none, and to the public for a day to come."""
    day, hidden_too = _asked(request, call, book, rights)
    wanted = WantedBelow(
        agency_id=request.agency_id,
        day=day,
        today=day_in_bangkok(call.now),
        hidden_too=hidden_too,
        direct=request.direct,
        category=request.category,
        lao_type=request.lao_type,
        level=request.level,
        province_code=request.province_code,
    )
    page = tree.page(wanted, request.page_size, position_of(request.after) if request.after else None)
    return rpc.AgenciesBelow(
        as_of=day,
        items=tuple(
            rpc.AgencyBelow(
                id=found.agency_id,
                code=found.code,
                name_th=found.name_th,
                name_en=found.name_en,
                parent_id=found.parent_id,
                level=Level(found.level),
                category=Category(found.category) if found.category else None,
                lao_type=LaoType(found.lao_type) if found.lao_type else None,
                province_code=found.province_code,
                reporting_unit=found.reporting_unit,
                depth=found.depth,
            )
            for found in page.agencies
        ),
        next=cursor_of(page.next) if page.next else None,
    )


def count_below(
    request: rpc.CountBelow, call: Call, book: AgencyBook, tree: TreeBook, rights: Rights
) -> rpc.CountsBelow:
    """Raises as `list_below`."""
    day, hidden_too = _asked(request, call, book, rights)
    today = day_in_bangkok(call.now)
    kinds = tree.kinds(WantedBelow(agency_id=request.agency_id, day=day, today=today, hidden_too=hidden_too))
    return rpc.CountsBelow(
        as_of=day,
        total=sum(kind.count for kind in kinds),
        reporting_units=sum(kind.count for kind in kinds if kind.reporting_unit),
        by_category={Category(name): count for name, count in summed(kinds, "category").items()},
        by_lao_type={LaoType(name): count for name, count in summed(kinds, "lao_type").items()},
        by_level={Level(name): count for name, count in summed(kinds, "level").items()},
        by_province=summed(kinds, "province_code"),
    )


def _asked(request: rpc.AskOfTree, call: Call, book: AgencyBook, rights: Rights) -> tuple[date, bool]:
    """The day asked about, and whether whoever asks sees what is hidden."""
    today = day_in_bangkok(call.now)
    day = request.as_of or today
    may_read = rights.may_read(call.caller, request.agency_id, today)
    refuse_days_to_come(day, today, may_read)
    if request.agency_id is not None:
        agency = book.by_ids([request.agency_id]).get(request.agency_id)
        if agency is None or not agency.exists_on(day):
            raise AgencyUnknown(request.agency_id)
        if not may_read and not (agency.public_on(day) and agency.public_on(today)):
            raise AgencyUnknown(request.agency_id)
    return day, may_read


def refuse_days_to_come(day: date, today: date, may_read: bool) -> None:
    """What is announced is not public before its day. Raises Refusal INVALID_REQUEST."""
    if day > today and not may_read:
        wrong = FieldProblem(
            field="as_of",
            message_th="ดูข้อมูลล่วงหน้าได้เฉพาะเจ้าหน้าที่ที่มีสิทธิ กรุณาระบุวันที่ไม่เกินวันนี้",
            message_en="Days to come are for officers with the right to read. Give a day up to today.",
        )
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(wrong,))
