"""Lists of agencies as tables, with how each stands in everything that the Act asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from itertools import chain
from typing import NamedTuple

from contracts.calls import Call
from contracts.places import PROVINCES
from contracts.rpc.reporting.exporting import CellKind, ReadListRows, Rows, TableAbout
from contracts.vocabulary import Category, ComplianceState, LaoType
from services.reporting.domain.asking import Found, Listed
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.lineage import DEPARTMENT, MINISTRY
from services.reporting.domain.obligations import COUNTED
from services.reporting.domain.terms import Series
from services.reporting.usecases.columns import Column, table
from services.reporting.usecases.grouping import known_among
from services.reporting.usecases.list_by_state import ListDesk, read_list
from services.reporting.usecases.table_words import WORDS


class Line(NamedTuple):
    """An agency on a list as of a day. `held`: how it stands in what it owes."""

    agency: Listed
    day: date
    code: str | None
    ministry: str | None
    department: str | None
    held: Mapping[Series, Found]


def list_rows(request: ReadListRows, call: Call, desk: ListDesk) -> Rows:
    """A page of rows, in the order of the list. Raises as `read_list`."""
    # before anything is read: what is learnt meanwhile has a later one
    version = desk.version()
    page = read_list(request, request.after, request.page_size, call.now, desk)
    placed = [desk.numbers.at_level(level, page.day) for level in (MINISTRY, DEPARTMENT)]
    known = known_among([*chain(*placed)], bangkok_day(call.now), desk.reader)
    ministries, departments = (
        {each.agency_id: each.name_th for each in level if each.agency_id in known} for level in placed
    )
    lines = (
        Line(
            agency,
            page.day,
            page.codes.get(agency.agency_id),
            ministries.get(agency.ministry_id or ""),
            departments.get(agency.department_id or ""),
            {(each.obligation, each.measure): each for each in page.standing[agency.agency_id]},
        )
        for agency in page.agencies
    )
    language = None if request.coded else request.language
    # a search asks more than the ledger
    said = version if request.search is None else None
    return table(COLUMNS, lines, language, as_of=page.day, next=page.next, version=said)


def describe_list() -> TableAbout:
    return TableAbout(columns=tuple(column.about for column in COLUMNS))


def _state(about: Series, line: Line) -> str:
    found = line.held.get(about)
    return str(found.state if found else ComplianceState.NOT_REQUIRED)


def _since(about: Series, line: Line) -> str | None:
    found = line.held.get(about)
    return found.since.isoformat() if found else None


def _of(about: Series) -> tuple[Column[Line], Column[Line]]:
    """How an agency stands in it, and since when."""
    (section_th, section_en), (measure_th, measure_en) = (WORDS[each] for each in about)
    name = "_".join(about)
    return (
        Column(
            name,
            (f"{section_th} {measure_th}", f"{section_en} {measure_en}"),
            partial(_state, about),
            (f"สถานะของ{section_th} ตามเกณฑ์{measure_th} ณ วันนั้น", f"State of {section_en} as {measure_en} on that day"),
            codes={state.value: WORDS[state] for state in ComplianceState},
            required=True,
        ),
        Column(
            f"{name}_since",
            (f"{section_th} {measure_th} ตั้งแต่", f"{section_en} {measure_en} since"),
            partial(_since, about),
            (
                "วันแรกที่อยู่ในสถานะนั้นต่อเนื่องกัน; ว่าง: ไม่ต้องดำเนินการ",
                "First day of the state without a break; empty: not required",
            ),
            kind=CellKind.DATE,
        ),
    )


COLUMNS: tuple[Column[Line], ...] = (
    Column(
        "name_th",
        ("หน่วยงาน", "Agency"),
        lambda line: line.agency.name_th,
        ("ชื่อภาษาไทย ณ วันนั้น", "Thai name on that day"),
        required=True,
    ),
    Column(
        "name_en",
        ("ชื่อภาษาอังกฤษ", "English name"),
        lambda line: line.agency.name_en,
        ("ชื่อภาษาอังกฤษ ณ วันนั้น", "English name on that day"),
    ),
    Column(
        "code",
        WORDS["agency_code"],
        lambda line: line.code,
        ("รหัสหน่วยงาน 12 หลัก ตัวเลขไม่มีความหมายในตัวเอง", "12-digit code, an opaque string"),
    ),
    Column(
        "category",
        ("ประเภทหน่วยงาน", "Category"),
        lambda line: line.agency.category,
        ("ประเภทตามบัญชีที่เผยแพร่", "Category of the published lists"),
        codes={each.value: WORDS[each] for each in Category},
    ),
    Column(
        "lao_type",
        ("ประเภท อปท.", "Kind of local body"),
        lambda line: line.agency.lao_type,
        ("เฉพาะองค์กรปกครองส่วนท้องถิ่น", "Of local bodies only"),
        codes={each.value: WORDS[each] for each in LaoType},
    ),
    Column(
        "province_code",
        ("จังหวัด", "Province"),
        lambda line: line.agency.province_code,
        ("รหัสจังหวัด 2 หลักของกรมการปกครอง", "Two digits of the Department of Provincial Administration"),
        codes=PROVINCES,
    ),
    Column(
        "ministry",
        ("กระทรวง", "Ministry"),
        lambda line: line.ministry,
        ("ชื่อกระทรวงที่สังกัด ณ วันนั้น", "Thai name of the ministry that it belonged to on that day"),
    ),
    Column(
        "department",
        ("กรม", "Department"),
        lambda line: line.department,
        ("ชื่อกรมที่สังกัด ณ วันนั้น", "Thai name of the department that it belonged to on that day"),
    ),
    *(column for about in COUNTED for column in _of(about)),
    Column(
        "agency_id",
        WORDS["agency_id"],
        lambda line: line.agency.agency_id,
        ("รหัสอ้างอิงที่ไม่เปลี่ยนแปลง", "Id of the agency, which never changes"),
        required=True,
    ),
    Column(
        "as_of",
        ("ข้อมูล ณ วันที่", "As of"),
        lambda line: line.day.isoformat(),
        ("วันที่ของข้อมูล", "The day that the row is of"),
        kind=CellKind.DATE,
        required=True,
    ),
)
