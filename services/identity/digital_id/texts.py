"""What the pages say, in Thai and English. `{name}` stands for a value. The rules' own texts: registration.py."""

from __future__ import annotations

from collections.abc import Mapping

from services.identity.digital_id.language import Language

TEXTS: Mapping[str, tuple[str, str]] = {
    "site": ("Digital ID สำหรับเจ้าหน้าที่", "Digital ID for officers"),
    "language": ("ภาษา", "Language"),
    "skip": ("ข้ามไปยังเนื้อหา", "Skip to content"),
    "error_prefix": ("ข้อผิดพลาด: ", "Error: "),
    "problems": ("กรุณาแก้ไขรายการต่อไปนี้", "There is a problem"),
    "optional": ("ไม่บังคับ", "optional"),
    # registration
    "register.title": ("ลงทะเบียน Digital ID", "Register for a Digital ID"),
    "register.intro": (
        "ใช้ Digital ID เดียวเพื่อเข้าสู่ระบบงานภาครัฐในฐานะเจ้าหน้าที่",
        "One Digital ID signs you in to government systems as an officer.",
    ),
    "register.submit": ("ลงทะเบียน", "Register"),
    "register.have_one": ("มี Digital ID แล้ว? เข้าสู่ระบบ", "Already have a Digital ID? Sign in"),
    "register.done": (
        "ลงทะเบียนเรียบร้อยแล้ว กรุณาเข้าสู่ระบบด้วยชื่อผู้ใช้และรหัสผ่านของท่าน",
        "You are registered. Sign in with your username and password.",
    ),
    "given_name": ("ชื่อ", "Given name"),
    "family_name": ("นามสกุล", "Family name"),
    "email": ("อีเมลของเจ้าหน้าที่", "Officer e-mail address"),
    "username": ("ชื่อผู้ใช้", "Username"),
    "username.hint": (
        "4-40 ตัว: a-z 0-9 จุด ขีดล่าง ขีดกลาง",
        "4 to 40 characters: a-z, 0-9, full stop, underscore, hyphen",
    ),
    "password": ("รหัสผ่าน", "Password"),
    "password.hint": (
        "อย่างน้อย 12 ตัวอักษร และไม่มีชื่อผู้ใช้อยู่ในนั้น",
        "At least 12 characters, without your username in it",
    ),
    "password_again": ("รหัสผ่านอีกครั้ง", "Password again"),
    "citizen_id": ("เลขประจำตัวประชาชน", "Citizen ID"),
    "citizen_id.hint": (
        "13 หลัก ระบบไม่เก็บตัวเลขนี้ เก็บเพียงรหัสที่ย้อนกลับไม่ได้",
        "13 digits. The number itself is not kept, only a code that cannot be turned back into it.",
    ),
    "mobile": ("หมายเลขโทรศัพท์มือถือ", "Mobile number"),
    "mobile.hint": ("10 หลัก ขึ้นต้นด้วย 06 08 หรือ 09", "10 digits starting 06, 08 or 09"),
    # sign-in
    "sign_in.title": ("เข้าสู่ระบบด้วย Digital ID", "Sign in with Digital ID"),
    "sign_in.submit": ("เข้าสู่ระบบ", "Sign in"),
    "sign_in.none": ("ยังไม่มี Digital ID? ลงทะเบียน", "No Digital ID yet? Register"),
    "sign_in.refused": (
        "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง กรุณาลองอีกครั้ง",
        "The username or password is wrong. Try again.",
    ),
    # consent
    "consent.title": ("ยินยอมให้ใช้ข้อมูล", "Consent to share your details"),
    "consent.asks": (
        "{client} ขอใช้ข้อมูลต่อไปนี้จาก Digital ID ของท่าน เพื่อให้ท่านเข้าสู่ระบบ",
        "{client} asks for these details from your Digital ID, to sign you in:",
    ),
    "consent.lasts": (
        "หากยินยอม ระบบจะจำไว้ 1 ปี หากไม่ยินยอม ท่านจะไม่ได้เข้าสู่ระบบ",
        "If you consent, this is remembered for one year. If you do not, you will not be signed in.",
    ),
    "consent.allow": ("ยินยอม", "I consent"),
    "consent.refuse": ("ไม่ยินยอม", "I do not consent"),
    "consent.not_you": ("ไม่ใช่ท่าน? เข้าสู่ระบบด้วยบัญชีอื่น", "Not you? Sign in with another account"),
    "consent.undecided": ("กรุณาเลือก ยินยอม หรือ ไม่ยินยอม", "Choose whether you consent."),
    "scope.openid": ("รหัสประจำตัวในระบบ", "Your identifier"),
    "scope.name": ("ชื่อ-นามสกุล", "Your name"),
    # sign-out
    "sign_out.title": ("ออกจากระบบ Digital ID", "Sign out of Digital ID"),
    "sign_out.ask": ("ต้องการออกจากระบบ Digital ID ใช่หรือไม่", "Do you want to sign out of Digital ID?"),
    "sign_out.submit": ("ออกจากระบบ", "Sign out"),
    "signed_out.title": ("ออกจากระบบแล้ว", "You are signed out"),
    "signed_out.body": ("ท่านออกจากระบบ Digital ID แล้ว", "You have signed out of Digital ID."),
    "to_client": ("ไปที่ {client}", "Go to {client}"),
    # errors
    "error.title": ("ดำเนินการไม่ได้", "This did not work"),
    "error.too_many_attempts": (
        "มีการลองผิดหลายครั้ง กรุณารอ {retry_after} วินาทีแล้วลองใหม่",
        "Too many failed attempts. Wait {retry_after} seconds and try again.",
    ),
    "error.csrf_failed": (
        "คำขอไม่ได้มาจากหน้าของระบบ หรือเบราว์เซอร์ไม่ได้ส่งคุกกี้ กรุณาเปิดหน้าใหม่แล้วลองอีกครั้ง",
        "The request did not come from a page of this system, or your browser sent no cookie. Reload and try again.",
    ),
    "error.sign_in_failed": (
        "หน้านี้เปิดไว้นานเกินไปหรือลิงก์ไม่ถูกต้อง กรุณาเริ่มเข้าสู่ระบบใหม่",
        "This page was open too long or the link is wrong. Start signing in again.",
    ),
    "error.invalid_request": (
        "ระบบที่ส่งท่านมาส่งคำขอที่ไม่ถูกต้อง จึงไม่ส่งท่านกลับไป กรุณาแจ้งผู้ดูแลระบบนั้น ({reason})",
        "The system that sent you here made an invalid request, so you are not sent back to it. Tell its operators "
        "({reason}).",
    ),
    "error.not_found": ("ไม่พบหน้านี้ กรุณาตรวจสอบที่อยู่", "There is no such page. Check the address."),
    "error.bad_request": ("คำขอไม่ถูกต้อง", "The request is not valid."),
    "error.service_unavailable": (
        "บริการไม่พร้อมใช้งานชั่วคราว กรุณาลองอีกครั้งในอีกสักครู่",
        "The service is not available for the moment. Try again shortly.",
    ),
    "error.internal": (
        "ระบบขัดข้อง ทางเราได้รับบันทึกแล้ว กรุณาลองอีกครั้ง",
        "Something went wrong on our side and has been recorded. Try again.",
    ),
}


def text(key: str, language: Language, **values: object) -> str:
    """The text in that language with its values filled in. Raises KeyError for a text that there is not."""
    thai, english = TEXTS[key]
    return (thai if language == "th" else english).format(**values)
