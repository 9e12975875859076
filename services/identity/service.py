"""Identity's entry points on the bus."""

from __future__ import annotations

from chassis.bus.serving import serves
from chassis.service import Rooms, Service
from chassis.thai_days import bangkok_day
from contracts.calls import Call
from contracts.rpc import identity as rpc
from services.identity import usecases
from services.identity.wiring import wire


class IdentityService(Service):
    name = "identity"
    rooms = Rooms(wire)

    @serves(rpc.BOOTSTRAP_ADMIN)
    def bootstrap_admin(self, request: rpc.BootstrapAdmin, call: Call) -> rpc.IssuedToken:
        return usecases.bootstrap_admin(request, call, self.rooms.tokens, self.rooms.history)

    @serves(rpc.OPEN_SESSION)
    def open_session(self, request: rpc.OpenSession, call: Call) -> rpc.OpenedSession:
        rooms = self.rooms
        return usecases.open_session(request, call, rooms.officers, rooms.grants, rooms.sessions, rooms.sign)

    @serves(rpc.RENEW_ACCESS)
    def renew_access(self, request: rpc.SessionHandle, call: Call) -> rpc.Access:
        rooms = self.rooms
        return usecases.renew_access(request, call, rooms.officers, rooms.grants, rooms.sessions, rooms.sign)

    @serves(rpc.CLOSE_SESSION)
    def close_session(self, request: rpc.SessionHandle, call: Call) -> rpc.Done:
        return usecases.close_session(request, self.rooms.sessions)

    @serves(rpc.REDEEM_TOKEN)
    def redeem_token(self, request: rpc.RedeemToken, call: Call) -> rpc.GrantView:
        rooms = self.rooms
        return usecases.redeem_token(
            request, call, rooms.officers, rooms.tokens, rooms.grants, rooms.attempts, rooms.history
        )

    @serves(rpc.ISSUE_TOKEN)
    def issue_token(self, request: rpc.IssueToken, call: Call) -> rpc.IssuedToken:
        rooms = self.rooms
        return usecases.issue_token(
            request, call, bangkok_day(call.now), rooms.agencies, rooms.grants, rooms.tokens, rooms.history
        )

    @serves(rpc.REVOKE_GRANT)
    def revoke_grant(self, request: rpc.RevokeGrant, call: Call) -> rpc.Done:
        rooms = self.rooms
        return usecases.revoke_grant(
            request, call, bangkok_day(call.now), rooms.agencies, rooms.officers, rooms.grants, rooms.history
        )

    @serves(rpc.LIST_USERS)
    def list_users(self, request: rpc.ListUsers, call: Call) -> rpc.AgencyUsers:
        return usecases.list_users(request, self.rooms.grants)
