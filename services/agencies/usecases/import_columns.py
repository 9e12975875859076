"""The columns of the import file: their code names, their Thai headings, and the words that their cells may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.agencies.domain.naming import tidy

TEXTS = (
    "name_th",
    "name_en",
    "full_name_th",
    "address_th",
    "address_en",
    "website",
    "phone",
    "hours_note",
    "public_email",
    "dga_email",
    "complaints_email",
)


@dataclass(frozen=True)
class Column:
    """`required`: the heading must have it. What the heading lacks stays as it is with agencies that are there."""

    name: str
    heading: str
    about: str
    required: bool = False


COLUMNS_ABOUT: tuple[Column, ...] = (
    Column("code", "รหัสหน่วยงาน", "ตัวเลข 12 หลัก รวมเลขศูนย์ข้างหน้า", required=True),
    Column("lao_code", "รหัส อปท.", "ตัวเลข 8 หลัก เฉพาะองค์กรปกครองส่วนท้องถิ่น"),
    Column("parent_code", "รหัสหน่วยงานต้นสังกัด", "ตัวเลข 12 หลัก เว้นว่างเมื่อไม่มีต้นสังกัด", required=True),
    Column("level", "ระดับ", "กระทรวง กรม หน่วยงาน หรือ จุดบริการ", required=True),
    Column("category", "ประเภทองค์กร", "ตามรายชื่อที่เผยแพร่ เช่น ส่วนราชการ จังหวัด องค์กรปกครองส่วนท้องถิ่น", required=True),
    Column("lao_type", "ประเภท อปท.", "อบจ. เทศบาลนคร เทศบาลเมือง เทศบาลตำบล อบต. หรือ รูปแบบพิเศษ"),
    Column("province_code", "รหัสจังหวัด", "ตัวเลข 2 หลัก ตามกรมการปกครอง"),
    Column("reporting_unit", "นับในรายงาน", "ใช่ หรือ ไม่ใช่", required=True),
    Column("name_th", "ชื่อสำหรับแสดงผล (ไทย)", "ไม่เกิน 300 ตัวอักษร", required=True),
    Column("name_en", "ชื่อสำหรับแสดงผล (อังกฤษ)", "ไม่เกิน 300 ตัวอักษร"),
    Column("full_name_th", "ชื่อเต็ม", "ไม่เกิน 500 ตัวอักษร"),
    Column("address_th", "ที่อยู่ (ไทย)", "ไม่เกิน 1,000 ตัวอักษร"),
    Column("address_en", "ที่อยู่ (อังกฤษ)", "ไม่เกิน 1,000 ตัวอักษร"),
    Column("website", "เว็บไซต์", "เช่น https://www.example.go.th"),
    Column("phone", "หมายเลขโทรศัพท์", "เช่น 0 2123 4567 ต่อ 12"),
    Column("hours_note", "หมายเหตุ (เวลาทำการ)", "ไม่เกิน 500 ตัวอักษร"),
    Column("public_email", "อีเมลสำหรับประชาชนติดต่อ", "เช่น saraban@example.go.th"),
    Column("dga_email", "อีเมลที่ลงทะเบียนกับ สพร.", "ไม่เผยแพร่ต่อสาธารณะ"),
    Column("complaints_email", "อีเมลสำหรับรับคำร้อง", "เช่น help@example.go.th"),
    Column("visible", "การแสดงผล", "แสดง หรือ ไม่แสดง เว้นว่างหมายถึงแสดง"),
    Column("is_central", "เป็นหน่วยงานส่วนกลาง", "ใช่ หรือ ไม่ใช่ เว้นว่างเมื่อไม่ระบุ"),
    Column("serves_public", "ให้บริการประชาชน", "ใช่ หรือ ไม่ใช่ เว้นว่างเมื่อไม่ระบุ"),
    Column("service_status", "สถานะจุดบริการ", "เปิดให้บริการ หรือ ปิดให้บริการ เฉพาะจุดบริการ"),
    Column("convenience_level", "ศูนย์ราชการสะดวก", "ไม่มี พื้นฐาน กลาง หรือ สูง เฉพาะจุดบริการ"),
    Column("effective_on", "วันที่มีผล", "ปปปป-ดด-วว เช่น 2024-01-31", required=True),
)
COLUMNS = tuple(column.name for column in COLUMNS_ABOUT)
REQUIRED = frozenset(column.name for column in COLUMNS_ABOUT if column.required)

YES_NO: Mapping[str, bool] = {
    **dict.fromkeys(("yes", "true", "1", "ใช่", "แสดง"), True),
    **dict.fromkeys(("no", "false", "0", "ไม่ใช่", "ไม่แสดง", "ไม่"), False),
}
# The words of the screens for the code names.
WORDS: Mapping[str, Mapping[str, str]] = {
    "level": {"กระทรวง": "ministry", "กรม": "department", "หน่วยงาน": "agency", "จุดบริการ": "service_point"},
    "category": {
        "ส่วนราชการ": "government",
        "จังหวัด": "province",
        "องค์กรปกครองส่วนท้องถิ่น": "local",
        "องค์การมหาชน": "public_organisation",
        "รัฐวิสาหกิจ": "state_enterprise",
        "มหาวิทยาลัยรัฐ": "university",
        "หน่วยงานของรัฐรูปแบบใหม่": "new_form",
        "หน่วยงานอื่นของรัฐ": "other",
    },
    "lao_type": {
        "อบจ.": "provincial",
        "เทศบาลนคร": "city",
        "เทศบาลเมือง": "town",
        "เทศบาลตำบล": "subdistrict_municipality",
        "อบต.": "subdistrict",
        "รูปแบบพิเศษ": "special",
    },
    "service_status": {"เปิดให้บริการ": "open", "ปิดให้บริการ": "closed"},
    "convenience_level": {"ไม่มี": "none", "พื้นฐาน": "basic", "กลาง": "intermediate", "สูง": "advanced"},
}

_BY_HEADING = {tidy(text): column.name for column in COLUMNS_ABOUT for text in (column.name, column.heading)}


def column_of(heading: str) -> str | None:
    """The column that a heading means: its code name or Thai heading, however spaced. None: no column of ours."""
    return _BY_HEADING.get(tidy(heading).rstrip("*").strip())
