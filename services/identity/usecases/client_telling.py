"""How machine clients look to officers and in the history."""

from __future__ import annotations

from contracts.events.identity import ClientState
from contracts.rpc.identity import clients as rpc
from contracts.vocabulary import ClientScope
from services.identity.domain.clients import Client


def state_of_client(client: Client) -> ClientState:
    return ClientState(
        id=client.id,
        version=client.version,
        agency_id=client.agency_id,
        name=client.name,
        scopes=tuple(sorted(map(ClientScope, client.scopes))),
        addresses=client.addresses,
        has_key=client.has_key,
        expires_at=client.expires_at,
        old_credentials_until=client.old_credentials_until,
        revoked_at=client.revoked_at,
    )


def as_listed(client: Client) -> rpc.Client:
    return rpc.Client.model_validate(
        {
            "client_id": client.id,
            "agency_id": client.agency_id,
            "name": client.name,
            "scopes": client.scopes,
            "addresses": client.addresses,
            "has_key": client.has_key,
            "registered_at": client.registered_at,
            "expires_at": client.expires_at,
            "last_used_at": client.last_used_at,
            "old_secret_until": client.old_credentials_until,
            "revoked_at": client.revoked_at,
        }
    )
