"""What the codes of contracts/vocabulary.py are called on screen."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.vocabulary import (
    ComplianceState,
    Level,
    Measure,
    Obligation,
    PublicationStatus,
    Scope,
)
from gateway.portal.words import filing
from gateway.portal.words.pairs import Pairs
from gateway.role_names import ROLE_NAMES

NAMES: Pairs = {
    Obligation.S10_NOTICE: ("มาตรา 10 ประกาศช่องทางอิเล็กทรอนิกส์", "Section 10, notice of electronic channels"),
    Obligation.S13_1_NOTICE: ("มาตรา 13(1) วิธีการแสดงใบอนุญาต", "Section 13(1), how to show a licence"),
    Obligation.S13_2_CHANNEL: ("มาตรา 13(2) ช่องทางตรวจสอบการอนุญาต", "Section 13(2), where to check a licence"),
    Obligation.S16_ORDER: ("มาตรา 16 คำสั่งกำหนดระบบ", "Section 16, order on the system used"),
    PublicationStatus.PUBLISHED: ("เผยแพร่", "Published"),
    PublicationStatus.SUSPENDED: ("ระงับ", "Suspended"),
    Scope.SELF: ("สำหรับหน่วยงานตนเอง", "This agency only"),
    Scope.SUBTREE: ("สำหรับหน่วยงานภายใต้สังกัดทุกสาขา", "This agency and all under it"),
    ComplianceState.DONE: ("ดำเนินการแล้ว", "Done"),
    ComplianceState.COVERED: ("ใช้ของต้นสังกัด", "Covered by the parent"),
    ComplianceState.MISSING: ("ยังไม่ดำเนินการ", "Missing"),
    ComplianceState.NOT_REQUIRED: ("ไม่ต้องดำเนินการ", "Not required"),
    Measure.UPLOADED: ("ลงข้อมูลในระบบแล้ว", "Uploaded"),
    Measure.ISSUED: ("จัดทำแล้ว", "Issued"),
    **filing.NAMES,
    **{role.value: names for role, names in ROLE_NAMES.items()},
}

LEVELS: Mapping[Level, tuple[str, str]] = {
    Level.MINISTRY: ("กระทรวง", "Ministry"),
    Level.DEPARTMENT: ("กรม", "Department"),
    Level.AGENCY: ("หน่วยงาน", "Agency"),
    Level.SERVICE_POINT: ("จุดบริการ", "Service point"),
}
