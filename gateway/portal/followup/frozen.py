"""Frozen figures: the list, freezing, one set beside what is counted by now, publishing and verifying it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Self

from fastapi import Query
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.jobs import FINISHED, GetJob, Job, JobState
from contracts.rpc.reporting.figures import GroupCount
from contracts.rpc.reporting.frozen import (
    FREEZE_FIGURES,
    GET_FREEZING,
    GET_FROZEN_FIGURES,
    GET_FROZEN_VERIFICATION,
    LIST_FROZEN_DIFFERENCES,
    LIST_FROZEN_FIGURES,
    PUBLISH_FROZEN_FIGURES,
    VERIFY_FROZEN_FIGURES,
    FreezeFigures,
    FrozenFigure,
    FrozenFigures,
    GetFrozenFigures,
    ListFrozenDifferences,
    ListFrozenFigures,
    PublishFrozenFigures,
    VerifyFrozenFigures,
)
from contracts.vocabulary import Measure, Obligation
from gateway.asking import Ask, Asking
from gateway.auth.callers import caller_if_any
from gateway.auth.guards import OFFICER, OFFICER_FORM, PUBLIC
from gateway.errors import STATUS
from gateway.field_problems import field_problems
from gateway.languages import language_of
from gateway.portal.choosing import chosen, with_query
from gateway.portal.followup.campaigns import MENU, After
from gateway.portal.forms import Form, submitted
from gateway.portal.officer_pages import officer_page
from gateway.portal.pages import page
from gateway.portal.problems import Problems
from gateway.portal.public.figures_asked import BY_AGENCY, GROUPS
from gateway.portal.thai_dates import DateTyped
from gateway.portal.words import Words
from gateway.portal.wrong import wrong
from gateway.routes import Routes

routes = Routes("frozen figures' pages")

FROZEN = "/frozen-figures"
MEASURES = (Measure.UPLOADED, Measure.ISSUED)
DATES = ("as_of",)
CORRECTED = (ErrorCode.INVALID_REQUEST, ErrorCode.AGENCY_UNKNOWN)


@dataclass
class Typed:
    """What stands in the form."""

    title: str = ""
    as_of: DateTyped = DateTyped()
    obligations: tuple[str, ...] = (Obligation.S10_NOTICE, Obligation.S16_ORDER)
    measure: str = Measure.UPLOADED
    group_by: str = "category"
    public: bool = False

    @classmethod
    def sent(cls, form: Form) -> Self:
        return cls(
            title=form.text("title"),
            as_of=form.date("as_of"),
            obligations=form.texts("obligations"),
            measure=form.text("measure"),
            group_by=form.text("group_by"),
            public=bool(form.text("public")),
        )


@dataclass(frozen=True)
class Compared:
    """One row: a group (None: all of them), as it was frozen and as it is counted by now; None: there was none."""

    group: GroupCount | None
    frozen: GroupCount | None
    now: GroupCount | None


@routes.page("GET", FROZEN, guard=OFFICER)
async def frozen_sets_page(request: Request, ask: Ask, after: After = None) -> Response:
    """All sets, the latest frozen first."""
    rows = await ask(LIST_FROZEN_FIGURES, ListFrozenFigures(after=after))
    next_page = with_query(request, after=rows.next) if rows.next else None
    return await officer_page(request, "followup/frozen_sets.html", MENU, rows=rows, next_page=next_page)


@routes.page("GET", f"{FROZEN}/new", guard=OFFICER)
async def new_frozen_page(request: Request, ask: Ask) -> Response:
    """The form, of the agency that the officer acts at or another one."""
    return await _form(request, ask, Typed())


@routes.page("POST", f"{FROZEN}/new", guard=OFFICER_FORM)
async def freeze_figures(request: Request, ask: Ask) -> Response:
    """Order it; the work is done in the background."""
    async with submitted(request) as form:
        typed = Typed.sent(form)
    try:
        job = await ask(FREEZE_FIGURES, _order(typed, request.query_params.get("agency") or None))
    except Refusal as refusal:
        if refusal.code not in CORRECTED:
            raise
        return await _form(request, ask, typed, refusal)
    return RedirectResponse(f"{FROZEN}/orders/{job.id}", 303)


@routes.page("GET", f"{FROZEN}/orders/{{job_id}}", guard=OFFICER)
async def freezing_page(job_id: str, request: Request, ask: Ask) -> Response:
    """How far it is; when it is done, the set."""
    job = await ask(GET_FREEZING, GetJob(job_id=job_id))
    if job.state is JobState.DONE:
        return RedirectResponse(f"{FROZEN}/{job_id}?done=frozen", 303)
    return await _progress(request, job, f"/api/v1/freezing-jobs/{job.id}", "frozen_new")


@routes.page("GET", f"{FROZEN}/{{frozen_id}}", guard=PUBLIC)
async def frozen_page(frozen_id: str, request: Request, ask: Ask) -> Response:
    """The figures as they were frozen, whether they are unaltered, and what is counted of their day by now. For
    everybody once they are published."""
    shown = await _set(ask, frozen_id)
    tables = [_table(frozen, now) for frozen, now in _pairs(shown)]
    context: dict[str, Any] = {
        "set": shown,
        "asked": shown,
        "by_agency": BY_AGENCY,
        "tables": tables,
        "done": request.query_params.get("done"),
    }
    caller = await caller_if_any(request)
    if caller is None or caller.officer is None:
        return await page(request, "followup/frozen_set.html", may=frozenset(), **context)
    return await officer_page(request, "followup/frozen_set.html", MENU, **context)


@routes.page("POST", f"{FROZEN}/{{frozen_id}}/publication", guard=OFFICER_FORM)
async def publish_frozen_figures(frozen_id: str, request: Request, ask: Ask) -> Response:
    """Let everybody see it."""
    async with submitted(request):
        pass
    await ask(PUBLISH_FROZEN_FIGURES, PublishFrozenFigures(frozen_id=frozen_id[:64]))
    return RedirectResponse(f"{FROZEN}/{frozen_id}?done=published", 303)


@routes.page("POST", f"{FROZEN}/{{frozen_id}}/verifications", guard=OFFICER_FORM)
async def verify_frozen_figures(frozen_id: str, request: Request, ask: Ask) -> Response:
    """Order a verification."""
    async with submitted(request):
        pass
    job = await ask(VERIFY_FROZEN_FIGURES, VerifyFrozenFigures(frozen_id=frozen_id[:64]))
    return RedirectResponse(f"{FROZEN}/{frozen_id}/verifications/{job.id}", 303)


@routes.page("GET", f"{FROZEN}/{{frozen_id}}/verifications/{{job_id}}", guard=OFFICER)
async def frozen_verification_page(
    frozen_id: str, job_id: str, request: Request, ask: Ask, after: Annotated[str | None, Query(max_length=1000)] = None
) -> Response:
    """How far a verification is, what it found, and which agencies differ."""
    shown, job = await asyncio.gather(_set(ask, frozen_id), ask(GET_FROZEN_VERIFICATION, GetJob(job_id=job_id)))
    if job.outcome is None:
        return await _progress(request, job, f"/api/v1/frozen-verifications/{job.id}", "frozen_verification")
    rows = await ask(LIST_FROZEN_DIFFERENCES, ListFrozenDifferences(verification_id=job_id[:64], after=after))
    return await officer_page(
        request,
        "followup/frozen_verification.html",
        MENU,
        set=shown,
        found=job.outcome,
        rows=rows,
        next_page=with_query(request, after=rows.next) if rows.next else None,
    )


async def _progress(request: Request, job: Job[Any], address: str, title: str) -> Response:
    """How far a job is; `address` is where it is asked for, and `title` what it does."""
    working = job.state not in FINISHED
    scripts = ("jobs.js",) if working else ()
    return await officer_page(
        request,
        "followup/frozen_job.html",
        MENU,
        scripts=scripts,
        job=job,
        working=working,
        address=address,
        title=title,
    )


async def _set(ask: Asking, frozen_id: str) -> FrozenFigures:
    """Raises Refusal FROZEN_FIGURES_UNKNOWN."""
    return await ask(GET_FROZEN_FIGURES, GetFrozenFigures(frozen_id=frozen_id[:64]))


def _pairs(shown: FrozenFigures) -> list[tuple[FrozenFigure | None, FrozenFigure]]:
    """For each section what was frozen (None when that cannot be read any more) and what is counted now."""
    frozen = {each.obligation: each for each in shown.figures}
    return [(frozen.get(now.obligation), now) for now in shown.now]


def _table(frozen: FrozenFigure | None, now: FrozenFigure) -> tuple[Obligation, list[Compared]]:
    """The groups as they were frozen, then those that came since; all of them last."""
    was = {group.group: group for group in (frozen.groups if frozen else ())}
    by_now = {group.group: group for group in now.groups}
    rows = [Compared(was.get(name, by_now.get(name)), was.get(name), by_now.get(name)) for name in was | by_now]
    total = GroupCount(group="", **frozen.total.model_dump()) if frozen else None
    return now.obligation, [*rows, Compared(None, total, GroupCount(group="", **now.total.model_dump()))]


def _order(typed: Typed, agency_id: str | None) -> FreezeFigures:
    """Raises Refusal INVALID_REQUEST naming the fields."""
    problems: list[FieldProblem] = []
    day: date | None = None
    try:
        day = typed.as_of.read()
    except ValueError:
        problems.append(wrong("as_of", "bad_date"))
    try:
        order = FreezeFigures.model_validate(
            {
                "title": typed.title,
                "as_of": day,
                "obligations": typed.obligations,
                "measure": typed.measure,
                "group_by": typed.group_by,
                "agency_id": agency_id,
                "public": typed.public,
            }
        )
    except ValidationError as error:
        problems.extend(field_problems(error.errors(include_input=False)))
    if problems:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=tuple(problems))
    return order


async def _form(request: Request, ask: Asking, typed: Typed, refusal: Refusal | None = None) -> Response:
    return await officer_page(
        request,
        "followup/frozen_form.html",
        MENU,
        STATUS[refusal.code] if refusal else 200,
        scripts=("dates.js",),
        at=await chosen(request, ask),
        typed=typed,
        obligations=list(Obligation),
        measures=MEASURES,
        groups=GROUPS,
        problems=Problems.of(Words(language_of(request)), refusal, DATES),
    )
