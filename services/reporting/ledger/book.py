"""What the ledger is written in, as the rest of this room sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from services.reporting.domain.account import Account
from services.reporting.domain.calculation import Entry, EntryKey


@dataclass(frozen=True)
class Revision:
    """An account to keep, with the entries that it no longer has, those that are new and those that are different now.

    `added` entries have keys that the account has not had before this revision.
    """

    account: Account
    dropped: tuple[EntryKey, ...] = ()
    added: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()


class Book(Protocol):
    """Accounts and entries. Used inside one transaction, it must isolate by snapshot and refuse write conflicts."""

    def accounts(self, agency_ids: Iterable[str]) -> dict[str, Account]:
        """The accounts that there are, by agency id."""

    def children(self, parent_ids: Iterable[str]) -> dict[str, Account]:
        """The accounts of agencies that have, or ever had, one of these parents."""

    def keep(self, revisions: Iterable[Revision]) -> None:
        """Store the revised accounts and their entries."""

    def mark_move(self) -> None:
        """Conflict with every concurrent `mark_handing_down` (and now and then, without need, with another move)."""

    def mark_handing_down(self) -> None:
        """Conflict with every concurrent `mark_move` and `mark_handing_down`."""

    def all_accounts(self) -> Iterator[Account]:
        """Every account."""

    def rewrite(self, revisions: Iterable[Revision]) -> None:
        """Put these accounts and entries in the place of all that there are."""
