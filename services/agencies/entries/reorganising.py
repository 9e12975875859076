"""Agencies come, move, merge, split, end and come back."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.agencies import reorganising as rpc
from contracts.rpc.agencies.viewing import Agency
from services.agencies.entries.base import Entries
from services.agencies.usecases.announcements import list_announcements, withdraw_announcement
from services.agencies.usecases.end_agencies import dissolve_agency, merge_agencies, split_agency
from services.agencies.usecases.move_agency import accept_move, move_agency
from services.agencies.usecases.move_requests import list_move_requests, refuse_move, withdraw_move
from services.agencies.usecases.register_agency import register_agency
from services.agencies.usecases.reopen_agency import reopen_agency


class ReorganisingEntries(Entries):
    @serves(rpc.REGISTER_AGENCY)
    def register_agency(self, request: rpc.RegisterAgency, call: Call) -> Agency:
        return register_agency(request, call, self.rooms.reorganising)

    @serves(rpc.MOVE_AGENCY)
    def move_agency(self, request: rpc.MoveAgency, call: Call) -> rpc.MoveOutcome:
        return move_agency(request, call, self.rooms.reorganising)

    @serves(rpc.MERGE_AGENCIES)
    def merge_agencies(self, request: rpc.MergeAgencies, call: Call) -> Agency:
        return merge_agencies(request, call, self.rooms.reorganising)

    @serves(rpc.SPLIT_AGENCY)
    def split_agency(self, request: rpc.SplitAgency, call: Call) -> Agency:
        return split_agency(request, call, self.rooms.reorganising)

    @serves(rpc.DISSOLVE_AGENCY)
    def dissolve_agency(self, request: rpc.DissolveAgency, call: Call) -> Agency:
        return dissolve_agency(request, call, self.rooms.reorganising)

    @serves(rpc.REOPEN_AGENCY)
    def reopen_agency(self, request: rpc.ReopenAgency, call: Call) -> Agency:
        return reopen_agency(request, call, self.rooms.reorganising)

    @serves(rpc.LIST_MOVE_REQUESTS)
    def list_move_requests(self, request: rpc.ListMoveRequests, call: Call) -> rpc.MoveRequests:
        return list_move_requests(request, call, self.rooms.reorganising)

    @serves(rpc.ACCEPT_MOVE)
    def accept_move(self, request: rpc.SettleMoveRequest, call: Call) -> rpc.MoveOutcome:
        return accept_move(request, call, self.rooms.reorganising)

    @serves(rpc.REFUSE_MOVE)
    def refuse_move(self, request: rpc.RefuseMoveRequest, call: Call) -> rpc.MoveRequestView:
        return refuse_move(request, call, self.rooms.reorganising)

    @serves(rpc.WITHDRAW_MOVE)
    def withdraw_move(self, request: rpc.SettleMoveRequest, call: Call) -> rpc.MoveRequestView:
        return withdraw_move(request, call, self.rooms.reorganising)

    @serves(rpc.LIST_ANNOUNCEMENTS)
    def list_announcements(self, request: rpc.ListAnnouncements, call: Call) -> rpc.Announcements:
        return list_announcements(request, call, self.rooms.reorganising)

    @serves(rpc.WITHDRAW_ANNOUNCEMENT)
    def withdraw_announcement(self, request: rpc.WithdrawAnnouncement, call: Call) -> rpc.Withdrawn:
        return withdraw_announcement(request, call, self.rooms.reorganising)
