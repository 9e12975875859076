"""A small ministry that has published something of every kind: what the public pages of the browser tests show."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from deploy.demo.visitor import Visitor
from tests.builders.pdfs import pdf

MINISTRY = "กระทรวงการทดสอบหน้าเว็บ"
DEPARTMENT = "กรมส่งเสริมการอ่านหน้าจอและการเข้าถึงบริการภาครัฐทางอิเล็กทรอนิกส์"
NOTICE = "ประกาศช่องทางอิเล็กทรอนิกส์สำหรับประชาชนติดต่อกรม.pdf"
FROM_ABOVE = "ประกาศของกระทรวงสำหรับทุกหน่วยงานในสังกัด.pdf"
WITHDRAWN = "ประกาศฉบับเดิม.pdf"
WHY_WITHDRAWN = "เปลี่ยนช่องทางรับเรื่องเป็นระบบใหม่"
LICENCE = "ใบอนุญาตประกอบกิจการทดสอบ"
LICENCE_URL = (
    "https://licences.example.go.th/check/a-very-long-address-without-any-place-to-break?licence=0001234567890"
)


@dataclass(frozen=True)
class Published:
    """The ids of what is there."""

    ministry: str
    department: str
    document: str
    from_above: str
    withdrawn: str


def publish(by: Visitor) -> Published:
    """Registers the ministry and its department and files for both."""
    ministry = register(by, "ministry", None, {"name_th": MINISTRY, "name_en": "Ministry of Page Testing"})
    details = {
        "name_th": DEPARTMENT,
        "full_name_th": DEPARTMENT,
        "address_th": "99/9 ถนนแจ้งวัฒนะ แขวงทุ่งสองห้อง เขตหลักสี่ กรุงเทพมหานคร 10210",
        "phone": "0 2000 0000 ถึง 9",
        "website": "https://reading.example.go.th",
        "public_email": "saraban@reading.example.go.th",
        "hours_note": "จันทร์ถึงศุกร์ 08.30 ถึง 16.30 น.",
    }
    department = register(
        by, "department", ministry, details, category="government", province_code="10", reporting_unit=True
    )
    from_above = _file(by, ministry, FROM_ABOVE, scope="subtree")
    withdrawn = _file(by, department, WITHDRAWN)
    document = _file(by, department, NOTICE)
    etag = by.get(f"/api/v1/agencies/{department}/documents/{withdrawn}").headers["ETag"]
    suspended = by.ask(
        "PATCH",
        f"/api/v1/agencies/{department}/documents/{withdrawn}",
        {"status": "suspended", "note": WHY_WITHDRAWN},
        headers={"If-Match": etag},
    )
    assert suspended.status_code == 200, suspended.text
    declared = by.ask(
        "PUT",
        f"/api/v1/agencies/{department}/licence-declaration",
        {"has_licences": True, "gazette": "complete"},
        headers={"If-None-Match": "*"},
    )
    assert declared.status_code < 300, declared.text
    link = {"obligation": "s13_2_channel", "url": LICENCE_URL, "licence_name": LICENCE}
    by.post(f"/api/v1/agencies/{department}/links", link)
    by.until(
        f"/api/v1/agencies/{department}/documents",
        lambda seen: {each["id"] for each in seen["items"]} == {document, from_above},
        "both documents are on the department's page",
    )
    by.until(
        f"/api/v1/agencies/{department}/compliance",
        lambda seen: any(each["state"] == "done" for each in seen["obligations"]),
        "the department is done in the figures",
    )
    return Published(ministry, department, document, from_above, withdrawn)


def register(by: Visitor, level: str, under: str | None, details: dict[str, str], **what: Any) -> str:
    body = {"code": f"9{secrets.randbelow(10**11):011d}", "level": level, "parent_id": under, "details": details}
    body |= {"reason": "พระราชกฤษฎีกา", "effective_on": "2024-01-01"}
    return str(by.post("/api/v1/agencies", body | what).json()["id"])


def _file(by: Visitor, agency_id: str, file_name: str, scope: str = "self") -> str:
    upload = by.post("/api/v1/uploads", content=pdf(file_name), media_type="application/pdf").json()["upload"]
    filing = {
        "upload": upload,
        "obligation": "s10_notice",
        "document_date": "2023-09-22",
        "file_name": file_name,
        "scope": scope,
    }
    return str(by.post(f"/api/v1/agencies/{agency_id}/documents", filing).json()["id"])
