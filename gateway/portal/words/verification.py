"""Words of the page that tells whether a document is what it seems."""

from __future__ import annotations

from gateway.portal.words.pairs import Pairs

WORDS: Pairs = {
    "verification": ("การตรวจสอบเอกสาร", "Verification of a document"),
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
    "qr_use": (
        "พิมพ์หรือติดไว้กับสำเนา ผู้ที่สแกนจะมาที่หน้านี้",
        "Print it or put it on a copy: whoever scans it comes to this page.",
    ),
    "qr_png": ("ดาวน์โหลด QR เป็นภาพ PNG", "The QR code as a PNG picture"),
}
