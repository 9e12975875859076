"""Dates as officers and citizens write and read them: Buddhist Era, Thai month names, Bangkok time.

Pure display and input: everything inside the system is ISO 8601 in the Christian Era.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_ERA = 543
LEAST_BUDDHIST_YEAR = 2300
"""A year from here on can only be meant in the Buddhist Era."""

MONTHS_TH = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS_TH_IN_FULL = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
_MONTHS_EN_IN_FULL = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_DAY_FIRST = re.compile(r"^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$")
_YEAR_FIRST = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_IN_WORDS = re.compile(r"^(\d{1,2})\s*([ก-๙A-Za-z.]+)\s*(\d{4})$")


def shown_date(day: date, language: str = "th") -> str:
    """22 ก.ย. 2566, or in English 22 Sep 2023."""
    if language == "en":
        return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"
    return f"{day.day} {MONTHS_TH[day.month - 1]} {day.year + BUDDHIST_ERA}"


def shown_instant(instant: datetime, language: str = "th") -> str:
    """22 ก.ย. 2566 16:07, in Bangkok. The instant must know its time zone."""
    there = instant.astimezone(BANGKOK)
    return f"{shown_date(there.date(), language)} {there:%H:%M}"


def read_date(text: str) -> date:
    """A date as typed: 2023-09-22, 22/09/2566, ๒๒/๐๙/๒๕๖๖, 22 ก.ย. 2566, 22 กันยายน 2566; years of either era.

    Raises ValueError when it is none of these or there is no such day.
    """
    typed = text.strip().translate(_THAI_DIGITS)
    if match := _YEAR_FIRST.match(typed):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.match(typed):
        day, month, year = (int(part) for part in match.groups())
    elif match := _IN_WORDS.match(typed):
        day, month, year = int(match[1]), _month(match[2]), int(match[3])
    else:
        raise ValueError(text)
    return date(year - BUDDHIST_ERA if year >= LEAST_BUDDHIST_YEAR else year, month, day)


@dataclass(frozen=True)
class DateTyped:
    """A date in three fields, as somebody typed it."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, day: date | None, language: str) -> DateTyped:
        """As it is shown to be changed: the year in the Buddhist Era, in English in the Christian Era."""
        if day is None:
            return cls()
        return cls(str(day.day), str(day.month), str(day.year + (0 if language == "en" else BUDDHIST_ERA)))

    def read(self) -> date | None:
        """The date; None when nothing was typed. A whole date may stand in the first field.

        Raises ValueError when it is no date.
        """
        parts = [part.strip().translate(_THAI_DIGITS) for part in (self.day, self.month, self.year)]
        if not any(parts):
            return None
        if parts[0] and not parts[1] and not parts[2]:
            return read_date(parts[0])
        day, month, year = parts
        if not day.isdecimal() or not re.fullmatch(r"\d{4}", year):
            raise ValueError(self)
        return read_date(f"{day}/{_month(month)}/{year}")


def _month(text: str) -> int:
    """The number of a month given by number or name. Raises ValueError."""
    if text.isdecimal():
        return int(text)
    for names in (MONTHS_TH, _MONTHS_TH_IN_FULL, MONTHS_EN, _MONTHS_EN_IN_FULL):
        for number, name in enumerate(names, start=1):
            if text.casefold() == name.casefold():
                return number
    raise ValueError(text)
