"""Calculating the whole ledger anew from the facts in the accounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from services.reporting.domain.account import Account
from services.reporting.domain.calculation import calculated
from services.reporting.domain.obligations import COUNTED
from services.reporting.ledger.book import Revision
from services.reporting.ledger.sheet import HandedDown, Siblings


def rebuilt(accounts: Iterable[Account]) -> Iterator[Revision]:
    """Every account with all its entries, calculated anew from its facts.

    What an agency inherits is found from the roots down, not step by step as the events came. The result is the same,
    byte for byte, or the ledger was wrong.
    """
    family = _Family({account.id: account for account in accounts})
    for account in family.accounts():
        yield Revision(account, now=tuple(chain.from_iterable(calculated(account, COUNTED).values())))


class _Family:
    """Accounts with what they inherit, each found once, its parents before itself."""

    def __init__(self, accounts: Mapping[str, Account]) -> None:
        self._accounts = dict(accounts)
        self._handed_down: dict[str, HandedDown] = {}
        self._siblings = Siblings()
        self._looking_at: set[str] = set()
        self._left_open: set[str] = set()
        for id in accounts:
            self._look(id)
        self._settle_the_open()

    def accounts(self) -> Iterable[Account]:
        return self._accounts.values()

    def _look(self, agency_id: str) -> None:
        if agency_id in self._handed_down:
            return
        self._looking_at.add(agency_id)
        for parent in self._parents(agency_id):
            if parent in self._looking_at:
                self._left_open.add(agency_id)
            else:
                self._look(parent)
        self._looking_at.discard(agency_id)
        self._inherit(agency_id)

    def _settle_the_open(self) -> None:
        """Of two agencies that were each above the other, on different days, one was looked at without the other."""
        children: dict[str, list[str]] = {}
        for id in self._accounts if self._left_open else ():
            for parent in self._parents(id):
                children.setdefault(parent, []).append(id)
        while self._left_open:
            id = self._left_open.pop()
            if self._inherit(id):
                self._left_open.update(children.get(id, ()))

    def _inherit(self, agency_id: str) -> bool:
        """Whether it hands down something else now than it did."""
        found = {id: self._handed_down[id] for id in self._parents(agency_id) if id in self._handed_down}
        account = self._siblings.inheriting(self._accounts[agency_id], found)
        before, now = self._handed_down.get(agency_id), HandedDown.by(account)
        self._accounts[agency_id], self._handed_down[agency_id] = account, now
        return now != before

    def _parents(self, agency_id: str) -> Iterable[str]:
        return self._accounts[agency_id].parent_ids & self._accounts.keys()
