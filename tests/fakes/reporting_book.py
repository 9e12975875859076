"""The ledger's book in memory: the same promises as the one in the database, for one reader at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from services.reporting.domain.account import Account
from services.reporting.domain.calculation import Entry, EntryKey
from services.reporting.domain.tallying import Group, tallied
from services.reporting.domain.terms import State
from services.reporting.ledger.book import Revision


class BookInMemory:
    """Implements services.reporting.ledger.book.Book."""

    def __init__(self) -> None:
        self.by_agency: dict[str, Account] = {}
        self.entries: dict[str, dict[EntryKey, Entry]] = {}
        self.unsaid: list[str] = []
        self._tallies: dict[Group, Counter[tuple[date, State]]] = {}

    @property
    def tallies(self) -> dict[Group, dict[tuple[date, State], int]]:
        """Without what has come to nothing."""
        left = {group: {about: n for about, n in counts.items() if n} for group, counts in self._tallies.items()}
        return {group: counts for group, counts in left.items() if counts}

    def accounts(self, agency_ids: Iterable[str]) -> dict[str, Account]:
        return {id: self.by_agency[id] for id in agency_ids if id in self.by_agency}

    def children(self, parent_ids: Iterable[str]) -> dict[str, Account]:
        parents = set(parent_ids)
        return {id: account for id, account in self.by_agency.items() if account.parent_ids & parents}

    def keep(self, revisions: Iterable[Revision]) -> None:
        for revision in revisions:
            self.by_agency[revision.account.id] = revision.account
            entries = self.entries.setdefault(revision.account.id, {})
            for entry in revision.was:
                assert entries.pop(EntryKey.of(entry)) == entry
            now = {EntryKey.of(entry): entry for entry in revision.now}
            assert not now.keys() & entries.keys()
            entries.update(now)
            for group, changes in tallied(revision.was, revision.now).items():
                self._tallies.setdefault(group, Counter()).update(changes)

    def leave_unsaid(self, agency_ids: Collection[str]) -> None:
        self.unsaid.extend(agency_ids)
