"""Other systems that act for an agency: registered, given new secrets, ended."""

from __future__ import annotations

from datetime import UTC, datetime, time

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chassis.thai_days import BANGKOK
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.agencies import GET_AGENCY, GetAgency
from contracts.rpc.identity.clients import (
    LIST_CLIENTS,
    REGISTER_CLIENT,
    REVOKE_CLIENT,
    ROTATE_CREDENTIALS,
    ClientAt,
    ClientCredentials,
    ListClients,
    RegisterClient,
    RotateCredentials,
)
from contracts.vocabulary import ClientScope
from gateway.asking import Ask, Asking
from gateway.auth.guards import OFFICER, OFFICER_FORM
from gateway.errors import STATUS
from gateway.field_problems import field_problems
from gateway.languages import language_of
from gateway.portal.choosing import chosen, with_query
from gateway.portal.forms import Form, submitted
from gateway.portal.officer_pages import officer_page
from gateway.portal.problems import Problems
from gateway.portal.thai_dates import DateTyped
from gateway.portal.words import Words
from gateway.portal.wrong import wrong
from gateway.routes import Routes

routes = Routes("machine client pages")

CLIENTS = "/accounts/clients"
FIELDS = ("name", "addresses", "public_key")
SHOWN_AGAIN = (ErrorCode.INVALID_REQUEST, ErrorCode.CONFLICT)


@routes.page("GET", CLIENTS, guard=OFFICER)
async def clients_page(request: Request, ask: Ask) -> Response:
    """The systems of an agency, and the form for another one."""
    return await _page(request, ask, {}, DateTyped())


@routes.page("POST", CLIENTS, guard=OFFICER_FORM)
async def register_client(request: Request, ask: Ask) -> Response:
    """Register a system; its secret is shown this once."""
    async with submitted(request) as form:
        typed = {name: form.text(name) for name in FIELDS} | {
            f"scope_{scope}": form.text(f"scope_{scope}") for scope in ClientScope
        }
        until, agency_id = form.date("expires_at"), form.text("agency")
    try:
        made = await ask(REGISTER_CLIENT, _client_of(agency_id, typed, until))
    except Refusal as refusal:
        if refusal.code not in SHOWN_AGAIN:
            raise
        return await _page(request, ask, typed, until, refusal)
    return await _credentials(request, ask, agency_id, typed["name"], made)


@routes.page("POST", f"{CLIENTS}/rotation", guard=OFFICER_FORM)
async def rotate_credentials(request: Request, ask: Ask) -> Response:
    """A new secret; the old one goes on working for a day."""
    async with submitted(request) as form:
        at, name = _client(form), form.text("name")
    made = await ask(ROTATE_CREDENTIALS, RotateCredentials(agency_id=at.agency_id, client_id=at.client_id))
    return await _credentials(request, ask, at.agency_id, name, made)


@routes.page("POST", f"{CLIENTS}/end", guard=OFFICER_FORM)
async def revoke_client(request: Request, ask: Ask) -> Response:
    """End a system, with everything that it holds."""
    async with submitted(request) as form:
        at = _client(form)
    await ask(REVOKE_CLIENT, at)
    return RedirectResponse(f"{CLIENTS}?agency={at.agency_id}&done=ended", 303)


def _client(form: Form) -> ClientAt:
    return ClientAt(agency_id=form.text("agency"), client_id=form.text("client_id"))


def _client_of(agency_id: str, typed: dict[str, str], until: DateTyped) -> RegisterClient:
    """Raises Refusal INVALID_REQUEST naming the fields."""
    problems: list[FieldProblem] = []
    try:
        day = until.read()
    except ValueError:
        day = None
    if day is None:
        problems.append(wrong("expires_at", "bad_date"))
    scopes = [scope for scope in ClientScope if typed[f"scope_{scope}"]]
    if not scopes:
        problems.append(wrong("scopes", "client_scopes_missing"))
    expires = datetime.combine(day, time.max, BANGKOK).astimezone(UTC).replace(microsecond=0) if day else None
    given = {
        "agency_id": agency_id,
        "name": typed["name"],
        "scopes": scopes or [ClientScope.FILINGS_READ],
        "addresses": typed["addresses"].replace(",", " ").split(),
        "expires_at": expires or datetime.now(UTC),
        "public_key": typed["public_key"] or None,
    }
    try:
        asked = RegisterClient.model_validate(given)
    except ValidationError as error:
        found = field_problems(error.errors(include_input=False))
        problems += [each.model_copy(update={"field": each.field.split(".")[0]}) for each in found]
        asked = None
    if problems or asked is None:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=tuple({each.field: each for each in problems}.values()))
    return asked


async def _page(
    request: Request, ask: Asking, typed: dict[str, str], until: DateTyped, refusal: Refusal | None = None
) -> Response:
    at = await chosen(request, ask)
    rows = await ask(LIST_CLIENTS, ListClients(agency_id=at.id)) if at.id else None
    return await officer_page(
        request,
        "accounts/clients.html",
        "accounts",
        STATUS[refusal.code] if refusal else 200,
        scripts=("dates.js",),
        at=at,
        rows=rows,
        typed=typed,
        until=until,
        scopes=list(ClientScope),
        done=request.query_params.get("done") if refusal is None else None,
        next_page=with_query(request, after=rows.next) if rows and rows.next else None,
        problems=Problems.of(Words(language_of(request)), refusal, ("expires_at",)),
    )


async def _credentials(request: Request, ask: Asking, agency_id: str, name: str, made: ClientCredentials) -> Response:
    return await officer_page(
        request,
        "accounts/credentials.html",
        "accounts",
        scripts=("copy.js",),
        agency=await ask(GET_AGENCY, GetAgency(agency_id=agency_id)),
        name=name,
        made=made,
    )
