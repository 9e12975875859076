"""What the cells of a manifest say, and what is wrong with those that say nothing sensible."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from contracts.imports import ImportProblem
from services.documents.domain.times import BANGKOK, to_the_millisecond
from services.documents.usecases.import_texts import NOT_A_DATE, NOT_AN_INSTANT, NOT_ONE_OF
from services.documents.usecases.refusals import Text

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_THAI_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_BUDDHIST = 2400  # a year from here on is meant in the Buddhist Era
_CODE_DIGITS = 12
# Spreadsheets take codes for numbers and drop the zeros before them; one or two are put back, more are hardly a code.
_MOST_LOST_ZEROS = 2
_YES_NO = {"yes": True, "มี": True, "no": False, "ไม่มี": False}
W = TypeVar("W", bound=StrEnum)


@dataclass
class Problems:
    """What is wrong, by row and column. `row` counts from 1 at the heading."""

    found: list[ImportProblem] = field(default_factory=list)

    def add(self, row: int, column: str, text: Text, **values: object) -> None:
        thai, english = text.thai.format_map(values), text.english.format_map(values)
        self.found.append(ImportProblem(row=row, column=column, message_th=thai, message_en=english))


class CellProblem(Exception):
    """A cell says nothing sensible; `values` go into the text."""

    def __init__(self, text: Text, **values: object) -> None:
        super().__init__(text.english)
        self.text = text
        self.values = values


# Each of these gives what the (not empty) cell says, or raises CellProblem.


def code(value: str) -> str:
    text = re.sub(r"[\s-]", "", value.translate(_THAI_DIGITS))
    lost = _CODE_DIGITS - len(text)
    return text.zfill(_CODE_DIGITS) if text.isdecimal() and 0 < lost <= _MOST_LOST_ZEROS else text


def one_of(words: type[W], value: str, allowed: Collection[W] | None = None) -> W:
    choices = [word for word in words if allowed is None or word in allowed]
    if value not in choices:
        raise CellProblem(NOT_ONE_OF, allowed=", ".join(choices))
    return words(value)


def yes_no(value: str) -> bool:
    if value not in _YES_NO:
        raise CellProblem(NOT_ONE_OF, allowed=", ".join(_YES_NO))
    return _YES_NO[value]


def day(value: str) -> date:
    """An ISO date, or day/month/year as people write it."""
    try:
        if (found := _day(value.translate(_THAI_DIGITS))) is not None:
            return found
    except ValueError:
        pass
    raise CellProblem(NOT_A_DATE)


def instant(value: str) -> datetime:
    """A day alone is its beginning in Bangkok: many systems know no more."""
    text = value.translate(_THAI_DIGITS)
    try:
        if (found := _day(text)) is not None:
            return datetime.combine(found, time(), BANGKOK).astimezone(UTC)
        given = datetime.fromisoformat(text)
        if given.tzinfo is not None:
            return to_the_millisecond(given.astimezone(UTC))
    except (ValueError, OverflowError):
        pass
    raise CellProblem(NOT_AN_INSTANT)


def _day(text: str) -> date | None:
    """None: it does not look like one. Raises ValueError for a day that no calendar has."""
    if found := _ISO_DATE.fullmatch(text):
        year, month, of_month = map(int, found.groups())
    elif found := _THAI_DATE.fullmatch(text):
        of_month, month, year = map(int, found.groups())
    else:
        return None
    return date(year - 543 if year >= _BUDDHIST else year, month, of_month)
