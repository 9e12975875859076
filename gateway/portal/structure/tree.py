"""หน่วยงานและโครงสร้าง: the tree of any day, what is announced for an agency, and who did what to it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.agencies import GET_AGENCY, Agency, GetAgency
from contracts.rpc.agencies.records import READ_AGENCY_HISTORY, ReadAgencyHistory
from contracts.rpc.agencies.reorganising import (
    LIST_ANNOUNCEMENTS,
    WITHDRAW_ANNOUNCEMENT,
    Announcements,
    ListAnnouncements,
    WithdrawAnnouncement,
)
from contracts.rpc.agencies.tree import COUNT_BELOW, LIST_BELOW, CountBelow, ListBelow
from gateway.asking import Ask, Asking
from gateway.auth.guards import OFFICER, OFFICER_FORM
from gateway.languages import language_of
from gateway.portal.choosing import Chosen, chosen, with_query
from gateway.portal.forms import submitted
from gateway.portal.officer_pages import officer_page
from gateway.portal.problems import Problems
from gateway.portal.thai_dates import DateTyped
from gateway.portal.words import Words
from gateway.portal.wrong import wrong
from gateway.routes import Routes

routes = Routes("structure pages")

STRUCTURE = "/structure"
DONE = ("changed", "registered", "moved", "asked", "merged", "split", "dissolved", "reopened", "withdrawn", "settled")

After = Annotated[str | None, Query(max_length=1000)]


@routes.page("GET", STRUCTURE, guard=OFFICER)
async def structure_page(request: Request, ask: Ask, after: After = None) -> Response:
    """An agency (or the country) with what stands directly below it, on any day."""
    at = await chosen(request, ask)
    typed, day, problems = _as_of(request)
    agency = at.agency
    if day is not None and agency is not None:
        agency = await ask(GET_AGENCY, GetAgency(agency_id=agency.id, as_of=day))
    below = await ask(LIST_BELOW, ListBelow(agency_id=at.id, as_of=day, direct=True, after=after))
    counts = await ask(COUNT_BELOW, CountBelow(agency_id=at.id, as_of=day))
    done = request.query_params.get("done")
    return await officer_page(
        request,
        "structure/tree.html",
        "agencies_menu",
        scripts=("dates.js",),
        at=Chosen(agency, at.find, at.found),
        below=below,
        counts=counts,
        as_of=typed,
        is_past=day is not None,
        announcements=await _announced(ask, at.id),
        next_page=with_query(request, after=below.next) if below.next else None,
        done=done if done in DONE else None,
        problems=Problems(Words(language_of(request)), problems, dates=("as_of",)),
    )


@routes.page("GET", f"{STRUCTURE}/history", guard=OFFICER)
async def agency_history_page(request: Request, ask: Ask, after: After = None) -> Response:
    """What was recorded of an agency, the latest first."""
    at = await chosen(request, ask)
    if at.id is None:
        raise Refusal(ErrorCode.NOT_FOUND)
    rows = await ask(READ_AGENCY_HISTORY, ReadAgencyHistory(agency_id=at.id, after=after))
    next_page = with_query(request, after=rows.next) if rows.next else None
    return await officer_page(request, "structure/history.html", "agencies_menu", at=at, rows=rows, next_page=next_page)


@routes.page("POST", f"{STRUCTURE}/announcements/withdrawal", guard=OFFICER_FORM)
async def withdraw_announcement(request: Request, ask: Ask) -> Response:
    """Withdraw what is announced, before its day."""
    async with submitted(request) as form:
        asked = WithdrawAnnouncement(announcement_id=form.text("announcement_id"), reason=form.text("reason"))
        agency_id = form.text("agency")
    await ask(WITHDRAW_ANNOUNCEMENT, asked)
    return RedirectResponse(at_agency(agency_id, "withdrawn"), 303)


def at_agency(agency_id: str | None, done: str) -> str:
    """The address of an agency in the tree, where it is told what was done."""
    return f"{STRUCTURE}?agency={agency_id or ''}&done={done}"


def _as_of(request: Request) -> tuple[DateTyped, date | None, tuple[FieldProblem, ...]]:
    given = request.query_params
    typed = DateTyped(*(given.get(f"as_of-{part}", "")[:20] for part in ("day", "month", "year")))
    try:
        return typed, typed.read(), ()
    except ValueError:
        return typed, None, (wrong("as_of", "bad_date"),)


async def _announced(ask: Asking, agency_id: str | None) -> Announcements | None:
    """What is to come, for whoever may read it."""
    if agency_id is None:
        return None
    try:
        return await ask(LIST_ANNOUNCEMENTS, ListAnnouncements(agency_id=agency_id))
    except Refusal as refusal:
        if refusal.code is not ErrorCode.FORBIDDEN:
            raise
        return None


async def agency_of(ask: Asking, agency_id: str) -> Agency:
    return await ask(GET_AGENCY, GetAgency(agency_id=agency_id))
