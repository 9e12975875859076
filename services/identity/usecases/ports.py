"""What the use cases need from outside. services/identity/store keeps these; the chassis knows the agencies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Protocol

from contracts.calls import Caller
from contracts.events.agencies import AgencyState
from services.identity.domain.attempts import Attempts
from services.identity.domain.granting import Grant
from services.identity.domain.officers import Officer
from services.identity.domain.sessions import Session
from services.identity.domain.tokens import Token

# (caller, now, until) -> a signed access token that holds until then
Sign = Callable[[Caller, datetime, datetime], str]


class AgencyBook(Protocol):
    """The agency directory."""

    def get(self, agency_id: str) -> AgencyState | None: ...

    def ancestors(self, agency_id: str, on: date) -> tuple[str, ...]:
        """Ids of the agencies above it on that day."""


class OfficerBook(Protocol):
    """Everybody who ever signed in."""

    def get(self, officer_id: str) -> Officer | None: ...

    def find(self, issuer: str, subject: str) -> Officer | None: ...

    def add(self, officer: Officer, now: datetime) -> None: ...

    def rename(self, officer: Officer) -> None:
        """Keep the officer's present name and e-mail."""

    def note_change_of_grants(self, officer_id: str) -> int | None:
        """Count one more change of what the officer holds. Returns the new version; None without such an officer."""


class SessionBook(Protocol):
    """Open sessions, each under the fingerprint of its secret."""

    def open(self, fingerprint: str, session: Session) -> None: ...

    def touch(self, fingerprint: str, now: datetime) -> Session | None:
        """Note that the officer was here, in one atomic step. None if the session is not open (any more)."""

    def close(self, fingerprint: str) -> None: ...


class TokenBook(Protocol):
    """Tokens. A number goes in and is never stored as it is."""

    def put(self, token: Token, number: str) -> None:
        """Add a token; an unused one for the same role and agency stops working."""

    def take(self, number: str, officer_id: str, now: datetime) -> Token | None:
        """Use up the token with this number, in one atomic step. None unless it waited to be redeemed."""


class GrantBook(Protocol):
    """Who holds what."""

    def held_by(self, officer_id: str) -> Sequence[Grant]: ...

    def give(self, grant: Grant, holder_name: str) -> None: ...

    def find(self, grant_id: str, agency_id: str | None) -> Grant | None:
        """The grant at that agency, if it still holds."""

    def revoke(self, grant_id: str, by: str, now: datetime) -> None: ...

    def rename_holder(self, officer_id: str, name: str) -> None: ...

    def holder_name(self, grant_id: str, agency_id: str | None) -> str | None:
        """Whose grant it is or was. None if there never was such a grant at that agency."""

    def list_at(self, agency_id: str | None, limit: int, after: tuple[str, str] | None) -> Sequence[tuple[Grant, str]]:
        """At most `limit` grants at an agency with their holders' names, in Thai order of those, then by id.

        `after` is the name and id behind which to begin.
        """


class AttemptBook(Protocol):
    """Tries with tokens that did not work."""

    def of(self, officer_id: str) -> Attempts | None: ...

    def note_failure(self, officer_id: str, now: datetime) -> None:
        """Count a failure so that it stays counted although the refusal undoes everything else.

        Only right before refusing: what is noted would be noted again if the command ran again.
        """

    def forget(self, officer_id: str) -> None: ...
