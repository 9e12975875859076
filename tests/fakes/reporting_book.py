"""The ledger's book in memory: the same promises as the one in the database, for one reader at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.reporting.domain.account import Account
from services.reporting.domain.calculation import Entry, EntryKey
from services.reporting.ledger.book import Revision


class BookInMemory:
    """Implements services.reporting.ledger.book.Book."""

    def __init__(self) -> None:
        self.by_agency: dict[str, Account] = {}
        self.entries: dict[str, dict[EntryKey, Entry]] = {}

    def accounts(self, agency_ids: Iterable[str]) -> dict[str, Account]:
        return {id: self.by_agency[id] for id in agency_ids if id in self.by_agency}

    def children(self, parent_ids: Iterable[str]) -> dict[str, Account]:
        parents = set(parent_ids)
        return {id: account for id, account in self.by_agency.items() if account.parent_ids & parents}

    def keep(self, revisions: Iterable[Revision]) -> None:
        for revision in revisions:
            self.by_agency[revision.account.id] = revision.account
            entries = self.entries.setdefault(revision.account.id, {})
            for key in revision.dropped:
                del entries[key]
            added = {EntryKey.of(entry): entry for entry in revision.added}
            changed = {EntryKey.of(entry): entry for entry in revision.changed}
            assert not added.keys() & entries.keys()
            assert changed.keys() <= entries.keys()
            entries.update(added | changed)

    def mark_move(self) -> None:
        pass  # nothing here happens at the same time

    def mark_handing_down(self) -> None:
        pass

    def all_accounts(self) -> Iterator[Account]:
        return iter(list(self.by_agency.values()))

    def rewrite(self, revisions: Iterable[Revision]) -> None:
        self.entries = {}
        self.keep(revisions)
