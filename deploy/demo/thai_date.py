"""Thai numerals and dates of the Buddhist Era, as printed on the notices."""

from __future__ import annotations

from datetime import date

_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
_THAI_DIGITS = {ord("0") + value: chr(ord("๐") + value) for value in range(10)}
_BUDDHIST_ERA = 543


def in_thai_digits(number: int | str) -> str:
    return str(number).translate(_THAI_DIGITS)


def buddhist_year(day: date) -> str:
    """ "๒๕๖๖" for a day of 2023."""
    return in_thai_digits(day.year + _BUDDHIST_ERA)


def long_date(day: date) -> str:
    """ "๑๔ กรกฎาคม พ.ศ. ๒๕๖๖"."""
    return f"{in_thai_digits(day.day)} {_MONTHS[day.month - 1]} พ.ศ. {buddhist_year(day)}"
