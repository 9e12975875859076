"""Calculating the whole ledger anew from the facts in the accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from services.reporting.domain.account import Account, Inherited
from services.reporting.domain.calculation import entries
from services.reporting.domain.days import Span
from services.reporting.domain.inheritance import in_order, own_for_subtree
from services.reporting.domain.obligations import COUNTED
from services.reporting.ledger.book import Book, Revision


def rebuild(book: Book) -> int:
    """Write every account's entries anew. Returns the number of accounts. Nothing else may write to the book meanwhile.

    What an agency inherits is found by walking up from it on each day, not step by step as the events came. The result
    is the same, byte for byte, or the ledger was wrong.
    """
    accounts = {account.id: account for account in book.all_accounts()}
    book.rewrite(_rebuilt(account, accounts) for account in accounts.values())
    return len(accounts)


def _rebuilt(account: Account, accounts: Mapping[str, Account]) -> Revision:
    walked = [inherited for existing in account.existence for inherited in _from_above(account, existing, accounts, ())]
    account = replace(account, inherited=in_order(walked))
    added = tuple(entry for obligation, measure in COUNTED for entry in entries(account, obligation, measure))
    return Revision(account, added=added)


def _from_above(
    account: Account, days: Span, accounts: Mapping[str, Account], below: tuple[str, ...]
) -> Iterator[Inherited]:
    """What reaches the account on those days. `below` are the agencies walked through so far: a circle ends there."""
    path = (*below, account.id)
    for parent_id, tied in account.ties:
        parent = accounts.get(parent_id)
        span = tied.within(days)
        if span is None or parent is None or parent_id in path:
            continue
        for document_id, applies in own_for_subtree(parent):
            if reaches := applies.within(span):
                yield Inherited(document_id, reaches)
        for existing in parent.existence:
            if higher := span.within(existing):
                yield from _from_above(parent, higher, accounts, path)
