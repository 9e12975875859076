"""The ledger's book in MongoDB. Works on the collections themselves: a busy day settles thousands of events."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any

from pymongo import DeleteOne, InsertOne, ReplaceOne, UpdateOne

from chassis.ahead import Ahead
from chassis.mongo import once_per_transaction
from services.reporting.domain.account import Account
from services.reporting.domain.calculation import EntryKey
from services.reporting.domain.tallying import Tallying
from services.reporting.ledger.book import Revision
from services.reporting.store.editions import Edition, taken
from services.reporting.store.ledger import (
    account_changes,
    account_from,
    account_record,
    entry_changes,
    entry_id,
    entry_record,
)
from services.reporting.store.tallies import additions
from services.reporting.store.unsaid import UnsaidBook

AT_A_TIME, AT_A_BREATH = 200, 20  # accounts

Write = DeleteOne | InsertOne[dict[str, Any]] | ReplaceOne[dict[str, Any]] | UpdateOne


class MongoBook:
    """Implements ledger.book.Book: in the current edition, which the running transaction takes for itself; or in one
    that is being made, which nobody else writes."""

    def __init__(self, edition: Callable[[], Edition] = taken) -> None:
        self._which = edition
        self._unsaid = UnsaidBook()

    def accounts(self, agency_ids: Iterable[str]) -> dict[str, Account]:
        found = self._edition.accounts.find({"_id": {"$in": list(agency_ids)}})
        return {record["_id"]: account_from(record) for record in found}

    def children(self, parent_ids: Iterable[str]) -> dict[str, Account]:
        found = self._edition.accounts.find({"parent_ids": {"$in": list(parent_ids)}})
        return {record["_id"]: account_from(record) for record in found}

    def keep(self, revisions: Iterable[Revision]) -> None:
        """They are stored some at a time, while the next are being calculated."""
        tallying = Tallying()
        with Ahead() as ahead:
            for some in _portions(_breathing(revisions, ahead)):
                tallying.add(
                    *(chain.from_iterable(parts) for parts in zip(*((r.was, r.now) for r in some), strict=True))
                )
                ahead.do(partial(self._store, some))
        tallies = list(additions(tallying.changes()))
        if tallies:
            self._edition.tallies.bulk_write(tallies, ordered=False)

    def leave_unsaid(self, agency_ids: Collection[str]) -> None:
        self._unsaid.leave(agency_ids)

    def _store(self, revisions: Sequence[Revision]) -> None:
        self._edition.accounts.bulk_write(list(map(_account, revisions)), ordered=False)
        if entries := list(chain.from_iterable(map(_entries, revisions))):
            self._edition.entries.bulk_write(entries, ordered=False)

    @property
    def _edition(self) -> Edition:
        return once_per_transaction(self, self._which)


def _portions(revisions: Iterator[Revision]) -> Iterator[Sequence[Revision]]:
    while some := list(islice(revisions, AT_A_TIME)):
        yield some


def _breathing(revisions: Iterable[Revision], ahead: Ahead) -> Iterator[Revision]:
    for number, revision in enumerate(revisions):
        if number % AT_A_BREATH == 0:
            ahead.breathe()
        yield revision


def _account(revision: Revision) -> Write:
    """Of an account that is stored only what is different is written, as of entries: mostly a part of it."""
    account, before = revision.account, revision.before
    if before is None:
        return ReplaceOne({"_id": account.id}, account_record(account), upsert=True)
    return UpdateOne({"_id": account.id}, {"$set": account_changes(before, account)})


def _entries(revision: Revision) -> Iterable[Write]:
    """Of an entry that stays only what is different is written: what is in no index costs nothing there."""
    id = revision.account.id
    were = {EntryKey.of(entry): entry for entry in revision.was}
    are = {EntryKey.of(entry): entry for entry in revision.now}
    for key in were.keys() - are.keys():
        yield DeleteOne({"_id": entry_id(id, key)})
    for key, entry in are.items():
        if key in were:
            yield UpdateOne({"_id": entry_id(id, key)}, {"$set": entry_changes(were[key], entry)})
        else:
            yield InsertOne(entry_record(id, entry))
