"""The accounts at hand while facts are being settled: read once, changed here, and stored together at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from services.reporting.domain.account import Account, Descent, Inherited
from services.reporting.domain.days import Span
from services.reporting.domain.inheritance import handed_down, reaching
from services.reporting.domain.lineage import descending, lines
from services.reporting.ledger.book import Book


class HandedDown(NamedTuple):
    """What an agency hands down to those right below it: documents, and its line."""

    documents: tuple[Inherited, ...]
    lines: tuple[Descent, ...]

    @classmethod
    def by(cls, account: Account) -> HandedDown:
        return cls(handed_down(account), lines(account))


def inheriting(account: Account, parents: Mapping[str, HandedDown]) -> Account:
    """The account with what its parents hand down, by their ids; the same account if it has that already."""
    return _with(account, reaching(account, _documents(parents)), descending(account, _lines(parents)))


class Siblings:
    """`inheriting` for many accounts. The children of a parent mostly inherit the same: it is found once."""

    def __init__(self) -> None:
        self._found: dict[tuple[tuple[str, Span], ...], _Reaching] = {}

    def inheriting(self, account: Account, parents: Mapping[str, HandedDown]) -> Account:
        if any(account.id in line.agency_ids for parent in parents.values() for _, line in parent.lines):
            return inheriting(account, parents)  # a circle is cut at the account that closes it: for that one alone
        found = self._found.get(account.ties)
        if found is None or not found.is_from(parents):
            found = _Reaching(parents, reaching(account, _documents(parents)), descending(account, _lines(parents)))
            self._found[account.ties] = found
        return _with(account, found.inherited, found.lineage)


class _Reaching(NamedTuple):
    """What these parents hand down to accounts with the same ties to them."""

    parents: Mapping[str, HandedDown]
    inherited: tuple[Inherited, ...]
    lineage: tuple[Descent, ...]

    def is_from(self, parents: Mapping[str, HandedDown]) -> bool:
        return self.parents.keys() == parents.keys() and all(self.parents[id] is each for id, each in parents.items())


def _with(account: Account, inherited: tuple[Inherited, ...], lineage: tuple[Descent, ...]) -> Account:
    if (inherited, lineage) == (account.inherited, account.lineage):
        return account
    return account._replace(inherited=inherited, lineage=lineage)


def _documents(parents: Mapping[str, HandedDown]) -> dict[str, tuple[Inherited, ...]]:
    return {id: parent.documents for id, parent in parents.items()}


def _lines(parents: Mapping[str, HandedDown]) -> dict[str, tuple[Descent, ...]]:
    return {id: parent.lines for id, parent in parents.items()}


class Sheet:
    """Accounts as they were read, and as they have become."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._read: dict[str, Account] = {}
        self._now: dict[str, Account] = {}
        self._handed_down: dict[str, HandedDown] = {}
        self._siblings = Siblings()

    def fetch(self, agency_ids: Iterable[str]) -> None:
        """Read the accounts that are not at hand yet, in one query. An agency never heard of has an empty account."""
        wanted = set(agency_ids) - self._now.keys()
        if wanted:
            found = self._book.accounts(wanted)
            self._take({id: found.get(id) or Account(id) for id in wanted})

    def account(self, agency_id: str) -> Account:
        return self._now[agency_id]

    def children(self, parent_ids: set[str]) -> Sequence[Account]:
        """The agencies that have, or ever had, one of these parents."""
        at_hand = [account for account in self._now.values() if account.parent_ids & parent_ids]
        found = self._book.children(parent_ids)
        others = {id: account for id, account in found.items() if id not in self._now}
        self._take(others)
        return [*at_hand, *others.values()]

    def handed_down(self, agency_id: str) -> HandedDown:
        """What the agency hands down, as far as is known by now."""
        if agency_id not in self._handed_down:
            self._handed_down[agency_id] = HandedDown.by(self._now[agency_id])
        return self._handed_down[agency_id]

    def inherit(self, agency_id: str) -> None:
        """The account gets what its parents hand down by now. They must be at hand."""
        account = self._now[agency_id]
        revised = self._siblings.inheriting(account, {id: self.handed_down(id) for id in account.parent_ids})
        if revised is not account:
            self.put(revised)

    def put(self, account: Account) -> None:
        """The account has become this."""
        self._now[account.id] = account
        self._handed_down.pop(account.id, None)

    def changed(self) -> Iterator[tuple[Account, Account]]:
        """Accounts that have changed: as they were read, and as they are."""
        return ((self._read[id], now) for id, now in self._now.items() if now is not self._read[id])

    def _take(self, accounts: dict[str, Account]) -> None:
        self._read.update(accounts)
        self._now.update(accounts)
