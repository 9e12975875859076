"""15-digit tokens and the tries with them that failed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from services.identity.domain.attempts import Attempts, Source
from services.identity.domain.token_desk import DeskEntry, Place, Wanted
from services.identity.domain.tokens import Standing, Token

# A network address -> a keyed hash of it: the same for the same address, and telling nothing about it.
Veil = Callable[[str], str]
# Lets the process's other work go on; to be called now and then in a long loop.
Breathe = Callable[[], None]


class TokenBook(Protocol):
    """Tokens. A number goes in and is never stored as it is. What changes here, the desk below shows."""

    def put(self, issued: Sequence[tuple[Token, str]]) -> None:
        """Add tokens with their numbers; unused ones for the same roles and agencies stop working."""

    def find(self, number: str) -> tuple[Token, str] | None:
        """The token with this number and its state in the books. None if there never was one."""

    def take(self, token: Token, officer_id: str, now: datetime) -> bool:
        """Use up a token, in one atomic step. False unless it waited to be redeemed."""

    def waiting(self, token_id: str, agency_id: str | None, now: datetime) -> Token | None:
        """The token if it stands at that agency and can still be redeemed."""

    def revoke(self, token: Token, now: datetime) -> None: ...

    def end_those_of(self, grant_id: str, now: datetime) -> int:
        """The tokens that a grant stands behind stop working. Returns how many there were."""

    def numbers(self, token_ids: Collection[str]) -> Mapping[str, str]:
        """The numbers of those tokens that wait to be redeemed and were stored with the present secret."""


class TokenDesk(Protocol):
    """All agencies with the latest token of each role, in the order in which officers look for them."""

    def catch_up(self, today: date) -> None:
        """Take note of the changes of agencies that were announced for a day which has come."""

    def at(self, agency_id: str | None) -> DeskEntry | None:
        """The agency alone (or the whole country's own entry); None when there is no such agency today."""

    def under(self, wanted: Wanted, limit: int, start: Place | None) -> Sequence[DeskEntry]:
        """By their names in Thai order, from `start` on, itself included. One query."""

    def for_export(self, wanted: Wanted, limit: int, after: Place | None) -> Sequence[DeskEntry]:
        """By province, then by their names in Thai order, behind `after`. One query."""

    def below(self, agency_id: str, role: str) -> Sequence[tuple[str, Standing | None]]:
        """The ids of all agencies below that one, itself excluded, with the role's latest token. One query."""

    def among(self, agency_id: str | None, agency_ids: Collection[str]) -> Sequence[str]:
        """Those of the ids that stand at or below the agency (None: in the whole country). One query."""

    def place_of(self, agency_id: str) -> Place | None:
        """Where an agency stands or stood. None if it was never heard of."""


class AttemptBook(Protocol):
    """Tries that did not work."""

    def of(self, sources: Sequence[Source], now: datetime) -> Sequence[Attempts]:
        """What is remembered of each. One query."""

    def note_failure(self, sources: Iterable[Source], now: datetime) -> None:
        """Count a failure so that it stays counted although the refusal undoes everything else.

        Only right before refusing: what is noted would be noted again if the command ran again.
        """

    def is_news(self, source: Source) -> bool:
        """Whether this is the first try since the last failure that is turned away unheard; True once only."""

    def forget(self, source: Source) -> None: ...
