"""The words on the pages, in Thai and English. Error texts are in contracts/errors.py."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.vocabulary import Category, ComplianceState, Obligation, PublicationStatus, Role, Scope
from gateway.languages import Language
from gateway.portal import filing_words
from gateway.role_names import ROLE_NAMES

WORDS: Mapping[str, tuple[str, str]] = {
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
    "search_label": ("ค้นหาหน่วยงานจากชื่อหรือรหัส", "Search for an agency by name or code"),
    "search": ("ค้นหา", "Search"),
    "results": ("ผลการค้นหา", "Results"),
    "no_results": ("ไม่พบหน่วยงานที่ตรงกับคำค้น", "No agency matches."),
    "more": ("หน้าถัดไป", "Next page"),
    "figures": (
        "หน่วยงานที่ลงประกาศช่องทางอิเล็กทรอนิกส์ (มาตรา 10) ในระบบแล้ว",
        "Agencies whose notice of electronic channels (section 10) is in the system",
    ),
    "figures_away": ("ไม่สามารถแสดงตัวเลขได้ในขณะนี้", "The figures cannot be shown at the moment."),
    "as_of": ("ข้อมูล ณ วันที่", "As of"),
    "category": ("ประเภทหน่วยงาน", "Category"),
    "total": ("รวม", "Total"),
    "percent": ("ร้อยละ", "Per cent"),
    "of": ("จาก", "of"),
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
    "verification": ("การตรวจสอบเอกสาร", "Verification of a document"),
    "verify": ("ตรวจสอบเอกสารนี้", "Verify this document"),
    "still_published": (
        "เอกสารนี้เผยแพร่อยู่และมีผลในขณะนี้",
        "This document is published now.",
    ),
    "no_longer_published": (
        "เอกสารนี้ถูกระงับการเผยแพร่แล้ว สำเนาที่ท่านถืออยู่ไม่ใช่ประกาศที่ใช้อยู่ในปัจจุบัน",
        "This document is no longer published. A copy that you hold is not the notice in use today.",
    ),
    "published_times": ("ช่วงเวลาที่เผยแพร่", "Published"),
    "until_now": ("ปัจจุบัน", "now"),
    "pages": ("จำนวนหน้า", "Pages"),
    "sha256": ("ค่า SHA-256 ของไฟล์", "SHA-256 of the file"),
    "sha256_hint": (
        "หากค่า SHA-256 ของไฟล์ที่ท่านมีตรงกัน ไฟล์นั้นเป็นไฟล์เดียวกับที่หน่วยงานยื่นไว้",
        "A file with the same SHA-256 is the very file that the agency filed.",
    ),
    "signatures": ("ลายมือชื่อดิจิทัลในไฟล์", "Digital signatures in the file"),
    "no_signatures": ("ไม่มี", "None"),
    "signature_intact": ("เนื้อหาที่ลงลายมือชื่อไม่ถูกแก้ไข", "what was signed is unaltered"),
    "signature_broken": ("ตรวจสอบไม่ผ่าน: เนื้อหาถูกแก้ไข หรืออ่านลายมือชื่อไม่ได้", "not valid: altered, or unreadable"),
    "signature_before_additions": ("มีส่วนที่เพิ่มภายหลังการลงลายมือชื่อ", "something was added after signing"),
    "signer_unknown": ("ไม่ระบุชื่อ", "no name stated"),
    "signature_trust": (
        "ระบบตรวจว่าเนื้อหาไม่ถูกแก้ไขหลังลงลายมือชื่อ แต่ไม่ได้ตรวจว่าใบรับรองออกโดยผู้ให้บริการที่น่าเชื่อถือหรือไม่",
        "It is checked that nothing was altered after signing, not who issued the certificate.",
    ),
    "qr": ("QR สำหรับหน้านี้", "QR code for this page"),
    "contact": ("ข้อมูลติดต่อ", "Contact"),
    "documents": ("ประกาศที่เผยแพร่", "Published documents"),
    "no_documents": ("ยังไม่มีประกาศที่เผยแพร่", "No documents are published."),
    "document": ("เอกสาร", "Document"),
    "document_date": ("วันที่ในเอกสาร", "Date of the document"),
    "inherited": ("หน่วยงานต้นสังกัด", "From the parent agency"),
    "download": ("ดาวน์โหลด", "Download"),
    "section": ("ข้อกำหนด", "Section"),
    "file_size": ("ขนาด", "Size"),
    "sign_in_title": ("เข้าสู่ระบบด้วย Digital ID", "Sign in with Digital ID"),
    "sign_in_lead": (
        "สำหรับเจ้าหน้าที่ของหน่วยงานรัฐ ระบบจะพาท่านไปยืนยันตัวตนกับ Digital ID และขอความยินยอมก่อนนำข้อมูลมาใช้",
        "For officers of state agencies. You prove who you are to Digital ID, which asks for your consent first.",
    ),
    "sign_in_first": (
        "ผู้ที่เข้าสู่ระบบครั้งแรกต้องใช้รหัส Token 15 หลัก ซึ่งขอได้จากเจ้าหน้าที่ส่วนกลางต้นสังกัด",
        "At your first sign-in you need a 15-digit token, which the central officer of your parent agency gives you.",
    ),
    "redeemed": (
        "บันทึกสิทธิ์เรียบร้อยแล้ว กรุณาเข้าสู่ระบบอีกครั้งเพื่อเริ่มใช้งาน",
        "Your role has been recorded. Sign in again to begin.",
    ),
    "token_title": ("ยืนยันรหัส Token", "Redeem a token"),
    "token_label": ("รหัส Token 15 หลัก", "15-digit token"),
    "token_hint": ("พิมพ์เลขไทยหรืออารบิก เว้นวรรคหรือขีดได้", "Thai or Arabic digits; spaces and hyphens do no harm."),
    "confirm": ("ยืนยัน", "Confirm"),
    "roles": ("สิทธิ์การใช้งาน", "Roles"),
    "no_roles": ("ท่านยังไม่มีสิทธิ์ในหน่วยงานใด", "You have no role at any agency yet."),
    "role": ("บทบาท", "Role"),
    "agency": ("หน่วยงาน", "Agency"),
    "whole_country": ("ทั้งประเทศ", "The whole country"),
    "problem": ("เกิดปัญหา", "There is a problem"),
    "error": ("ข้อผิดพลาด", "Error"),
    "trace": ("รหัสติดตาม", "Trace id"),
    "choose_issuer": ("เลือกผู้ให้บริการ Digital ID", "Choose your Digital ID"),
    "acting": ("ใช้งานอยู่", "In use"),
    "switch": ("ใช้สิทธิ์นี้", "Use this role"),
    "profile_switched": ("เปลี่ยนสิทธิ์ที่ใช้งานเรียบร้อยแล้ว", "You now act in the role you chose."),
    "profile_closed": ("ออกจากระบบในอุปกรณ์อื่นเรียบร้อยแล้ว", "You have been signed out there."),
    "sessions": ("อุปกรณ์ที่เข้าสู่ระบบอยู่", "Where you are signed in"),
    "device": ("อุปกรณ์", "Device"),
    "device_unknown": ("ไม่ทราบ", "Unknown"),
    "opened": ("เข้าสู่ระบบเมื่อ", "Signed in"),
    "last_seen": ("ใช้งานล่าสุด", "Last used"),
    "this_session": ("อุปกรณ์นี้", "This one"),
    "sign_out_everywhere": ("ออกจากระบบในอุปกรณ์อื่นทั้งหมด", "Sign out everywhere else"),
    "account_history": ("ประวัติบัญชีผู้ใช้", "History of your account"),
    "suspended": (
        "บัญชีของท่านถูกระงับตั้งแต่ {since} เนื่องจากไม่ได้ใช้งานเป็นเวลานาน กรุณาติดต่อเจ้าหน้าที่ส่วนกลางต้นสังกัดเพื่อเปิดใช้งานอีกครั้ง",
        "Your account has been suspended since {since} because it was not used. "
        "Ask the central officer of your agency to reactivate it.",
    ),
    **filing_words.WORDS,
}

NAMES: Mapping[str, tuple[str, str]] = {
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
    **filing_words.NAMES,
    **{role.value: names for role, names in ROLE_NAMES.items()},
}
"""What the codes of contracts/vocabulary.py are called on screen."""

EVENTS: Mapping[str, tuple[str, str]] = {
    "signed_in": ("เข้าสู่ระบบ", "Signed in"),
    "signed_out": ("ออกจากระบบ", "Signed out"),
    "grant_given": ("ได้รับสิทธิ์", "Role given"),
    "grant_revoked": ("ถูกยกเลิกสิทธิ์", "Role taken away"),
    "grant_switched": ("เปลี่ยนสิทธิ์ที่ใช้งาน", "Role in use changed"),
    "token_redeemed": ("ยืนยันรหัส Token", "Token redeemed"),
    "token_try_refused": ("รหัส Token ไม่ผ่าน", "Token refused"),
    "token_issued": ("ออกรหัส Token", "Token issued"),
    "token_shown": ("เปิดดูรหัส Token", "Token shown"),
    "token_revoked": ("ยกเลิกรหัส Token", "Token withdrawn"),
    "tokens_exported": ("ส่งออกรายการ Token", "Tokens exported"),
    "dormancy_warned": ("แจ้งเตือนว่าไม่ได้ใช้งาน", "Warned of disuse"),
    "officer_suspended": ("บัญชีถูกระงับ", "Account suspended"),
    "officer_reactivated": ("เปิดใช้งานบัญชีอีกครั้ง", "Account reactivated"),
}
"""What happened to an account, by the middle of the event's type; what is not here is shown by that."""

