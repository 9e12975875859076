"""The words of the cabinet report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from chassis.thai_days import thai_date
from contracts.rpc.reporting.cabinet import CabinetContent, CabinetRow, CabinetTable, NonComplier
from contracts.vocabulary import Category, Measure, Obligation
from services.reporting.letters import NAMES, SHORT
from services.reporting.letters import THE_ACT as ACT

TITLE = ("รายงานผลการปฏิบัติตาม" + ACT, "เสนอคณะรัฐมนตรีตามมาตรา 22")
MEASURES = {Measure.UPLOADED: "ลงข้อมูลในระบบแล้ว", Measure.ISSUED: "จัดทำแล้ว"}
HEADINGS = (
    "ประเภทหน่วยงาน",
    "ต้องดำเนินการ",
    "ดำเนินการแล้ว",
    "ใช้ของต้นสังกัด",
    "ยังไม่ดำเนินการ",
    "ร้อยละ",
    "เปลี่ยนแปลง",
)
TOTAL = "รวม"
OBSTACLES = "ปัญหาอุปสรรคในการดำเนินการ"
OBSTACLE_HEADINGS = ("ลำดับ", "ประเภทของปัญหา", "ลำดับที่ 1", "ลำดับที่ 2", "ลำดับที่ 3", "รวม")
ANNEX = "ภาคผนวก รายชื่อหน่วยงานที่ยังไม่ได้ลงข้อมูลในระบบ"
PLACE, AGENCY, PROVINCE, CATEGORY, CODE = "ลำดับ", "หน่วยงาน", "จังหวัด", "ประเภทหน่วยงาน", "รหัสจังหวัด"
NOBODY = "ไม่มีหน่วยงานที่ยังไม่ดำเนินการ"
NONE = "-"
UNPLACED = "อื่น ๆ"
OBLIGATIONS = tuple(Obligation)


def as_of(content: CabinetContent) -> str:
    before = (
        f"เปรียบเทียบกับรายงานครั้งก่อน ณ วันที่ {thai_date(content.previous_as_of)}"
        if content.previous_as_of
        else "รายงานครั้งแรก"
    )
    return f"ข้อมูล ณ วันที่ {thai_date(content.as_of)} · {before}"


def heading(table: CabinetTable) -> str:
    return f"{named(table.obligation)}: {MEASURES[table.measure]}"


def named(obligation: Obligation) -> str:
    return NAMES[obligation][0]  # type: ignore[index]  # the domain's words are the contracts' by value


def short(obligation: Obligation) -> str:
    return SHORT[obligation]  # type: ignore[index]


def row(found: CabinetRow) -> Sequence[str | int]:
    """In the order of HEADINGS. The change is in points of the percentage."""
    return (
        found.category.name_th if found.category else TOTAL,
        found.done + found.covered + found.missing,
        found.done,
        found.covered,
        found.missing,
        found.percent or NONE,
        found.change or NONE,
    )


def obstacles(content: CabinetContent) -> Iterator[Sequence[str | int]]:
    """In the order of OBSTACLE_HEADINGS."""
    for place, found in enumerate(content.obstacles, start=1):
        yield place, found.type.name_th, found.first, found.second, found.third, found.total


def grouped(content: CabinetContent) -> Iterator[tuple[str, Sequence[NonComplier]]]:
    """The annex by category, local bodies also by province: a heading, and who stands below it."""
    provinces = {each.code: each.name_th for each in content.provinces}
    for (category, province), found in groupby(content.non_compliers, key=_group):
        name = Category(category).name_th if category else UNPLACED
        place = f" {province_name(province, provinces)}" if province else ""
        yield f"{name}{place}", list(found)


def province_name(code: str | None, provinces: dict[str, str]) -> str:
    return "" if code is None else provinces.get(code, f"{CODE} {code}")


def _group(found: NonComplier) -> tuple[str | None, str | None]:
    return found.category, found.province_code if found.category is Category.LOCAL else None
