"""Who holds which role where."""

from __future__ import annotations

from chassis.bus.serving import serves
from chassis.thai_days import bangkok_day
from contracts.calls import Call
from contracts.rpc.identity import granting, sessions
from services.identity import usecases
from services.identity.entries.base import Entries


class GrantingEntries(Entries):
    @serves(granting.REVOKE_GRANT)
    def revoke_grant(self, request: granting.GrantAt, call: Call) -> sessions.Done:
        rooms, today = self.rooms, bangkok_day(call.now)
        return usecases.revoke_grant(request, call, today, rooms.agencies, rooms.grants, rooms.changes)

    @serves(granting.CHANGE_ROLE)
    def change_role(self, request: granting.ChangeRole, call: Call) -> sessions.GrantView:
        rooms, today = self.rooms, bangkok_day(call.now)
        return usecases.change_role(request, call, today, rooms.agencies, rooms.officers, rooms.grants, rooms.changes)

    @serves(granting.REACTIVATE_OFFICER)
    def reactivate_officer(self, request: granting.GrantAt, call: Call) -> sessions.Done:
        rooms, today = self.rooms, bangkok_day(call.now)
        return usecases.reactivate_officer(request, call, today, rooms.agencies, rooms.grants, rooms.changes)

    @serves(granting.LIST_USERS)
    def list_users(self, request: granting.ListUsers, call: Call) -> granting.AgencyUsers:
        rooms, today = self.rooms, bangkok_day(call.now)
        return usecases.list_users(request, today, rooms.grants, rooms.officers, rooms.agencies)

    @serves(granting.LIST_UNATTENDED)
    def list_unattended(self, request: granting.ListUnattended, call: Call) -> granting.UnattendedAgencies:
        return usecases.list_unattended(request, self.rooms.attendances)
