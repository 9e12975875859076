"""Machine clients: other systems that act for an agency, with named scopes (OAuth 2.0 client credentials)."""

from __future__ import annotations

from datetime import datetime
from ipaddress import IPv4Network, IPv6Network

from pydantic import Field, SecretStr, field_serializer

from contracts.operations import Operation, Reply, Request
from contracts.rpc.identity.sessions import Done
from contracts.vocabulary import Action, ClientScope

AddressRange = IPv4Network | IPv6Network


class RegisterClient(Request):
    """`addresses`: from where it may call. `public_key`: a JWK as JSON text (EC P-256, Ed25519, or RSA from 2048 bits)
    with which it signs its assertions (RFC 7523) instead of showing a secret. `expires_at`: at most two years ahead."""

    agency_id: str
    name: str = Field(min_length=1, max_length=200)
    scopes: frozenset[ClientScope] = Field(min_length=1)
    addresses: tuple[AddressRange, ...] = Field(min_length=1, max_length=20)
    expires_at: datetime
    public_key: str | None = Field(None, max_length=4000)


class ClientCredentials(Reply):
    """`secret` is shown this once; None for a client with a key. The one before works until `old_secret_until`."""

    client_id: str
    secret: str | None
    old_secret_until: datetime | None = None


class ListClients(Request):
    agency_id: str
    under: bool = False
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = None


class Client(Reply):
    client_id: str
    agency_id: str
    name: str
    scopes: frozenset[ClientScope]
    addresses: tuple[AddressRange, ...]
    has_key: bool
    registered_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    old_secret_until: datetime | None
    revoked_at: datetime | None


class Clients(Reply):
    items: tuple[Client, ...]
    next: str | None


class ClientAt(Request):
    agency_id: str
    client_id: str


class RotateCredentials(ClientAt):
    """A new secret (or, with `public_key`, a new key); the old one works for `overlap_hours` more."""

    overlap_hours: int = Field(24, ge=0, le=168)
    public_key: str | None = Field(None, max_length=4000)


class OpenClientAccess(Request):
    """What a client shows at the token endpoint: its secret, or an assertion signed with its key for `audience`.

    `scopes` None: all that it has. `address` is where the request came from.
    """

    client_id: str = Field(max_length=100)
    secret: SecretStr | None = None
    assertion: SecretStr | None = None
    audience: str = Field(max_length=500)
    scopes: frozenset[ClientScope] | None = None
    address: str = Field(max_length=60)

    @field_serializer("secret", "assertion", when_used="json")
    def _reveal(self, value: SecretStr | None) -> str | None:
        return value.get_secret_value() if value is not None else None


class OpenedClientAccess(Reply):
    """`token` is opaque: it is shown to the gateway with each request and looked up here."""

    token: str
    expires_at: datetime
    scopes: frozenset[ClientScope]


class ClientHandle(Request):
    """The bearer token of a request, and where the request came from."""

    token: SecretStr
    address: str = Field(max_length=60)

    @field_serializer("token", when_used="json")
    def _reveal(self, value: SecretStr) -> str:
        return value.get_secret_value()


class ClientAccess(Reply):
    """A fresh access token for one request of a client."""

    access_token: str
    expires_at: datetime
    client_id: str
    agency_id: str
    name: str
    scopes: frozenset[ClientScope]


REGISTER_CLIENT = Operation(
    "identity",
    "register_client",
    RegisterClient,
    ClientCredentials,
    Action.MANAGE_CLIENTS,
    changes=True,
    repeatable=True,
)
LIST_CLIENTS = Operation("identity", "list_clients", ListClients, Clients, Action.MANAGE_CLIENTS)
ROTATE_CREDENTIALS = Operation(
    "identity",
    "rotate_credentials",
    RotateCredentials,
    ClientCredentials,
    Action.MANAGE_CLIENTS,
    changes=True,
    repeatable=True,
)
REVOKE_CLIENT = Operation("identity", "revoke_client", ClientAt, Done, Action.MANAGE_CLIENTS, changes=True)
OPEN_CLIENT_ACCESS = Operation(
    "identity",
    "open_client_access",
    OpenClientAccess,
    OpenedClientAccess,
    Action.SIGN_IN,
    changes=True,
    repeatable=True,
)
CLIENT_ACCESS = Operation("identity", "client_access", ClientHandle, ClientAccess, Action.SIGN_IN)
