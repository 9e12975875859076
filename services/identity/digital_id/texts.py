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
    "sign_in.registered": (
        "ลงทะเบียนเรียบร้อยแล้ว กรุณาเข้าสู่ระบบด้วยชื่อผู้ใช้และรหัสผ่านของท่าน",
        "You are registered. Sign in with your username and password.",
    ),
    "given_name": ("ชื่อ", "Given name"),
    "family_name": ("นามสกุล", "Family name"),
    "email": ("อีเมลของเจ้าหน้าที่", "Officer e-mail address"),
    "email_again": ("อีเมลอีกครั้ง", "E-mail address again"),
    "username": ("ชื่อผู้ใช้", "Username"),
    "username.hint": (
        "4-40 ตัว: a-z 0-9 จุด ขีดล่าง ขีดกลาง",
        "4 to 40 characters: a-z, 0-9, full stop, underscore, hyphen",
    ),
    "password": ("รหัสผ่าน", "Password"),
    "password.hint": (
        "อย่างน้อย 12 ตัวอักษร เดายาก และไม่มีชื่อผู้ใช้อยู่ในนั้น",
        "At least 12 characters, hard to guess, without your username in it",
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
    "sign_in.forgotten": ("ลืมรหัสผ่าน", "Forgotten password"),
    "sign_in.changed": (
        "เปลี่ยนรหัสผ่านเรียบร้อยแล้ว กรุณาเข้าสู่ระบบด้วยรหัสผ่านใหม่",
        "Your password is changed. Sign in with the new one.",
    ),
    "code.title": ("ยืนยันด้วยรหัสจากแอป", "Confirm with a code from your app"),
    "code": ("รหัส 6 หลัก", "6-digit code"),
    "code.hint": (
        "จากแอปยืนยันตัวตน หากไม่มีโทรศัพท์ ให้ใช้รหัสกู้คืนหนึ่งรหัส",
        "From your authenticator app. Without your telephone, use one of your recovery codes.",
    ),
    "code.refused": (
        "รหัสไม่ถูกต้องหรือใช้ไปแล้ว กรุณารอรหัสถัดไปแล้วลองอีกครั้ง",
        "The code is wrong or was used already. Wait for the next one and try again.",
    ),
    # forgotten password
    "forgot.title": ("ลืมรหัสผ่าน", "Forgotten password"),
    "forgot.intro": (
        "กรอกอีเมลที่ลงทะเบียนไว้ ระบบจะส่งลิงก์สำหรับตั้งรหัสผ่านใหม่",
        "Enter the e-mail address with which you have registered. A link for a new password is sent to it.",
    ),
    "forgot.submit": ("ส่งลิงก์", "Send the link"),
    "forgot.asked": (
        "หากอีเมลนี้ลงทะเบียนไว้ ระบบได้ส่งลิงก์ไปแล้ว",
        "If the address is registered, a link is on its way to it.",
    ),
    "forgot.next": (
        "ลิงก์ใช้ได้ครั้งเดียวภายใน 30 นาที หากไม่ได้รับ กรุณาตรวจสอบกล่องจดหมายขยะ หรือขอใหม่",
        "It works once, within 30 minutes. If it does not arrive, look among the unwanted mail, or ask again.",
    ),
    "reset.title": ("ตั้งรหัสผ่านใหม่", "Choose a new password"),
    "reset.intro": ("สำหรับชื่อผู้ใช้ {username}", "For the username {username}."),
    "reset.submit": ("เปลี่ยนรหัสผ่าน", "Change the password"),
    # account
    "account.title": ("บัญชีของฉัน", "My account"),
    "account.given": ("ให้ไว้แล้ว (เก็บเป็นรหัสที่ย้อนกลับไม่ได้)", "Given (kept as a code that cannot be turned back)"),
    "account.not_given": ("ไม่ได้ให้ไว้", "Not given"),
    "account.change_password": ("เปลี่ยนรหัสผ่าน", "Change the password"),
    "current_password": ("รหัสผ่านปัจจุบัน", "Current password"),
    "account.everywhere": ("ออกจากระบบในอุปกรณ์อื่นทั้งหมด", "Sign out on all other devices"),
    "account.done.password_changed": (
        "เปลี่ยนรหัสผ่านแล้ว และออกจากระบบในอุปกรณ์อื่นทั้งหมดแล้ว",
        "Your password is changed, and you are signed out on all other devices.",
    ),
    "account.done.signed_out_everywhere": (
        "ออกจากระบบในอุปกรณ์อื่นทั้งหมดแล้ว",
        "You are signed out on all other devices.",
    ),
    "account.done.second_factor_off": ("ปิดการยืนยันสองขั้นตอนแล้ว", "Two-step sign-in is switched off."),
    # second factor
    "second_factor.title": ("การยืนยันสองขั้นตอน", "Two-step sign-in"),
    "second_factor.is_on": (
        "เปิดใช้อยู่ รหัสกู้คืนเหลือ {left} รหัส",
        "Switched on. You have {left} recovery codes left.",
    ),
    "second_factor.is_off": (
        "ยังไม่เปิดใช้ การเข้าสู่ระบบใช้รหัสผ่านอย่างเดียว",
        "Not switched on: your password alone signs you in.",
    ),
    "second_factor.change": ("ตั้งค่าการยืนยันสองขั้นตอน", "Change two-step sign-in"),
    "second_factor.intro": (
        "เมื่อเปิดใช้ การเข้าสู่ระบบจะถามรหัส 6 หลักจากแอปยืนยันตัวตนในโทรศัพท์ด้วย กรุณากรอกรหัสผ่านเพื่อเริ่ม",
        "Signing in will also ask for a 6-digit code from an authenticator app on your telephone. Enter your password "
        "to begin.",
    ),
    "second_factor.begin": ("เริ่ม", "Begin"),
    "second_factor.scan": (
        "สแกนภาพนี้ด้วยแอปยืนยันตัวตน แล้วกรอกรหัสที่แอปแสดง",
        "Scan this picture with your authenticator app, then enter the code that it shows.",
    ),
    "second_factor.picture": ("คิวอาร์โค้ดสำหรับแอปยืนยันตัวตน", "QR code for the authenticator app"),
    "second_factor.type": ("หรือพิมพ์รหัสนี้ในแอป:", "Or type this key into the app:"),
    "second_factor.confirm": ("เปิดใช้", "Switch on"),
    "second_factor.off_intro": (
        "หากต้องการปิด กรุณากรอกรหัสผ่านและรหัสจากแอป",
        "To switch it off, enter your password and a code from the app.",
    ),
    "second_factor.off_submit": ("ปิดใช้", "Switch off"),
    "second_factor.password_wrong": ("รหัสผ่านไม่ถูกต้อง", "The password is wrong."),
    "second_factor.code_wrong": (
        "รหัสไม่ถูกต้อง กรุณาตรวจสอบเวลาในโทรศัพท์แล้วลองอีกครั้ง",
        "The code is wrong. Check the time on your telephone and try again.",
    ),
    "second_factor.password_or_code_wrong": (
        "รหัสผ่านหรือรหัสจากแอปไม่ถูกต้อง",
        "The password or the code is wrong.",
    ),
    "recovery.title": ("รหัสกู้คืน", "Recovery codes"),
    "recovery.done": ("เปิดใช้การยืนยันสองขั้นตอนแล้ว", "Two-step sign-in is switched on."),
    "recovery.intro": (
        "กรุณาจดรหัสเหล่านี้และเก็บในที่ปลอดภัย แต่ละรหัสใช้แทนโทรศัพท์ได้หนึ่งครั้ง ระบบจะไม่แสดงอีก",
        "Write these down and keep them safe. Each stands in for your telephone once. They are not shown again.",
    ),
    # history
    "history.title": ("ประวัติบัญชี", "What has happened"),
    "history.intro": (
        "หากมีรายการที่ไม่ใช่ของท่าน กรุณาเปลี่ยนรหัสผ่านทันที",
        "If anything here was not you, change your password at once.",
    ),
    "history.registered": ("ลงทะเบียน", "Registered"),
    "history.registered_again": (
        "มีผู้พยายามลงทะเบียนด้วยอีเมลหรือเลขประจำตัวประชาชนของท่าน",
        "Somebody tried to register with your e-mail address or citizen ID",
    ),
    "history.signed_in": ("เข้าสู่ระบบ", "Signed in"),
    "history.sign_in_refused": ("รหัสผ่านผิด", "Wrong password"),
    "history.code_refused": ("รหัสจากแอปผิดหรือใช้ซ้ำ", "Wrong or used code"),
    "history.recovery_code_used": ("ใช้รหัสกู้คืน", "Recovery code used"),
    "history.consented": ("ยินยอมให้ใช้ข้อมูล", "Consented to share details"),
    "history.consent_refused": ("ไม่ยินยอมให้ใช้ข้อมูล", "Refused to share details"),
    "history.code_replayed": (
        "มีการใช้รหัสเข้าสู่ระบบซ้ำ ระบบยกเลิกแล้ว",
        "A sign-in code was used twice; what it gave was ended",
    ),
    "history.link_asked": ("ขอลิงก์ตั้งรหัสผ่านใหม่", "A link for a new password was sent"),
    "history.password_changed": ("เปลี่ยนรหัสผ่าน", "Password changed"),
    "history.second_factor_on": ("เปิดการยืนยันสองขั้นตอน", "Two-step sign-in switched on"),
    "history.second_factor_off": ("ปิดการยืนยันสองขั้นตอน", "Two-step sign-in switched off"),
    "history.signed_out": ("ออกจากระบบ", "Signed out"),
    "history.signed_out_everywhere": ("ออกจากระบบในอุปกรณ์อื่นทั้งหมด", "Signed out on all other devices"),
    # demonstration
    "demo_mail.title": ("จดหมายของระบบสาธิต", "Mails of the demonstration"),
    "demo_mail.intro": (
        "เครื่องนี้ไม่มีเซิร์ฟเวอร์อีเมล จดหมายที่ระบบส่งจึงแสดงที่นี่ หน้านี้ไม่มีในระบบจริง",
        "This machine has no mail server, so what the system mails is shown here. No real system has this page.",
    ),
    "demo_mail.none": ("ยังไม่มีจดหมาย", "There are no mails yet."),
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
    "error.link_invalid": (
        "ลิงก์นี้ใช้ไม่ได้ อาจใช้ไปแล้ว หมดอายุ หรือมีลิงก์ใหม่กว่า กรุณาขอลิงก์ใหม่จากหน้า ลืมรหัสผ่าน",
        "This link does not work: it was used, is too old, or a newer one was sent. Ask for a new one at “Forgotten "
        "password”.",
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
    # mails
    "mail.password_link.subject": ("ตั้งรหัสผ่าน Digital ID ใหม่", "A new password for your Digital ID"),
    "mail.password_link.body": (
        "เรียน {name}\n\nมีการขอตั้งรหัสผ่านใหม่สำหรับ Digital ID ชื่อผู้ใช้ {username}\n"
        "กรุณาเปิดลิงก์นี้ภายใน 30 นาที ลิงก์ใช้ได้ครั้งเดียว:\n\n{address}\n\n"
        "หากท่านไม่ได้ขอ ไม่ต้องทำสิ่งใด รหัสผ่านเดิมยังใช้ได้",
        "Dear {name},\n\nA new password was asked for your Digital ID with the username {username}.\n"
        "Open this link within 30 minutes; it works once:\n\n{address}\n\n"
        "If you have not asked for it, there is nothing to do: your password stays as it is.",
    ),
    "mail.password_changed.subject": ("รหัสผ่าน Digital ID เปลี่ยนแล้ว", "The password of your Digital ID was changed"),
    "mail.password_changed.body": (
        "เรียน {name}\n\nรหัสผ่านของ Digital ID ชื่อผู้ใช้ {username} เปลี่ยนแล้ว และออกจากระบบในทุกอุปกรณ์แล้ว\n\n"
        "หากท่านไม่ได้เปลี่ยน กรุณาตั้งรหัสผ่านใหม่ทันทีที่ {address} และแจ้งผู้ดูแลระบบ",
        "Dear {name},\n\nThe password of your Digital ID with the username {username} was changed, and you were signed "
        "out everywhere.\n\nIf it was not you, choose a new one at once at {address} and tell the operators.",
    ),
    "mail.second_factor_on.subject": ("เปิดการยืนยันสองขั้นตอนแล้ว", "Two-step sign-in was switched on"),
    "mail.second_factor_on.body": (
        "เรียน {name}\n\nDigital ID ชื่อผู้ใช้ {username} เปิดการยืนยันสองขั้นตอนแล้ว\n\n"
        "หากท่านไม่ได้ทำ กรุณาตั้งรหัสผ่านใหม่ทันทีที่ {address} และแจ้งผู้ดูแลระบบ",
        "Dear {name},\n\nTwo-step sign-in was switched on for your Digital ID with the username {username}.\n\n"
        "If it was not you, choose a new password at once at {address} and tell the operators.",
    ),
    "mail.second_factor_off.subject": ("ปิดการยืนยันสองขั้นตอนแล้ว", "Two-step sign-in was switched off"),
    "mail.second_factor_off.body": (
        "เรียน {name}\n\nDigital ID ชื่อผู้ใช้ {username} ปิดการยืนยันสองขั้นตอนแล้ว\n\n"
        "หากท่านไม่ได้ทำ กรุณาตั้งรหัสผ่านใหม่ทันทีที่ {address} และแจ้งผู้ดูแลระบบ",
        "Dear {name},\n\nTwo-step sign-in was switched off for your Digital ID with the username {username}.\n\n"
        "If it was not you, choose a new password at once at {address} and tell the operators.",
    ),
}


def text(key: str, language: Language, **values: object) -> str:
    """The text in that language with its values filled in. Raises KeyError for a text that there is not."""
    thai, english = TEXTS[key]
    return (thai if language == "th" else english).format(**values)
