"""What happened to an account."""

from __future__ import annotations

from chassis.bus.serving import serves
from chassis.thai_days import bangkok_day
from contracts.calls import Call
from contracts.rpc.identity import account_history
from services.identity.entries.base import Entries


class HistoryEntries(Entries):
    @serves(account_history.READ_MY_HISTORY)
    def read_my_history(self, request: account_history.ReadMyHistory, call: Call) -> account_history.AccountHistory:
        return self.rooms.histories.mine(request, call, bangkok_day(call.now))

    @serves(account_history.READ_ACCOUNT_HISTORY)
    def read_account_history(
        self, request: account_history.ReadAccountHistory, call: Call
    ) -> account_history.AccountHistory:
        return self.rooms.histories.of_user(request, bangkok_day(call.now))
