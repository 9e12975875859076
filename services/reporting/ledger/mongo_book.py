"""The ledger's book in MongoDB. Works on the collections themselves: a busy day settles thousands of events."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice

from bson import encode
from bson.raw_bson import RawBSONDocument
from pymongo import DeleteMany, InsertOne, ReplaceOne, UpdateMany

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
from services.reporting.store.records import Record
from services.reporting.store.tallies import additions
from services.reporting.store.unsaid import UnsaidBook

AT_A_TIME, AT_A_BREATH = 200, 20  # accounts

Write = DeleteMany | InsertOne[Record] | ReplaceOne[Record] | UpdateMany


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
        self._edition.accounts.bulk_write(list(_accounts(revisions)), ordered=False)
        if entries := list(_entries(revisions)):
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


def _accounts(revisions: Iterable[Revision]) -> Iterator[Write]:
    """Of an account that is stored only what is different is written, as of entries: mostly a part of it."""
    changes = []
    for account, before in ((revision.account, revision.before) for revision in revisions):
        if before is None:
            yield ReplaceOne({"_id": account.id}, account_record(account), upsert=True)
        else:
            changes.append((account.id, account_changes(before, account)))
    yield from _alike(changes)


def _entries(revisions: Iterable[Revision]) -> Iterator[Write]:
    """Of an entry that stays only what is different is written: what is in no index costs nothing there."""
    gone: list[str] = []
    changes: list[tuple[str, Record]] = []
    for revision in revisions:
        id = revision.account.id
        were = {EntryKey.of(entry): entry for entry in revision.was}
        are = {EntryKey.of(entry): entry for entry in revision.now}
        gone.extend(entry_id(id, key) for key in were.keys() - are.keys())
        for key, entry in are.items():
            if key in were:
                changes.append((entry_id(id, key), entry_changes(were[key], entry)))
            else:
                yield InsertOne(entry_record(id, entry))
    if gone:
        yield DeleteMany({"_id": {"$in": gone}})
    yield from _alike(changes)


def _alike(changes: Iterable[tuple[str, Record]]) -> Iterator[Write]:
    """What changes alike is changed together, as when a notice for all below changes thousands: one by one takes
    a third longer."""
    ids: dict[bytes, list[str]] = {}
    for id, change in changes:
        ids.setdefault(encode(change), []).append(id)
    for alike, changed in ids.items():
        yield UpdateMany({"_id": {"$in": changed}}, {"$set": RawBSONDocument(alike)})
