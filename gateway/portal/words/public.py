"""Words of the pages that everybody reads."""

from __future__ import annotations

from gateway.portal.words.pairs import Pairs

WORDS: Pairs = {
    "search_label": ("ค้นหาหน่วยงานจากชื่อหรือรหัส", "Search for an agency by name or code"),
    "results": ("ผลการค้นหา", "Results"),
    "no_results": ("ไม่พบหน่วยงานที่ตรงกับคำค้น", "No agency matches."),
    "figures": (
        "หน่วยงานที่ลงประกาศช่องทางอิเล็กทรอนิกส์ (มาตรา 10) ในระบบแล้ว",
        "Agencies whose notice of electronic channels (section 10) is in the system",
    ),
    "figures_away": ("ไม่สามารถแสดงตัวเลขได้ในขณะนี้", "The figures cannot be shown at the moment."),
    "full_name": ("ชื่อเต็ม", "Full name"),
    "address": ("ที่อยู่", "Address"),
    "phone": ("หมายเลขโทรศัพท์", "Telephone"),
    "website": ("เว็บไซต์", "Website"),
    "public_email": ("อีเมลสำหรับประชาชนติดต่อ", "E-mail for the public"),
    "complaints_email": ("อีเมลสำหรับรับคำร้อง", "E-mail for complaints"),
    "hours": ("เวลาทำการ", "Opening hours"),
    "code": ("รหัสหน่วยงาน", "Code"),
    "agency_ended": ("หน่วยงานนี้สิ้นสุดลงตั้งแต่วันที่", "This agency has ended as of"),
    "successors": ("หน่วยงานที่รับช่วงต่อ", "Agencies that answer for it now"),
    "verify": ("ตรวจสอบเอกสารนี้", "Verify this document"),
    "contact": ("ข้อมูลติดต่อ", "Contact"),
    "documents": ("ประกาศที่เผยแพร่", "Published documents"),
    "no_documents": ("ยังไม่มีประกาศที่เผยแพร่", "No documents are published."),
    "inherited": ("หน่วยงานต้นสังกัด", "From the parent agency"),
}
