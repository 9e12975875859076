"""A central officer lets another system act for an agency."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.envelope import History
from contracts.events.identity import ClientRegistered
from contracts.rpc.identity.clients import ClientCredentials, RegisterClient
from contracts.vocabulary import Role
from services.identity.domain.addresses import normal
from services.identity.domain.clients import Client
from services.identity.domain.granting import BeyondOwnRights
from services.identity.domain.officers import written
from services.identity.usecases.authority import with_authority
from services.identity.usecases.client_rules import ensure_fit, new_credential
from services.identity.usecases.client_telling import state_of_client
from services.identity.usecases.existence import ensure_exists
from services.identity.usecases.ports import AgencyBook, GrantBook
from services.identity.usecases.ports.clients import Assertions, ClientBook, ScopesWithin


def register_client(
    request: RegisterClient,
    call: Call,
    today: date,
    agencies: AgencyBook,
    grants: GrantBook,
    book: ClientBook,
    assertions: Assertions,
    scopes_within: ScopesWithin,
    history: History,
) -> ClientCredentials:
    """The client's id, and its secret unless it has a key: this is the only time that it is shown.

    It takes the right to make somebody an integrator there, and every right that the scopes open: nobody gives what
    they do not have. Raises BeyondOwnRights; Refusal AGENCY_UNKNOWN, INVALID_REQUEST.
    """
    ensure_exists(request.agency_id, today, agencies)
    authorised = with_authority(call, Role.INTEGRATOR, request.agency_id, today, grants, agencies)
    if authorised.caller is None or authorised.grant is None:
        raise Refusal(ErrorCode.UNAUTHENTICATED)
    if not request.scopes <= scopes_within(authorised.grant.role):
        raise BeyondOwnRights
    ensure_fit(request, call.now)
    credential, secret = new_credential(request.public_key, assertions)
    client = Client(
        id=str(uuid4()),
        version=1,
        agency_id=request.agency_id,
        name=written(request.name),
        scopes=frozenset(map(str, request.scopes)),
        addresses=tuple(dict.fromkeys(str(normal(network)) for network in request.addresses)),
        credentials=(credential,),
        registered_by=authorised.caller.subject,
        registered_at=call.now,
        expires_at=request.expires_at,
    )
    book.add(client)
    history.record(client.agency_id, ClientRegistered(client=state_of_client(client)), authorised)
    return ClientCredentials(client_id=client.id, secret=secret)
