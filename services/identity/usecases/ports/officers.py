"""Officers, their sessions, and what happened to their accounts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from contracts.calls import Caller
from services.identity.domain.account_history import Entry
from services.identity.domain.dormancy import Awake, DormancyRule
from services.identity.domain.officers import Officer
from services.identity.domain.sessions import Session

# (caller, now, until) -> a signed access token that holds until then
Sign = Callable[[Caller, datetime, datetime], str]


class OfficerBook(Protocol):
    """Everybody who ever signed in."""

    def get(self, officer_id: str) -> Officer | None: ...

    def find(self, issuer: str, subject: str) -> Officer | None: ...

    def last_seen(self, officer_ids: Collection[str]) -> Mapping[str, datetime | None]:
        """When each last signed in."""

    def add(self, officer: Officer, now: datetime) -> None: ...

    def rename(self, officer: Officer) -> None:
        """Keep the officer's present name and e-mail."""

    def note_seen(self, officer_id: str, now: datetime) -> None:
        """The officer signed in: an active account is in use again."""

    def act_by(self, officer_id: str, grant_id: str, instead_of: str | None = None) -> None:
        """Remember the grant that they choose to act by; with `instead_of` only if that one was chosen before."""

    def note_change_of_grants(self, officer_id: str, more: int) -> Officer | None:
        """Count one more change of what the officer holds, by `more` grants (or less). Returns the officer after it;
        None without such an officer."""

    def suspend(self, officer_id: str, now: datetime) -> Officer | None:
        """Returns the officer after it; None if there is nobody, or nobody active."""

    def reactivate(self, officer_id: str, now: datetime) -> Officer | None:
        """Returns the officer after it; None if there is nobody suspended."""


class UnusedAccounts(Protocol):
    """Accounts that are not used, as far as they hold grants and do not rest yet; longest unused first."""

    def get(self, officer_id: str) -> Officer | None: ...

    def awake(self, officer_id: str) -> Awake | None: ...

    def to_warn(self, rule: DormancyRule, now: datetime, limit: int) -> Sequence[str]: ...

    def warn(self, officer_id: str, now: datetime) -> None: ...

    def to_tell(self, rule: DormancyRule, now: datetime, limit: int) -> Sequence[str]:
        """Those warned to whom the notice has not gone out, first those with whom it was not tried yet."""

    def note_told(self, officer_id: str, now: datetime) -> None: ...

    def note_not_told(self, officer_id: str, now: datetime) -> None: ...

    def to_suspend(self, rule: DormancyRule, now: datetime, limit: int) -> Sequence[str]: ...


class SessionBook(Protocol):
    """Open sessions, each under the fingerprint of its secret."""

    def open(self, fingerprint: str, session: Session) -> None: ...

    def find(self, fingerprint: str, now: datetime) -> Session | None: ...

    def touch(self, fingerprint: str, now: datetime) -> Session | None:
        """Note that the officer was here, in one atomic step. None if the session is not open (any more)."""

    def act_by(self, fingerprint: str, grant_id: str) -> None: ...

    def of(self, officer_id: str, now: datetime, limit: int) -> Sequence[Session]:
        """The officer's open sessions, the latest seen first."""

    def close(self, fingerprint: str, now: datetime) -> Session | None:
        """Returns it if it was open."""

    def close_others(
        self, officer_id: str, fingerprint: str, now: datetime, session_id: str | None
    ) -> Sequence[Session]:
        """Close the officer's session with that id (None: all), but not the one with the fingerprint. Returns those
        that were open."""


class RefusedSignInBook(Protocol):
    def count(self, since: datetime, reason: str) -> int:
        """Count one more refusal for the reason in the hour that began at `since`. Returns how many there are."""


class AccountHistoryBook(Protocol):
    """Identity's history by person."""

    def read(self, officer_id: str, limit: int, after: str | None, subjects: Collection[str] | None) -> Sequence[Entry]:
        """At most `limit` entries that concern the officer, the newest first, older than the one with the id `after`.

        With `subjects` only those in the histories of these (agencies, officers, the country).
        """

    def subjects(self, officer_id: str) -> Collection[str]:
        """In whose histories the officer's entries stand."""

    def is_place(self, after: str) -> bool: ...
