"""รายงานผลการดำเนินการ: the list of reports with its filters, and where a new one is begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from contracts.errors import FieldProblem
from contracts.rpc.agencies import AgencySummary
from contracts.rpc.agencies.tree import LIST_BELOW, ListBelow
from contracts.rpc.reporting.report_list import LIST_REPORTS, ListReports
from contracts.vocabulary import ComplianceState, Measure, Obligation
from gateway.asking import Ask, Asking
from gateway.auth.callers import access_of
from gateway.auth.guards import OFFICER
from gateway.languages import language_of
from gateway.portal.choosing import chosen, with_query
from gateway.portal.officer_pages import officer_page
from gateway.portal.problems import Problems
from gateway.portal.thai_dates import DateTyped
from gateway.portal.words import Words
from gateway.portal.wrong import wrong
from gateway.routes import Routes

routes = Routes("report pages")

REPORTS = "/filings"
LEVELS = ("ministry", "department", "agency")
MOST_CHOICES = 200
SHOWN = (Obligation.S10_NOTICE, Obligation.S16_ORDER)

After = Annotated[str | None, Query(max_length=1000)]


@dataclass(frozen=True)
class Choice:
    """One of the three lists กระทรวง, กรม, หน่วยงาน: what stands below the one chosen before it."""

    name: str
    options: tuple[AgencySummary, ...]
    value: str


@dataclass(frozen=True)
class Created:
    """The days between which reports were begun, as typed and as read."""

    since_typed: DateTyped
    until_typed: DateTyped
    since: date | None
    until: date | None
    problems: tuple[FieldProblem, ...]


@routes.page("GET", REPORTS, guard=OFFICER)
async def reports_page(request: Request, ask: Ask, after: After = None) -> Response:
    """The agencies that the officer may read, with when each began its report, and how it stands."""
    given = request.query_params
    choices, agency_id = await _choices(request, ask)
    created = _created(given)
    state = given.get("state", "")
    filed = {"yes": True, "no": False}.get(given.get("filed", ""))
    asked = ListReports(
        agency_id=agency_id,
        filed=filed,
        created_from=created.since,
        created_to=created.until,
        search=given.get("q", "").strip()[:200] or None,
        obligation=Obligation.S10_NOTICE if state in list(ComplianceState) else None,
        state=ComplianceState(state) if state in list(ComplianceState) else None,
        after=after,
    )
    rows = await ask(LIST_REPORTS, asked)
    return await officer_page(
        request,
        "reports/list.html",
        "filing",
        scripts=("dates.js",),
        choices=choices,
        rows=rows,
        asked=asked,
        created=created,
        place=int(given.get("place", "0")) if given.get("place", "0").isdecimal() else 0,
        shown=SHOWN,
        uploaded=Measure.UPLOADED,
        export=f"/api/v1/reports?{_export(asked)}",
        next_page=_next(request, rows.next, len(rows.items)) if rows.next else None,
        problems=Problems(Words(language_of(request)), created.problems, dates=("since", "until")),
    )


@routes.page("GET", f"{REPORTS}/new", guard=OFFICER)
async def new_report_page(request: Request, ask: Ask) -> Response:
    """For which agency a report is begun: the officer's own, or one that is found."""
    return await officer_page(request, "reports/new.html", "filing", at=await chosen(request, ask))


async def _choices(request: Request, ask: Asking) -> tuple[list[Choice], str | None]:
    """The lists, each below what is chosen in the one before; and the deepest that is chosen (None: everything)."""
    acting = (await access_of(request)).profile.acting
    above = agency_id = acting.agency_id if acting else None
    choices = []
    for name in LEVELS:
        below = await ask(LIST_BELOW, ListBelow(agency_id=above, direct=True, page_size=MOST_CHOICES))
        if not below.items:
            break
        value = request.query_params.get(name, "")
        found = next((each for each in below.items if each.id == value), None)
        choices.append(Choice(name, below.items, found.id if found else ""))
        if found is None:
            break
        above = agency_id = found.id
    return choices, agency_id


def _created(given: QueryParams) -> Created:
    typed, read, problems = [], [], []
    for name in ("since", "until"):
        parts = DateTyped(*(given.get(f"{name}-{part}", "")[:20] for part in ("day", "month", "year")))
        typed.append(parts)
        try:
            read.append(parts.read())
        except ValueError:
            read.append(None)
            problems.append(wrong(name, "bad_date"))
    return Created(typed[0], typed[1], read[0], read[1], tuple(problems))


def _export(asked: ListReports) -> str:
    """The same filters at the API, which has the whole list as a table."""
    filters = asked.model_dump(mode="json", exclude={"page_size", "after"}, exclude_none=True)
    wanted = {name: str(value).lower() if isinstance(value, bool) else value for name, value in filters.items()}
    return urlencode({**wanted, "format": "csv"})


def _next(request: Request, after: str, count: int) -> str:
    place = request.query_params.get("place", "0")
    so_far = int(place) if place.isdecimal() else 0
    return with_query(request, after=after, place=str(so_far + count))
