"""Machine clients: other systems that act for an agency, registered by its central officers."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from contracts.errors import ErrorCode
from contracts.rpc.identity.clients import (
    LIST_CLIENTS,
    REGISTER_CLIENT,
    REVOKE_CLIENT,
    ROTATE_CREDENTIALS,
    AddressRange,
    Client,
    ClientAt,
    ClientCredentials,
    ListClients,
    RegisterClient,
    RotateCredentials,
)
from contracts.vocabulary import ClientScope
from gateway.api.fields import AgencyId, ClientId, Under
from gateway.api.paging import Page, PageAsked
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN

routes = Resource("clients")

EXAMPLE: JsonDict = {
    "name": "ระบบสารบรรณอิเล็กทรอนิกส์",
    "scopes": ["filings:read", "filings:write"],
    "addresses": ["203.0.113.0/28"],
    "expires_at": "2027-09-30T17:00:00Z",
}
PUBLIC_KEY = (
    "A JWK as JSON text (EC P-256, Ed25519, RSA from 2048 bits), by which the client signs; then it has no secret."
)


class NewClient(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    name: str = Field(min_length=1, max_length=200, description="What the system is called, for lists and the history.")
    scopes: frozenset[ClientScope] = Field(min_length=1, description="What it may do.")
    addresses: tuple[AddressRange, ...] = Field(min_length=1, max_length=20, description="From where it may call.")
    expires_at: AwareDatetime = Field(description="At most two years ahead.")
    public_key: str | None = Field(None, max_length=4000, description=PUBLIC_KEY)


class Rotation(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"overlap_hours": 24}]})

    overlap_hours: int = Field(24, ge=0, le=168, description="For how long the old credentials go on working.")
    public_key: str | None = Field(None, max_length=4000, description=PUBLIC_KEY)


@routes.read("/agencies/{agency_id}/clients", guard=SIGNED_IN, reply=Page[Client], refuses=(ErrorCode.AGENCY_UNKNOWN,))
async def list_clients(agency_id: AgencyId, page: PageAsked, ask: Ask, under: Under = False) -> Page[Client]:
    """The machine clients of an agency."""
    asked = ListClients(agency_id=agency_id, under=under, page_size=page.page_size, after=page.after)
    found = await ask(LIST_CLIENTS, asked)
    return Page(items=found.items, next=page.next(found.next))


@routes.create(
    "/agencies/{agency_id}/clients", guard=SIGNED_IN, reply=ClientCredentials, refuses=(ErrorCode.AGENCY_UNKNOWN,)
)
async def register_client(agency_id: AgencyId, body: NewClient, ask: Ask) -> ClientCredentials:
    """Register a system that acts for the agency."""
    asked = RegisterClient(
        agency_id=agency_id,
        name=body.name,
        scopes=body.scopes,
        addresses=body.addresses,
        expires_at=body.expires_at,
        public_key=body.public_key,
    )
    return await ask(REGISTER_CLIENT, asked)


@routes.create(
    "/agencies/{agency_id}/clients/{client_id}/rotations",
    guard=SIGNED_IN,
    reply=ClientCredentials,
    refuses=(ErrorCode.NOT_FOUND,),
)
async def rotate_credentials(agency_id: AgencyId, client_id: ClientId, body: Rotation, ask: Ask) -> ClientCredentials:
    """Give the client a new secret or key; the old one goes on working for a while."""
    asked = RotateCredentials(
        agency_id=agency_id, client_id=client_id, overlap_hours=body.overlap_hours, public_key=body.public_key
    )
    return await ask(ROTATE_CREDENTIALS, asked)


@routes.remove("/agencies/{agency_id}/clients/{client_id}", guard=SIGNED_IN, refuses=(ErrorCode.NOT_FOUND,))
async def revoke_client(agency_id: AgencyId, client_id: ClientId, ask: Ask) -> None:
    """End a client, with everything that it holds."""
    await ask(REVOKE_CLIENT, ClientAt(agency_id=agency_id, client_id=client_id))
