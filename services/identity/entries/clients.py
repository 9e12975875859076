"""Machine clients."""

from __future__ import annotations

from chassis.bus.serving import serves
from chassis.thai_days import bangkok_day
from contracts.calls import Call
from contracts.rpc.identity import clients, sessions
from services.identity import usecases
from services.identity.entries.base import Entries


class ClientEntries(Entries):
    @serves(clients.REGISTER_CLIENT)
    def register_client(self, request: clients.RegisterClient, call: Call) -> clients.ClientCredentials:
        rooms = self.rooms
        return usecases.register_client(
            request,
            call,
            bangkok_day(call.now),
            rooms.agencies,
            rooms.grants,
            rooms.clients,
            rooms.assertions,
            rooms.rights.scopes_within,
            rooms.history,
        )

    @serves(clients.LIST_CLIENTS)
    def list_clients(self, request: clients.ListClients, call: Call) -> clients.Clients:
        rooms = self.rooms
        return usecases.list_clients(request, bangkok_day(call.now), rooms.clients, rooms.token_desk)

    @serves(clients.ROTATE_CREDENTIALS)
    def rotate_credentials(self, request: clients.RotateCredentials, call: Call) -> clients.ClientCredentials:
        rooms = self.rooms
        return usecases.rotate_credentials(
            request,
            call,
            bangkok_day(call.now),
            rooms.agencies,
            rooms.grants,
            rooms.clients,
            rooms.assertions,
            rooms.history,
        )

    @serves(clients.REVOKE_CLIENT)
    def revoke_client(self, request: clients.ClientAt, call: Call) -> sessions.Done:
        rooms = self.rooms
        return usecases.revoke_client(
            request, call, bangkok_day(call.now), rooms.agencies, rooms.grants, rooms.clients, rooms.history
        )

    @serves(clients.OPEN_CLIENT_ACCESS)
    def open_client_access(self, request: clients.OpenClientAccess, call: Call) -> clients.OpenedClientAccess:
        return self.rooms.client_door.open_access(request, call, bangkok_day(call.now))

    @serves(clients.CLIENT_ACCESS)
    def client_access(self, request: clients.ClientHandle, call: Call) -> clients.ClientAccess:
        return self.rooms.client_door.access(request, call, bangkok_day(call.now))
