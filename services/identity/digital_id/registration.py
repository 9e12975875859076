"""What a registration must look like. Rules only: whether a name is taken is for the store to say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import stdnum.exceptions
from email_validator import EmailNotValidError, validate_email
from pythainlp.util.normalize import normalize
from stdnum.th import pin

from contracts.errors import FieldProblem
from services.identity.digital_id.password_rules import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    PasswordRefused,
    check_password,
    normal_password,
)

LONGEST_NAME = 100
_USERNAME = re.compile(r"[a-z0-9._-]{4,40}")
_MOBILE = re.compile(r"0[689][0-9]{8}")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_NAME_PUNCTUATION = frozenset(" .'’-")

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "given_name_missing": ("กรุณากรอกชื่อ", "Enter your given name."),
    "family_name_missing": ("กรุณากรอกนามสกุล", "Enter your family name."),
    "name_too_long": (
        f"กรุณากรอกไม่เกิน {LONGEST_NAME} ตัวอักษร",
        f"Enter no more than {LONGEST_NAME} characters.",
    ),
    "name_characters": (
        "กรุณาใช้เฉพาะตัวอักษร เว้นวรรค จุด และขีด",
        "Use letters, spaces, full stops, hyphens and apostrophes only.",
    ),
    "email_missing": ("กรุณากรอกอีเมลของเจ้าหน้าที่", "Enter your officer e-mail address."),
    "email_invalid": (
        "อีเมลไม่ถูกต้อง กรุณากรอกในรูปแบบ name@agency.go.th",
        "The e-mail address is not valid. Write it like name@agency.go.th.",
    ),
    "emails_differ": (
        "อีเมลทั้งสองช่องไม่ตรงกัน กรุณากรอกใหม่",
        "The two e-mail addresses differ. Type them again.",
    ),
    "username_invalid": (
        "ชื่อผู้ใช้ต้องมี 4-40 ตัว ใช้ได้เฉพาะ a-z 0-9 จุด ขีดล่าง และขีดกลาง",
        "A username has 4 to 40 characters: a-z, 0-9, full stop, underscore and hyphen.",
    ),
    "password_short": (
        f"รหัสผ่านต้องมีอย่างน้อย {SHORTEST_PASSWORD} ตัวอักษร",
        f"The password must have at least {SHORTEST_PASSWORD} characters.",
    ),
    "password_long": (
        f"รหัสผ่านต้องไม่เกิน {LONGEST_PASSWORD} ตัวอักษร",
        f"The password must have no more than {LONGEST_PASSWORD} characters.",
    ),
    "password_has_username": (
        "รหัสผ่านต้องไม่มีชื่อผู้ใช้อยู่ในนั้น",
        "The password must not contain the username.",
    ),
    "password_weak": (
        "รหัสผ่านนี้เดาได้ง่าย กรุณาใช้คำที่ไม่เกี่ยวข้องกันหลายคำ และไม่ใช้ชื่อหรืออีเมลของท่าน",
        "This password is easy to guess. Use several unrelated words, and not your name or address.",
    ),
    "passwords_differ": (
        "รหัสผ่านทั้งสองช่องไม่ตรงกัน กรุณากรอกใหม่",
        "The two passwords differ. Type them again.",
    ),
    "password_wrong": ("รหัสผ่านปัจจุบันไม่ถูกต้อง", "The current password is wrong."),
    "citizen_id_invalid": (
        "เลขประจำตัวประชาชนไม่ถูกต้อง กรุณาตรวจสอบเลข 13 หลัก หรือเว้นว่างไว้",
        "The citizen ID is not valid. Check its 13 digits, or leave it empty.",
    ),
    "mobile_invalid": (
        "หมายเลขโทรศัพท์มือถือไม่ถูกต้อง ต้องมี 10 หลัก ขึ้นต้นด้วย 06 08 หรือ 09 หรือเว้นว่างไว้",
        "The mobile number is not valid: 10 digits starting 06, 08 or 09. It may be left empty.",
    ),
    "username_taken": (
        "มีผู้ใช้ชื่อผู้ใช้นี้แล้ว กรุณาเลือกชื่ออื่น",
        "This username is taken. Choose another one.",
    ),
    # One text for both: a stranger is not told whether the address or the citizen id is known, nor whose it is.
    "person_known": (
        "อีเมลหรือเลขประจำตัวประชาชนนี้ลงทะเบียนไว้แล้ว หากเป็นของท่าน กรุณาเข้าสู่ระบบหรือเลือก ลืมรหัสผ่าน",
        "This e-mail address or citizen ID is registered already. If it is yours, sign in, or choose "
        "“Forgotten password”.",
    ),
}


class RegistrationRefused(Exception):
    """The form cannot be accepted. `problems` are in the order of the form's fields."""

    code = "invalid_request"

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        super().__init__(", ".join(problem.field for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Registration:
    """A registration that follows the rules, in normal form. `mobile` is ten digits, `citizen_id` thirteen."""

    given_name: str
    family_name: str
    email: str
    username: str
    password: str = field(repr=False)
    citizen_id: str | None = field(default=None, repr=False)
    mobile: str | None = field(default=None, repr=False)


class _Wrong(Exception):
    """The value breaks the rule of this name in PROBLEMS."""


def problem(name: str, rule: str) -> FieldProblem:
    thai, english = PROBLEMS[rule]
    return FieldProblem(field=name, message_th=thai, message_en=english)


def check(form: Mapping[str, str]) -> Registration:
    """The registration in a form, whose fields are those of Registration, `email_again` and
    `password_again`.

    Raises RegistrationRefused with every problem at once.
    """
    problems: list[FieldProblem] = []

    def take(name: str, rule: Callable[[str], str]) -> str:
        try:
            return rule(form.get(name, ""))
        except _Wrong as wrong:
            problems.append(problem(name, str(wrong)))
            return ""

    given_name = take("given_name", lambda value: _name(value, missing="given_name_missing"))
    family_name = take("family_name", lambda value: _name(value, missing="family_name_missing"))
    email = take("email", _email)
    if email:
        take("email_again", lambda value: _same_address(value, email))
    username = take("username", _username)
    known = known_of(given_name, family_name, email)
    password = take("password", lambda value: _password(value, username, known))
    if password:
        take("password_again", lambda value: _same_password(value, password))
    citizen_id = take("citizen_id", _citizen_id)
    mobile = take("mobile", _mobile)
    if problems:
        raise RegistrationRefused(tuple(problems))
    return Registration(given_name, family_name, email, username, password, citizen_id or None, mobile or None)


def normal_username(typed: str) -> str:
    """Upper and lower case are the same username."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def known_of(given_name: str, family_name: str, email: str) -> Sequence[str]:
    """What a guesser knows of a person: a password must not be made of it."""
    return (given_name, family_name, email, *email.split("@"), *re.split("[@.]", email))


def check_new_password(form: Mapping[str, str], username: str, known: Iterable[str]) -> str:
    """The password in the fields `password` and `password_again` of a form, in normal form.

    Raises RegistrationRefused.
    """
    try:
        password = _password(form.get("password", ""), username, known)
    except _Wrong as wrong:
        raise RegistrationRefused((problem("password", str(wrong)),)) from None
    try:
        return _same_password(form.get("password_again", ""), password)
    except _Wrong as wrong:
        raise RegistrationRefused((problem("password_again", str(wrong)),)) from None


def email_key(email: str) -> str:
    """Two addresses with the same key belong to the same mailbox for us: officers' mail servers ignore case."""
    return email.casefold()


def _name(typed: str, missing: str) -> str:
    name: str = normalize(unicodedata.normalize("NFC", typed)).strip()
    if not name:
        raise _Wrong(missing)
    if len(name) > LONGEST_NAME:
        raise _Wrong("name_too_long")
    # Letters and the vowel and tone marks on them: categories L and M
    if not all(character in _NAME_PUNCTUATION or unicodedata.category(character)[0] in "LM" for character in name):
        raise _Wrong("name_characters")
    if not any(unicodedata.category(character)[0] == "L" for character in name):
        raise _Wrong("name_characters")
    return name


def _email(typed: str) -> str:
    if not typed.strip():
        raise _Wrong("email_missing")
    try:
        return validate_email(typed.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        raise _Wrong("email_invalid") from None


def _username(typed: str) -> str:
    username = normal_username(typed)
    if not _USERNAME.fullmatch(username):
        raise _Wrong("username_invalid")
    return username


def _same_address(typed: str, email: str) -> str:
    try:
        again = _email(typed)
    except _Wrong:
        raise _Wrong("emails_differ") from None
    if email_key(again) != email_key(email):
        raise _Wrong("emails_differ")
    return again


def _password(typed: str, username: str, known: Iterable[str]) -> str:
    try:
        return check_password(typed, username, known)
    except PasswordRefused as refused:
        raise _Wrong(refused.rule) from None


def _same_password(typed: str, password: str) -> str:
    if normal_password(typed) != password:
        raise _Wrong("passwords_differ")
    return password


def _citizen_id(typed: str) -> str:
    digits = typed.translate(_THAI_DIGITS).strip()
    if not digits:
        return ""
    if not digits.isascii():
        raise _Wrong("citizen_id_invalid")
    try:
        valid: str = pin.validate(digits)
    except stdnum.exceptions.ValidationError:
        raise _Wrong("citizen_id_invalid") from None
    return valid


def _mobile(typed: str) -> str:
    digits = re.sub(r"[ -]", "", typed.translate(_THAI_DIGITS).strip())
    if digits and not _MOBILE.fullmatch(digits):
        raise _Wrong("mobile_invalid")
    return digits
