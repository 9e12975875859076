"""Answers that a command needs in another form than they are typed in."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeVar

from contracts.errors import ErrorCode, Refusal
from gateway.portal.thai_dates import DateTyped
from gateway.portal.wrong import wrong

LONGEST_REASON = 1000

WordT = TypeVar("WordT", bound=StrEnum)


def day_of(typed: DateTyped) -> date | None:
    """The day from which something holds; None: today. Raises Refusal INVALID_REQUEST for what is no date."""
    try:
        return typed.read()
    except ValueError:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(wrong("effective_on", "bad_date"),)) from None


def reason_of(typed: str) -> str:
    """Raises Refusal INVALID_REQUEST without one."""
    if not typed:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(wrong("reason", "reason_missing"),))
    return typed[:LONGEST_REASON]


def word_of(words: type[WordT], typed: str, field: str) -> WordT:
    """Raises Refusal INVALID_REQUEST for what is none of the words."""
    try:
        return words(typed)
    except ValueError:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(wrong(field, "choose_one"),)) from None
