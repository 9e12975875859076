"""Writing a whole edition of the ledger, which nobody reads yet."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from services.reporting.domain.tallying import Tallying
from services.reporting.ledger.book import Revision
from services.reporting.store.editions import Edition
from services.reporting.store.ledger import account_record, entry_records
from services.reporting.store.records import Record
from services.reporting.store.tallies import page_records

BATCH = 1000


def write_edition(edition: Edition, revisions: Iterable[Revision]) -> int:
    """Put these accounts with their entries into an edition that is empty, with the tallies that follow from them and
    all indexes. Returns the number of accounts."""
    written = 0
    tallying = Tallying()
    iterator = iter(revisions)
    # the database writes one batch while the next is calculated
    with ThreadPoolExecutor(1) as writer:
        storing: Future[None] | None = None
        while batch := list(islice(iterator, BATCH)):
            accounts = [account_record(revision.account) for revision in batch]
            entries = [record for each in batch for record in entry_records(each.account.id, each.now)]
            if storing is not None:
                storing.result()
            storing = writer.submit(_store, edition, accounts, entries)
            tallying.add((), (entry for revision in batch for entry in revision.now))
            written += len(batch)
        if storing is not None:
            storing.result()
        preparing = writer.submit(edition.prepare)  # it makes the indexes while the tallies are added up
        pages = iter(list(page_records(tallying.changes())))
        preparing.result()
    while records := list(islice(pages, BATCH)):
        edition.tallies.insert_many(records, ordered=False)
    return written


def _store(edition: Edition, accounts: list[Record], entries: list[Record]) -> None:
    edition.accounts.insert_many(accounts, ordered=False)
    if entries:
        edition.entries.insert_many(entries, ordered=False)