CATEGORIES_EN: Mapping[Category, str] = {
    Category.GOVERNMENT: "Government agencies",
    Category.PROVINCE: "Provinces",
    Category.LOCAL: "Local bodies",
    Category.PUBLIC_ORGANISATION: "Public organisations",
    Category.STATE_ENTERPRISE: "State enterprises",
    Category.UNIVERSITY: "State universities",
    Category.NEW_FORM: "State agencies of a new form",
    Category.OTHER: "Other state agencies",
}


class Words:
    """The words in one language, for templates: `t("home")`, `t.name(role)`, `t.category(code)`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._index = 0 if language == "th" else 1

    def __call__(self, key: str, **values: object) -> str:
        return WORDS[key][self._index].format(**values)

    def name(self, code: str) -> str:
        return NAMES[code][self._index]

    def event(self, event_type: str) -> str:
        """ "prakat.identity.signed_in.v1" in a few words."""
        kind = event_type.removeprefix("prakat.identity.").rpartition(".")[0]
        return EVENTS[kind][self._index] if kind in EVENTS else kind.replace("_", " ")

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(Role)

    def category(self, code: str) -> str:
        category = Category(code)
        return category.name_th if self._index == 0 else CATEGORIES_EN[category]

    def pick(self, thai: str | None, english: str | None) -> str:
        """Whichever of two names fits the language; the other one when that is missing."""
        chosen = (thai, english)[self._index]
        return chosen or thai or english or ""
