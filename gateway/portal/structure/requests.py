"""Requests to move (คำขอย้ายสังกัด): what waits for the other side, accepted, refused or taken back."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.rpc.agencies.reorganising import (
    ACCEPT_MOVE,
    LIST_MOVE_REQUESTS,
    REFUSE_MOVE,
    WITHDRAW_MOVE,
    ListMoveRequests,
    RefuseMoveRequest,
    SettleMoveRequest,
)
from gateway.asking import Ask
from gateway.auth.guards import OFFICER, OFFICER_FORM
from gateway.portal.forms import submitted
from gateway.portal.officer_pages import officer_page
from gateway.portal.structure.tree import STRUCTURE, agency_of
from gateway.routes import Routes

routes = Routes("move request pages")

REQUESTS = f"{STRUCTURE}/requests"


@routes.page("GET", REQUESTS, guard=OFFICER)
async def requests_page(request: Request, ask: Ask) -> Response:
    """Requests of which the officer reaches a side."""
    rows = await ask(LIST_MOVE_REQUESTS, ListMoveRequests())
    parents = {side for row in rows.items for side in (row.from_parent_id, row.to_parent_id) if side}
    names = {each: await agency_of(ask, each) for each in sorted(parents)}
    done = request.query_params.get("done")
    return await officer_page(request, "structure/requests.html", "agencies_menu", rows=rows, names=names, done=done)


@routes.page("POST", f"{REQUESTS}/acceptance", guard=OFFICER_FORM)
async def accept_move(request: Request, ask: Ask) -> Response:
    """Accept a request: the agency moves."""
    async with submitted(request) as form:
        asked = SettleMoveRequest(request_id=form.text("request_id"))
    await ask(ACCEPT_MOVE, asked)
    return RedirectResponse(f"{REQUESTS}?done=settled", 303)


@routes.page("POST", f"{REQUESTS}/refusal", guard=OFFICER_FORM)
async def refuse_move(request: Request, ask: Ask) -> Response:
    """Refuse it, for a reason."""
    async with submitted(request) as form:
        asked = RefuseMoveRequest(request_id=form.text("request_id"), reason=form.text("reason"))
    await ask(REFUSE_MOVE, asked)
    return RedirectResponse(f"{REQUESTS}?done=settled", 303)


@routes.page("POST", f"{REQUESTS}/withdrawal", guard=OFFICER_FORM)
async def withdraw_move(request: Request, ask: Ask) -> Response:
    """Take one's own request back."""
    async with submitted(request) as form:
        asked = SettleMoveRequest(request_id=form.text("request_id"))
    await ask(WITHDRAW_MOVE, asked)
    return RedirectResponse(f"{REQUESTS}?done=settled", 303)
