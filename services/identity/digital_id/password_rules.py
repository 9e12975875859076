"""What a password must look like. Rules only; how it is kept: passwords.py."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable

from zxcvbn import zxcvbn

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256  # so that nobody makes the server hash a book
# zxcvbn's scale from 0 to 4: 3 means that guessing takes 10^8 to 10^10 tries, which behind a slow hash is out of reach.
LEAST_STRENGTH = 3
_LOOKED_AT = 72  # characters; zxcvbn takes no more, and the time it takes grows with the square

# What zxcvbn's lists have in English only.
COMMON_WORDS = (
    *("รหัสผ่าน", "พาสเวิร์ด", "สวัสดี", "ครับ", "ค่ะ", "คะ", "ผม", "ฉัน", "เรา", "เธอ", "รัก", "คิดถึง", "ขอบคุณ"),
    *("แม่", "พ่อ", "ลูก", "บ้าน", "ใจ", "ดี", "มาก", "ไทย", "ประเทศไทย", "กรุงเทพ", "เชียงใหม่", "ในหลวง"),
    *("เจ้าหน้าที่", "ราชการ", "ข้าราชการ", "หน่วยงาน", "เทศบาล", "อำเภอ", "จังหวัด", "กระทรวง", "สำนักงาน", "ระบบ", "ประกาศ"),
)

# zxcvbn keeps the words of the person in a variable of the module while it works.
_ONE_AT_A_TIME = threading.Lock()


class PasswordRefused(Exception):
    """`rule` is the name of the rule of PROBLEMS that the password breaks."""

    code = "invalid_request"

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def normal_password(typed: str) -> str:
    """The same password from every keyboard: NIST SP 800-63B section 5.1.1.2 asks for NFKC or NFKD."""
    return unicodedata.normalize("NFKC", typed)


def check_password(typed: str, username: str, known: Iterable[str]) -> str:
    """The password in normal form. `known` is what a guesser knows of its owner: names, address.

    Raises PasswordRefused.
    """
    password = normal_password(typed)
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordRefused("password_short")
    if len(password) > LONGEST_PASSWORD:
        raise PasswordRefused("password_long")
    if username and username in password.lower():
        raise PasswordRefused("password_has_username")
    if _strength(password, [username, *known, "digitalid", "prakat", *COMMON_WORDS]) < LEAST_STRENGTH:
        raise PasswordRefused("password_weak")
    return password


def _strength(password: str, known: list[str]) -> int:
    with _ONE_AT_A_TIME:
        return int(zxcvbn(password[:_LOOKED_AT], user_inputs=[word for word in known if word])["score"])
