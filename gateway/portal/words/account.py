"""Words of signing in, tokens, and an officer's own account."""

from __future__ import annotations

from gateway.portal.words.pairs import Pairs

WORDS: Pairs = {
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
}
