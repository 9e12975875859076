"""A central officer gives a machine client new credentials, or ends it."""

from __future__ import annotations

from datetime import date, timedelta

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.envelope import History
from contracts.events.identity import ClientCredentialsRotated, ClientRevoked
from contracts.rpc.identity.clients import ClientAt, ClientCredentials, RotateCredentials
from contracts.rpc.identity.sessions import Done
from contracts.vocabulary import Role
from services.identity.domain.clients import Client, ClientUnknown
from services.identity.usecases.authority import with_authority
from services.identity.usecases.client_rules import new_credential
from services.identity.usecases.client_telling import state_of_client
from services.identity.usecases.ports import AgencyBook, GrantBook
from services.identity.usecases.ports.clients import Assertions, ClientBook


def rotate_credentials(
    request: RotateCredentials,
    call: Call,
    today: date,
    agencies: AgencyBook,
    grants: GrantBook,
    book: ClientBook,
    assertions: Assertions,
    history: History,
) -> ClientCredentials:
    """Raises ClientUnknown, BeyondOwnRights; Refusal INVALID_REQUEST for a key that will not do, CONFLICT."""
    before = _client_at(request, book)
    authorised = with_authority(call, Role.INTEGRATOR, before.agency_id, today, grants, agencies)
    credential, secret = new_credential(request.public_key, assertions)
    client = before.rotated(credential, timedelta(hours=request.overlap_hours), call.now)
    _keep(client, book)
    rotated = ClientCredentialsRotated(client=state_of_client(client))
    history.record(client.agency_id, rotated, authorised, before=state_of_client(before))
    return ClientCredentials(client_id=client.id, secret=secret, old_secret_until=client.old_credentials_until)


def revoke_client(
    request: ClientAt,
    call: Call,
    today: date,
    agencies: AgencyBook,
    grants: GrantBook,
    book: ClientBook,
    history: History,
) -> Done:
    """For good, and from the next request on. Raises ClientUnknown, BeyondOwnRights; Refusal CONFLICT."""
    before = _client_at(request, book)
    authorised = with_authority(call, Role.INTEGRATOR, before.agency_id, today, grants, agencies)
    client = before.revoked(call.now)
    _keep(client, book)
    book.close_all(client.id)
    history.record(
        client.agency_id, ClientRevoked(client=state_of_client(client)), authorised, before=state_of_client(before)
    )
    return Done()


def _client_at(request: ClientAt, book: ClientBook) -> Client:
    client = book.get(request.client_id)
    if client is None or client.agency_id != request.agency_id or client.revoked_at is not None:
        raise ClientUnknown
    return client


def _keep(client: Client, book: ClientBook) -> None:
    if not book.replace(client):
        raise Refusal(ErrorCode.CONFLICT)
