"""Accounts as they follow from all that was ever told, in any order; nothing is settled between them yet."""

from __future__ import annotations

from collections.abc import Iterable

from services.reporting.domain.account import Account, Fact


class Gathering:
    """All accounts, in memory."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}

    def learn(self, fact: Fact) -> None:
        account = self._accounts.get(fact.agency_id) or Account(fact.agency_id)
        self._accounts[fact.agency_id] = fact.learnt_by(account)

    def accounts(self) -> Iterable[Account]:
        return self._accounts.values()
