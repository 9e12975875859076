"""The provincial return (แบบฟอร์มรายงานสถานะการดำเนินการ): the sums of all offices, and one office's form."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.reporting.returns import (
    GET_RETURN,
    LIST_RETURNS,
    REOPEN_RETURN,
    SAVE_RETURN,
    SUBMIT_RETURN,
    GetReturn,
    ListReturns,
    Mark,
    ReopenReturn,
    Return,
    SaveReturn,
    SubmitReturn,
)
from gateway.asking import Ask, Asking
from gateway.auth.callers import access_of
from gateway.auth.guards import OFFICER, OFFICER_FORM
from gateway.errors import STATUS
from gateway.languages import language_of
from gateway.portal.answers import Answers, in_one_manner, packed, together, unpacked
from gateway.portal.followup.campaigns import CAMPAIGNS, MENU, campaign_of
from gateway.portal.forms import Form, submitted
from gateway.portal.officer_pages import officer_page
from gateway.portal.problems import Problems
from gateway.portal.thai_dates import DateTyped
from gateway.portal.words import Words
from gateway.portal.wrong import wrong
from gateway.routes import Body, Routes

routes = Routes("return pages")

MOST_FIELDS = 8000
LONGEST = {"obstacles": 5000, "suggestions": 5000, "signer_name": 200, "signer_position": 200}
OF_A_ROW = ("s10", "s16", "note")
CORRECTED = (ErrorCode.INVALID_REQUEST, ErrorCode.STALE_VERSION, ErrorCode.RETURN_SUBMITTED, ErrorCode.CAMPAIGN_CLOSED)
SAID = {"yes": True, "no": False}


@dataclass
class Typed:
    """`answers`: what the office adds, field by field; `seen` those of the page on which it was typed."""

    answers: dict[str, str]
    seen: Answers
    as_of: DateTyped
    version: int


@routes.page("GET", f"{CAMPAIGNS}/{{campaign_id}}/returns", guard=OFFICER)
async def returns_page(campaign_id: str, request: Request, ask: Ask) -> Response:
    """All offices below the acting grant: submitted, late or missing, and their sums."""
    acting = (await access_of(request)).profile.acting
    agency_id = acting.agency_id if acting else None
    campaign, rows = await asyncio.gather(
        campaign_of(ask, campaign_id),
        ask(LIST_RETURNS, ListReturns(campaign_id=campaign_id, agency_id=agency_id)),
    )
    return await officer_page(request, "followup/returns.html", MENU, campaign=campaign, rows=rows)


@routes.page("GET", f"{CAMPAIGNS}/{{campaign_id}}/returns/{{agency_id}}", guard=OFFICER)
async def return_page(campaign_id: str, agency_id: str, request: Request, ask: Ask) -> Response:
    """One office's form."""
    found = await ask(GET_RETURN, GetReturn(campaign_id=campaign_id, agency_id=agency_id))
    return await _page(request, found, _as_typed(found, language_of(request)))


@routes.page("POST", f"{CAMPAIGNS}/{{campaign_id}}/returns/{{agency_id}}", guard=OFFICER_FORM, body=Body.UPLOAD)
async def save_return(campaign_id: str, agency_id: str, request: Request, ask: Ask) -> Response:
    """Keep a draft; or keep it and submit it."""
    async with submitted(request, max_fields=MOST_FIELDS) as form:
        typed, submits = _sent(form), form.has("submits")
    try:
        kept = await ask(SAVE_RETURN, _command(campaign_id, agency_id, typed))
        # Should submitting be refused, the form goes on from the draft that is kept now.
        typed.seen, typed.version = _answers_of(kept), kept.version
        if submits:
            # A command of its own, to be done once as well.
            request.state.idempotency_key = f"{getattr(request.state, 'idempotency_key', 'return')}-submitted"
            asked = SubmitReturn(campaign_id=campaign_id, agency_id=agency_id, version=kept.version)
            await ask(SUBMIT_RETURN, asked)
    except Refusal as refusal:
        if refusal.code not in CORRECTED:
            raise
        return await _refused(request, ask, campaign_id, agency_id, typed, refusal)
    done = "submitted" if submits else "saved"
    return RedirectResponse(f"{CAMPAIGNS}/{campaign_id}/returns/{agency_id}?done={done}", 303)


