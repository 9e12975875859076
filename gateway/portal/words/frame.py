"""Words that stand on pages of every kind: the frame around them, and what is said everywhere."""

from __future__ import annotations

from gateway.portal.words.pairs import Pairs

WORDS: Pairs = {
    "service": ("ประกาศหน่วยงานรัฐทางอิเล็กทรอนิกส์", "Electronic notices of state agencies"),
    "act": (
        "ตามพระราชบัญญัติการปฏิบัติราชการทางอิเล็กทรอนิกส์ พ.ศ. 2565",
        "Under the Electronic Government Operations Act B.E. 2565",
    ),
    "skip": ("ข้ามไปยังเนื้อหาหลัก", "Skip to main content"),
    "other_language": ("English", "ไทย"),
    "home": ("หน้าแรก", "Home"),
    "sign_in": ("เข้าสู่ระบบ", "Sign in"),
    "sign_out": ("ออกจากระบบ", "Sign out"),
    "profile": ("ข้อมูลผู้ใช้งาน", "Profile"),
    "search": ("ค้นหา", "Search"),
    "more": ("หน้าถัดไป", "Next page"),
    "as_of": ("ข้อมูล ณ วันที่", "As of"),
    "category": ("ประเภทหน่วยงาน", "Category"),
    "total": ("รวม", "Total"),
    "percent": ("ร้อยละ", "Per cent"),
    "of": ("จาก", "of"),
    "document": ("เอกสาร", "Document"),
    "document_date": ("วันที่ในเอกสาร", "Date of the document"),
    "download": ("ดาวน์โหลด", "Download"),
    "section": ("ข้อกำหนด", "Section"),
    "file_size": ("ขนาด", "Size"),
    "role": ("บทบาท", "Role"),
    "agency": ("หน่วยงาน", "Agency"),
    "whole_country": ("ทั้งประเทศ", "The whole country"),
    "action": ("การดำเนินการ", "Action"),
    "problem": ("เกิดปัญหา", "There is a problem"),
    "error": ("ข้อผิดพลาด", "Error"),
    "trace": ("รหัสติดตาม", "Trace id"),
}
