"""The agencies behind a figure, page by page."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.agencies import GET_AGENCY, GetAgency
from contracts.rpc.reporting.figures import (
    GET_FIGURES,
    LIST_BY_STATE,
    AgenciesInState,
    Count,
    Figures,
    GetFigures,
    ListByState,
)
from contracts.vocabulary import ComplianceState
from gateway.asking import Ask, Asking
from gateway.auth.guards import PUBLIC
from gateway.portal.pages import page
from gateway.portal.public.figures_asked import BY_AGENCY, FiguresAsked, day_in, group_in, measure_in, obligation_in
from gateway.portal.wrong import wrong
from gateway.routes import Routes

routes = Routes("figures")

PAGE = 50


@routes.page("GET", "/compliance/agencies", guard=PUBLIC)
async def compliance_list_page(request: Request, ask: Ask) -> Response:
    """One state of one obligation on one day, in the country or in one group."""
    query = request.query_params
    try:
        day = day_in(query)
    except ValueError:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(wrong("as_of", "bad_date"),)) from None
    asked = FiguresAsked(obligation_in(query), measure_in(query), group_in(query), day, query.get("below") or None)
    given = query.get("state")
    state = ComplianceState(given) if given in list(ComplianceState) else ComplianceState.MISSING
    group = query.get("group") or None
    found, figures = await _answers(ask, asked, state, group, query.get("after"))
    agency = await ask(GET_AGENCY, GetAgency(agency_id=asked.below)) if asked.below else None
    address = asked.agencies(state, group)
    return await page(
        request,
        "public/compliance_list.html",
        asked=asked,
        state=state,
        group=group,
        by_agency=BY_AGENCY,
        agency=agency,
        found=found,
        count=count_of(figures, group),
        states=tuple(ComplianceState),
        next_page=f"{address}&{urlencode({'after': found.next})}" if found.next else None,
    )


def count_of(figures: Figures, group: str | None) -> Count | None:
    """The figure that the list stands behind; None for a group in which nobody is."""
    if group is None:
        return figures.total
    return next((each for each in figures.groups if each.group == group), None)


async def _answers(
    ask: Asking, asked: FiguresAsked, state: ComplianceState, group: str | None, after: str | None
) -> tuple[AgenciesInState, Figures]:
    what = {"obligation": asked.obligation, "measure": asked.measure, "as_of": asked.day, "below": asked.below}
    in_group = {"group_by": asked.group_by, "group": group} if group else {}
    listed = ListByState.model_validate({**what, **in_group, "state": state, "page_size": PAGE, "after": after})
    figures = GetFigures.model_validate({**what, "group_by": asked.group_by})
    return await asyncio.gather(ask(LIST_BY_STATE, listed), ask(GET_FIGURES, figures))
