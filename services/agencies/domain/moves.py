"""Requests to move an agency between two authorities: one side asks, the other accepts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

OPEN, ACCEPTED, REFUSED, WITHDRAWN, EXPIRED = "open", "accepted", "refused", "withdrawn", "expired"
# A request for a day that is past already has no day by which it must be answered; it is not left open for ever.
_ANSWERED_WITHIN = timedelta(days=30)


class MoveRequestClosed(Exception):
    """The request was answered, withdrawn, or left until its day had passed."""

    code = "move_request_closed"

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.details = {"state": state}


@dataclass(frozen=True)
class MoveRequest:
    """`settled`: what became of it (OPEN: nothing yet)."""

    id: str
    agency_id: str
    from_parent_id: str | None
    to_parent_id: str | None
    effective_on: date
    reason: str
    asked_by_giving_side: bool
    asked_by: str
    asked_by_name: str
    asked_at: datetime
    asked_on: date
    settled: str = OPEN

    @property
    def expires_on(self) -> date:
        """The last day on which it can be accepted: the day of the move; of a move asked for later, a month after."""
        return self.effective_on if self.effective_on > self.asked_on else self.asked_on + _ANSWERED_WITHIN

    @property
    def asking_parent_id(self) -> str | None:
        return self.from_parent_id if self.asked_by_giving_side else self.to_parent_id

    @property
    def answering_parent_id(self) -> str | None:
        return self.to_parent_id if self.asked_by_giving_side else self.from_parent_id

    def state_on(self, today: date) -> str:
        return EXPIRED if self.settled == OPEN and today > self.expires_on else self.settled

    def ensure_open(self, today: date) -> None:
        """Raises MoveRequestClosed."""
        if (state := self.state_on(today)) != OPEN:
            raise MoveRequestClosed(state)
