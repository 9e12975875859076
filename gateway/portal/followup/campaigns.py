"""การเร่งรัดติดตาม: campaigns, how their agencies stand, and the lists of who is late or missing."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.reporting.campaigns import (
    CLOSE_CAMPAIGN,
    GET_CAMPAIGN,
    GET_CAMPAIGN_FIGURES,
    LIST_CAMPAIGN_AGENCIES,
    LIST_CAMPAIGNS,
    Campaign,
    CloseCampaign,
    GetCampaign,
    GetCampaignFigures,
    ListCampaignAgencies,
    ListCampaigns,
    Timeliness,
)
from contracts.rpc.reporting.figures import GroupBy
from contracts.vocabulary import Obligation
from gateway.asking import Ask, Asking
from gateway.auth.guards import OFFICER, OFFICER_FORM
from gateway.portal.choosing import with_query
from gateway.portal.forms import submitted
from gateway.portal.officer_pages import officer_page
from gateway.routes import Routes

routes = Routes("campaign pages")

CAMPAIGNS = "/campaigns"
MENU = "followup"
BY: tuple[GroupBy, ...] = ("category", "province", "lao_type", "ministry", "department")
STATES = (Timeliness.ON_TIME, Timeliness.LATE, Timeliness.PENDING, Timeliness.OVERDUE)

After = Annotated[str | None, Query(max_length=1000)]


@routes.page("GET", CAMPAIGNS, guard=OFFICER)
async def campaigns_page(request: Request, ask: Ask) -> Response:
    """All campaigns, open ones first."""
    rows = await ask(LIST_CAMPAIGNS, ListCampaigns())
    return await officer_page(request, "followup/campaigns.html", MENU, rows=rows)


@routes.page("GET", f"{CAMPAIGNS}/{{campaign_id}}", guard=OFFICER)
async def campaign_page(campaign_id: str, request: Request, ask: Ask, by: str = "") -> Response:
    """How the campaign's agencies stand today, on time, late, pending and overdue."""
    group_by = _way(by)
    campaign, figures = await asyncio.gather(
        campaign_of(ask, campaign_id),
        ask(GET_CAMPAIGN_FIGURES, GetCampaignFigures(campaign_id=campaign_id, group_by=group_by)),
    )
    return await officer_page(
        request,
        "followup/campaign.html",
        MENU,
        campaign=campaign,
        figures=figures,
        by=group_by,
        ways=BY,
        states=STATES,
        done=request.query_params.get("done"),
    )


@routes.page("GET", f"{CAMPAIGNS}/{{campaign_id}}/agencies", guard=OFFICER)
async def campaign_agencies_page(
    campaign_id: str,
    request: Request,
    ask: Ask,
    obligation: Obligation,
    state: Timeliness,
    by: str = "",
    group: Annotated[str | None, Query(max_length=64)] = None,
    as_of: date | None = None,
    after: After = None,
) -> Response:
    """The agencies behind a figure."""
    group_by = _way(by) if group else None
    asked = ListCampaignAgencies(
        campaign_id=campaign_id,
        obligation=obligation,
        state=state,
        as_of=as_of,
        group_by=group_by,
        group=group if group_by else None,
        after=after,
    )
    campaign, rows = await asyncio.gather(campaign_of(ask, campaign_id), ask(LIST_CAMPAIGN_AGENCIES, asked))
    return await officer_page(
        request,
        "followup/agencies.html",
        MENU,
        campaign=campaign,
        rows=rows,
        asked=asked,
        next_page=with_query(request, after=rows.next) if rows.next else None,
    )


@routes.page("POST", f"{CAMPAIGNS}/{{campaign_id}}/closing", guard=OFFICER_FORM)
async def close_campaign(campaign_id: str, request: Request, ask: Ask) -> Response:
    """Close it: nobody is reminded any more, and no return is taken."""
    async with submitted(request) as form:
        asked = CloseCampaign(campaign_id=campaign_id, reason=form.text("reason"))
    await ask(CLOSE_CAMPAIGN, asked)
    return RedirectResponse(f"{CAMPAIGNS}/{campaign_id}?done=closed", 303)


def _way(by: str) -> GroupBy | None:
    return next((each for each in BY if each == by), None)


async def campaign_of(ask: Asking, campaign_id: str) -> Campaign:
    """Raises Refusal CAMPAIGN_UNKNOWN."""
    if len(campaign_id) > 64:
        raise Refusal(ErrorCode.CAMPAIGN_UNKNOWN)
    return await ask(GET_CAMPAIGN, GetCampaign(campaign_id=campaign_id))
