"""The ledger's book in MongoDB. Works on the collections themselves: a busy day settles thousands of events."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from typing import Any

from pymongo import DeleteOne, InsertOne, ReplaceOne

from services.reporting.domain.account import Account
from services.reporting.ledger.book import Revision
from services.reporting.store.ledger import (
    GATES,
    AccountDocument,
    EntryDocument,
    GateDocument,
    account_from,
    account_record,
    entry_id,
    entry_record,
)

BATCH = 1000

Write = DeleteOne | InsertOne[dict[str, Any]] | ReplaceOne[dict[str, Any]]


class MongoBook:
    """Implements ledger.book.Book."""

    def __init__(self) -> None:
        self._accounts = AccountDocument._get_collection()
        self._entries = EntryDocument._get_collection()
        self._gates = GateDocument._get_collection()

    def accounts(self, agency_ids: Iterable[str]) -> dict[str, Account]:
        wanted = list(agency_ids)
        if not wanted:
            return {}
        return {record["_id"]: account_from(record) for record in self._accounts.find({"_id": {"$in": wanted}})}

    def children(self, parent_ids: Iterable[str]) -> dict[str, Account]:
        found = self._accounts.find({"parent_ids": {"$in": list(parent_ids)}})
        return {record["_id"]: account_from(record) for record in found}

    def keep(self, revisions: Iterable[Revision]) -> None:
        accounts: list[Write] = []
        entries: list[Write] = []
        for revision in revisions:
            id = revision.account.id
            accounts.append(ReplaceOne({"_id": id}, account_record(revision.account), upsert=True))
            entries.extend(DeleteOne({"_id": entry_id(id, key)}) for key in revision.dropped)
            entries.extend(InsertOne(entry_record(id, entry)) for entry in revision.added)
            for entry in revision.changed:
                record = entry_record(id, entry)
                entries.append(ReplaceOne({"_id": record["_id"]}, record))
        self._accounts.bulk_write(accounts, ordered=False)
        if entries:
            self._entries.bulk_write(entries, ordered=False)

    def mark_move(self) -> None:
        self._gates.update_one({"_id": secrets.randbelow(GATES)}, {"$inc": {"passed": 1}})

    def mark_handing_down(self) -> None:
        passed = self._gates.update_many({}, {"$inc": {"passed": 1}}).matched_count
        if passed != GATES:
            raise RuntimeError(f"{passed} of {GATES} gates are there: was store.prepare_gates not run?")

    def all_accounts(self) -> Iterator[Account]:
        return map(account_from, self._accounts.find())

    def rewrite(self, revisions: Iterable[Revision]) -> None:
        self._entries.delete_many({})
        accounts: list[Write] = []
        entries: list[Write] = []
        for revision in revisions:
            id = revision.account.id
            accounts.append(ReplaceOne({"_id": id}, account_record(revision.account)))
            entries.extend(InsertOne(entry_record(id, entry)) for entry in revision.added)
            if len(accounts) >= BATCH:
                self._write(accounts, entries)
                accounts, entries = [], []
        self._write(accounts, entries)

    def _write(self, accounts: list[Write], entries: list[Write]) -> None:
        if accounts:
            self._accounts.bulk_write(accounts, ordered=False)
        if entries:
            self._entries.bulk_write(entries, ordered=False)
