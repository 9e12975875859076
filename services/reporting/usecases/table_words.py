"""The words of tables: headings and what is written into cells, in Thai and English."""

from __future__ import annotations

from datetime import datetime

from contracts.rpc.reporting.exporting import Language
from contracts.vocabulary import Category, ComplianceState, LaoType, Measure, Obligation
from services.reporting.domain.days import BANGKOK

WORDS: dict[str, tuple[str, str]] = {
    "agency": ("หน่วยงาน", "Agency"),
    "agency_code": ("รหัสหน่วยงาน", "Agency code"),
    "agency_id": ("รหัสอ้างอิง", "Agency id"),
    "parent": ("หน่วยงานต้นสังกัด", "Parent agency"),
    "created": ("วันที่สร้าง", "Created"),
    "edited": ("แก้ไขล่าสุด", "Last edited"),
    "total": ("รวม", "Total"),
    "day": ("วันที่", "Day"),
    "percent": ("ร้อยละ", "Percent"),
    "group": ("รหัสกลุ่ม", "Group code"),
    "by_category": ("ประเภทหน่วยงาน", "Category"),
    "by_ministry": ("กระทรวง", "Ministry"),
    "by_department": ("กรม", "Department"),
    "by_province": ("จังหวัด", "Province"),
    "by_lao_type": ("ประเภท อปท.", "Kind of local body"),
    "by_children": ("หน่วยงาน", "Agency"),
    "was": ("สถานะเดิม", "State before"),
    "was_since": ("สถานะเดิมตั้งแต่", "State before since"),
    "became": ("สถานะใหม่", "State after"),
    "became_since": ("สถานะใหม่ตั้งแต่", "State after since"),
    Obligation.S10_NOTICE: ("มาตรา 10", "Section 10"),
    Obligation.S13_1_NOTICE: ("มาตรา 13(1)", "Section 13(1)"),
    Obligation.S13_2_CHANNEL: ("มาตรา 13(2)", "Section 13(2)"),
    Obligation.S16_ORDER: ("มาตรา 16", "Section 16"),
    Measure.UPLOADED: ("ลงข้อมูลในระบบ", "uploaded"),
    Measure.ISSUED: ("จัดทำ", "issued"),
    ComplianceState.NOT_REQUIRED: ("ไม่ต้องดำเนินการ", "Not required"),
    ComplianceState.DONE: ("ดำเนินการแล้ว", "Done"),
    ComplianceState.COVERED: ("ใช้ของต้นสังกัด", "Covered by the parent"),
    ComplianceState.MISSING: ("ยังไม่ดำเนินการ", "Missing"),
    **{each: each.names for each in (*Category, *LaoType)},
}


class TableWords:
    """The words in one language."""

    def __init__(self, language: Language) -> None:
        self._index = 0 if language == "th" else 1

    def __call__(self, *codes: str) -> str:
        return " ".join(WORDS[code][self._index] for code in codes)


def moment(instant: datetime | None) -> str:
    """To the minute, in Bangkok: 2023-09-22 16:07. Empty for None."""
    return f"{instant.astimezone(BANGKOK):%Y-%m-%d %H:%M}" if instant else ""
