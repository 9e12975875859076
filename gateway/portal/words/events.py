"""What happened to an account, by the middle of the event's type; what is not here is shown by that."""

from __future__ import annotations

from gateway.portal.words.pairs import Pairs

EVENTS: Pairs = {
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
