"""What the questions have in common: the ledger as they see it, and the day that is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from contracts.errors import ErrorCode, FieldProblem, Refusal
from services.reporting.domain.asking import Figure, Found, Listed, Position, Tally
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.terms import State


class Reader(Protocol):
    """Answers from the ledger, a constant number of queries each."""

    def tallies(self, figure: Figure, group_by: str) -> Mapping[str | None, Tally]: ...

    def listed(
        self, figure: Figure, state: State, group: tuple[str, str] | None, after: Position | None, limit: int
    ) -> Sequence[Listed]:
        """Agencies in a state other than `not_required`."""

    def listed_without(
        self, figure: Figure, group: tuple[str, str] | None, after: Position | None, limit: int
    ) -> Sequence[Listed]:
        """Agencies that do not owe what the figure is about."""

    def of_agency(self, agency_id: str, day: date) -> Sequence[Found]:
        """What the agency owes that day."""

    def knows(self, agency_id: str) -> bool: ...


def day_asked_for(as_of: date | None, now: datetime) -> date:
    """The day that `as_of` means: None is today in Bangkok. Raises Refusal INVALID_REQUEST for a day to come."""
    today = bangkok_day(now)
    if as_of is not None and as_of > today:
        raise Refusal(
            ErrorCode.INVALID_REQUEST,
            fields=(
                FieldProblem(
                    field="as_of",
                    message_th="ต้องเป็นวันนี้หรือวันที่ผ่านมาแล้ว",
                    message_en="This must be today or a day in the past.",
                ),
            ),
        )
    return as_of or today
