"""What the libraries know of telephone numbers and e-mail addresses."""

from __future__ import annotations

import re

import email_validator
import phonenumbers
from phonenumbers import PhoneNumber, shortnumberinfo

from services.agencies.domain.problems import Implausible

_COUNTRY = "TH"
_BETWEEN_NUMBERS = re.compile(r"\s*(?:[,;/]|และ|หรือ)\s*")
# "02-123-4567-9" and "02-123-4567 ถึง 9": a range of numbers, of which the first is looked at
_RANGE = re.compile(r"(?<=[0-9])\s*(?:-|–|ถึง)\s*[0-9]{1,4}$")
_EXTENSION = re.compile(r"\s*(?:ต่อ|กด|ext\.?|#)\s*([0-9]{1,6}(?:\s*(?:-|–|ถึง)\s*[0-9]{1,6})?)$", re.IGNORECASE)


class ContactChecks:
    """Implements usecases.ports.Contacts."""

    def phone(self, text: str) -> str:
        """The text as it is, when each number in it can be dialled in Thailand: national, mobile, short (1567).

        Several numbers, extensions (ต่อ, กด) and ranges are usual in offices and accepted.
        """
        for number in _BETWEEN_NUMBERS.split(text):
            plain = _EXTENSION.sub("", number)
            if not (_dialled(plain) or _dialled(_RANGE.sub("", plain))):
                raise Implausible(
                    "หมายเลขโทรศัพท์ไม่ถูกต้อง ตัวอย่าง 0 2123 4567 ต่อ 12",
                    "Not a telephone number in Thailand. Example: 0 2123 4567 ต่อ 12",
                )
        return text

    def email(self, text: str) -> str:
        """The address with its domain in small letters. Whether the domain takes mail is not asked."""
        try:
            return email_validator.validate_email(text, check_deliverability=False).normalized
        except email_validator.EmailNotValidError:
            raise Implausible(
                "ที่อยู่อีเมลไม่ถูกต้อง ตัวอย่าง saraban@example.go.th",
                "Not an e-mail address. Example: saraban@example.go.th",
            ) from None


def _dialled(text: str) -> bool:
    try:
        number: PhoneNumber = phonenumbers.parse(text, _COUNTRY)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number) or shortnumberinfo.is_valid_short_number_for_region(number, _COUNTRY)