@routes.page("POST", f"{CAMPAIGNS}/{{campaign_id}}/returns/{{agency_id}}/reopening", guard=OFFICER_FORM)
async def reopen_return(campaign_id: str, agency_id: str, request: Request, ask: Ask) -> Response:
    """Have it submitted again."""
    async with submitted(request) as form:
        asked = ReopenReturn(campaign_id=campaign_id, agency_id=agency_id, reason=form.text("reason"))
    await ask(REOPEN_RETURN, asked)
    return RedirectResponse(f"{CAMPAIGNS}/{campaign_id}/returns/{agency_id}?done=reopened", 303)


async def _refused(
    request: Request, ask: Asking, campaign_id: str, agency_id: str, typed: Typed, refusal: Refusal
) -> Response:
    """The form again, with what was typed; after somebody else's change, on top of what they made of it."""
    found = await ask(GET_RETURN, GetReturn(campaign_id=campaign_id, agency_id=agency_id))
    if refusal.code is ErrorCode.STALE_VERSION:
        now = _answers_of(found)
        typed.answers, typed.seen, typed.version = together(typed.seen, typed.answers, now), now, found.version
    return await _page(request, found, typed, refusal)


def _answers_of(found: Return) -> dict[str, str]:
    marks = {mark.agency_id: mark for mark in found.marks}
    answers = {name: in_one_manner(getattr(found, name) or "") for name in LONGEST}
    for row in found.rows:
        mark = marks.get(row.agency_id, Mark(agency_id=row.agency_id))
        answers[f"s10_{row.agency_id}"] = _word(mark.s10_issued)
        answers[f"s16_{row.agency_id}"] = _word(mark.s16_issued)
        answers[f"note_{row.agency_id}"] = mark.note or ""
    return answers


def _as_typed(found: Return, language: str) -> Typed:
    answers = _answers_of(found)
    return Typed(answers, answers, DateTyped.of(found.as_of if found.version else None, language), found.version)


def _sent(form: Form) -> Typed:
    seen = unpacked(form.text("seen"))
    answers = {name: in_one_manner(form.text(name)) if form.has(name) else seen[name] for name in seen}
    return Typed(answers, seen, form.date("as_of"), form.number("version"))


def _command(campaign_id: str, agency_id: str, typed: Typed) -> SaveReturn:
    """Raises Refusal INVALID_REQUEST naming the fields."""
    problems = []
    try:
        as_of = typed.as_of.read()
    except ValueError:
        as_of = None
        problems.append(wrong("as_of", "bad_date"))
    problems += [
        wrong(name, "too_long", limit=limit)
        for name, limit in LONGEST.items()
        if len(typed.answers.get(name, "")) > limit
    ]
    if problems:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=tuple(problems))
    return SaveReturn(
        campaign_id=campaign_id,
        agency_id=agency_id,
        version=typed.version,
        as_of=as_of,
        marks=tuple(_marks(typed.answers)),
        **{name: typed.answers.get(name) or None for name in LONGEST},
    )


def _marks(answers: Answers) -> list[Mark]:
    """Only of those of whom the office says anything."""
    bodies = [name.removeprefix("s10_") for name in answers if name.startswith("s10_")]
    said = [body for body in bodies if any(answers.get(f"{part}_{body}") for part in OF_A_ROW)]
    return [
        Mark(
            agency_id=body,
            s10_issued=SAID.get(answers[f"s10_{body}"]),
            s16_issued=SAID.get(answers.get(f"s16_{body}", "")),
            note=answers.get(f"note_{body}", "")[:500] or None,
        )
        for body in said
    ]


def _word(said: bool | None) -> str:
    return "" if said is None else "yes" if said else "no"


async def _page(request: Request, found: Return, typed: Typed, refusal: Refusal | None = None) -> Response:
    return await officer_page(
        request,
        "followup/return.html",
        MENU,
        STATUS[refusal.code] if refusal else 200,
        scripts=("unsaved.js", "dates.js"),
        found=found,
        typed=typed,
        seen=packed(typed.seen),
        done=request.query_params.get("done") if refusal is None else None,
        problems=Problems.of(Words(language_of(request)), refusal, ("as_of",)),
    )
