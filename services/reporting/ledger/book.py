"""What the ledger is written in, as the rest of this room sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from services.reporting.domain.account import Account
from services.reporting.domain.calculation import Entry


@dataclass(frozen=True)
class Revision:
    """An account to keep, with those of its entries that are not as they were: how each `was`, and how it is `now`.
    `before`: the account as it is stored, if it is."""

    account: Account
    was: tuple[Entry, ...] = ()
    now: tuple[Entry, ...] = ()
    before: Account | None = None


class Book(Protocol):
    """Accounts, entries and tallies.

    Used inside one transaction, it must isolate by snapshot and conflict with every other transaction that uses it.
    """

    def accounts(self, agency_ids: Iterable[str]) -> dict[str, Account]:
        """The accounts that there are, by agency id."""

    def children(self, parent_ids: Iterable[str]) -> dict[str, Account]:
        """The accounts of agencies that have, or ever had, one of these parents."""

    def keep(self, revisions: Iterable[Revision]) -> None:
        """Store the revised accounts, their entries, and what follows for the tallies."""

    def leave_unsaid(self, agency_ids: Collection[str]) -> None:
        """Note that of these agencies it is to be said later what there is to say."""
