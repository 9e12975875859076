"""A central officer looks at the systems that act for their agencies."""

from __future__ import annotations

from datetime import date

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity.clients import Clients, ListClients
from services.identity.domain.clients import Client
from services.identity.usecases.client_telling import as_listed
from services.identity.usecases.list_tokens import UNKNOWN_CURSOR
from services.identity.usecases.ports.clients import ClientBook
from services.identity.usecases.ports.tokens import TokenDesk


def list_clients(request: ListClients, today: date, book: ClientBook, desk: TokenDesk) -> Clients:
    """One page, by name in Thai order, revoked ones included. A constant number of queries: agencies that have a client
    are few, so they are found first.

    The cursor is the id of the page's last client. Raises Refusal INVALID_REQUEST for one that is none.
    """
    places = [request.agency_id]
    if request.under:
        desk.catch_up(today)
        places = list(desk.among(request.agency_id, book.agencies()))
    found = book.list_of(places, request.page_size + 1, _after(request, book))
    page = found[: request.page_size]
    return Clients(items=tuple(map(as_listed, page)), next=page[-1].id if len(found) > len(page) else None)


def _after(request: ListClients, book: ClientBook) -> Client | None:
    if request.after is None:
        return None
    client = book.get(request.after)
    if client is None:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(UNKNOWN_CURSOR,))
    return client
