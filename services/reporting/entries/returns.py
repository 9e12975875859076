"""The provincial return."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.reporting import returns as rpc
from services.reporting.entries.base import Entries
from services.reporting.usecases import returns


class ReturnEntries(Entries):
    @serves(rpc.GET_RETURN)
    def get_return(self, request: rpc.GetReturn, call: Call) -> rpc.Return:
        return returns.get_return(request, call, self.rooms.follow_up.return_desk)

    @serves(rpc.SAVE_RETURN)
    def save_return(self, request: rpc.SaveReturn, call: Call) -> rpc.Return:
        return returns.save_return(request, call, self.rooms.follow_up.return_desk)

    @serves(rpc.SUBMIT_RETURN)
    def submit_return(self, request: rpc.SubmitReturn, call: Call) -> rpc.Return:
        return returns.submit_return(request, call, self.rooms.follow_up.return_desk)

    @serves(rpc.REOPEN_RETURN)
    def reopen_return(self, request: rpc.ReopenReturn, call: Call) -> rpc.Return:
        return returns.reopen_return(request, call, self.rooms.follow_up.return_desk)

    @serves(rpc.LIST_RETURNS)
    def list_returns(self, request: rpc.ListReturns, call: Call) -> rpc.ReturnRollUp:
        return returns.list_returns(request, call, self.rooms.follow_up.return_desk)
