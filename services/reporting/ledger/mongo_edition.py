"""Writing a whole edition of the ledger, which nobody reads yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import islice

from services.reporting.domain.tallying import Group, tallied
from services.reporting.domain.terms import State
from services.reporting.ledger.book import Revision
from services.reporting.store.editions import Edition
from services.reporting.store.ledger import account_record, entry_record
from services.reporting.store.tallies import page_records

BATCH = 1000


def write_edition(edition: Edition, revisions: Iterable[Revision]) -> int:
    """Put these accounts with their entries into an edition that is empty, and the tallies that follow from them.
    Returns the number of accounts."""
    written = 0
    tallies: dict[Group, Counter[tuple[date, State]]] = {}
    iterator = iter(revisions)
    while batch := list(islice(iterator, BATCH)):
        edition.accounts.insert_many([account_record(revision.account) for revision in batch], ordered=False)
        entries = [entry_record(each.account.id, entry) for each in batch for entry in each.now]
        if entries:
            edition.entries.insert_many(entries, ordered=False)
        for group, changes in tallied((), (entry for revision in batch for entry in revision.now)).items():
            tallies.setdefault(group, Counter()).update(changes)
        written += len(batch)
    pages = page_records(tallies)
    while records := list(islice(pages, BATCH)):
        edition.tallies.insert_many(records, ordered=False)
    return written
