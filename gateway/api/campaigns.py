"""Campaigns (การเร่งรัดติดตาม): who is to have done what by when, and how they stand."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from contracts.errors import ErrorCode
from contracts.rpc.reporting.campaigns import (
    CHANGE_CAMPAIGN,
    CLOSE_CAMPAIGN,
    CREATE_CAMPAIGN,
    GET_CAMPAIGN,
    GET_CAMPAIGN_FIGURES,
    LIST_CAMPAIGN_AGENCIES,
    LIST_CAMPAIGNS,
    READ_CAMPAIGN_HISTORY,
    Campaign,
    CampaignAgency,
    CampaignChange,
    CampaignDetails,
    CampaignFigures,
    Campaigns,
    ChangeCampaign,
    CloseCampaign,
    CreateCampaign,
    GetCampaign,
    GetCampaignFigures,
    ListCampaignAgencies,
    ListCampaigns,
    ReadCampaignHistory,
    Timeliness,
)
from contracts.rpc.reporting.figures import GroupBy
from gateway.api.fields import AsOf, CampaignId, ObligationAsked
from gateway.api.paging import Page, PageAsked
from gateway.api.preconditions import SeenVersion
from gateway.api.resource import Resource
from gateway.api.selection import Below, SelectionAsked
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN

routes = Resource("campaigns")

EXAMPLE: JsonDict = {
    "name_th": "เร่งรัดองค์กรปกครองส่วนท้องถิ่น รอบ 29 พฤศจิกายน 2567",
    "obligations": ["s10_notice", "s16_order"],
    "target": {"categories": ["local"]},
    "opens_on": "2024-11-12",
    "due_on": "2024-11-29",
    "returns": {"collected_by": "7d0c1a52-0000-4000-8000-000000000001", "due_on": "2024-12-06"},
    "reminders": {"first_on": "2024-11-14", "every_days": 15, "escalate_after": 2},
}


class CampaignGiven(CampaignDetails):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})


class Closing(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "ครบทุกหน่วยงานแล้ว"}]})

    reason: str = Field(min_length=1, max_length=1000, description="Why, for the history.")


@routes.read("/campaigns", guard=SIGNED_IN, reply=Campaigns)
async def list_campaigns(
    ask: Ask, include_closed: Annotated[bool, Query(description="false: only open ones.")] = True
) -> Campaigns:
    """All campaigns: open ones first, the latest due date first."""
    return await ask(LIST_CAMPAIGNS, ListCampaigns(include_closed=include_closed))


@routes.create("/campaigns", guard=SIGNED_IN, reply=Campaign, location="/campaigns/{id}")
async def create_campaign(body: CampaignGiven, ask: Ask) -> Campaign:
    """Begin a campaign. The target group is evaluated on each day that is asked about."""
    return await ask(CREATE_CAMPAIGN, CreateCampaign(**dict(body)))


@routes.read("/campaigns/{campaign_id}", guard=SIGNED_IN, reply=Campaign, refuses=(ErrorCode.CAMPAIGN_UNKNOWN,))
async def show_campaign(campaign_id: CampaignId, ask: Ask) -> Campaign:
    """One campaign."""
    return await ask(GET_CAMPAIGN, GetCampaign(campaign_id=campaign_id))


@routes.change(
    "PUT",
    "/campaigns/{campaign_id}",
    guard=SIGNED_IN,
    reply=Campaign,
    refuses=(ErrorCode.CAMPAIGN_UNKNOWN, ErrorCode.CAMPAIGN_CLOSED),
)
async def change_campaign(campaign_id: CampaignId, body: CampaignGiven, seen: SeenVersion, ask: Ask) -> Campaign:
    """Change a campaign, all of it."""
    return await ask(CHANGE_CAMPAIGN, ChangeCampaign(campaign_id=campaign_id, version=seen, **dict(body)))


@routes.create(
    "/campaigns/{campaign_id}/closing",
    guard=SIGNED_IN,
    reply=Campaign,
    refuses=(ErrorCode.CAMPAIGN_UNKNOWN, ErrorCode.CAMPAIGN_CLOSED),
    success=200,
)
async def close_campaign(campaign_id: CampaignId, body: Closing, ask: Ask) -> Campaign:
    """Close a campaign: nobody is reminded any more, no return is taken."""
    return await ask(CLOSE_CAMPAIGN, CloseCampaign(campaign_id=campaign_id, reason=body.reason))


@routes.read(
    "/campaigns/{campaign_id}/figures",
    guard=SIGNED_IN,
    reply=CampaignFigures,
    refuses=(ErrorCode.CAMPAIGN_UNKNOWN, ErrorCode.AGENCY_UNKNOWN),
)
async def show_campaign_figures(
    campaign_id: CampaignId,
    ask: Ask,
    as_of: AsOf = None,
    group_by: Annotated[GroupBy | None, Query(description="By what the agencies are grouped.")] = None,
    below: Below = None,
) -> CampaignFigures:
    """On time, late, pending and overdue, for each obligation."""
    asked = GetCampaignFigures(campaign_id=campaign_id, as_of=as_of, group_by=group_by, below=below)
    return await ask(GET_CAMPAIGN_FIGURES, asked)


@routes.read(
    "/campaigns/{campaign_id}/agencies",
    guard=SIGNED_IN,
    reply=Page[CampaignAgency],
    refuses=(ErrorCode.CAMPAIGN_UNKNOWN, ErrorCode.AGENCY_UNKNOWN),
)
async def list_campaign_agencies(
    campaign_id: CampaignId,
    obligation: ObligationAsked,
    state: Annotated[Timeliness, Query(description="How they keep the due date.")],
    selection: SelectionAsked,
    page: PageAsked,
    ask: Ask,
    as_of: AsOf = None,
) -> Page[CampaignAgency]:
    """The agencies behind a figure of the campaign, in the order of the Thai dictionary."""
    asked = ListCampaignAgencies(
        campaign_id=campaign_id,
        obligation=obligation,
        state=state,
        as_of=as_of,
        page_size=page.page_size,
        after=page.after,
        **selection.model_dump(),
    )
    found = await ask(LIST_CAMPAIGN_AGENCIES, asked)
    return Page(items=found.items, next=page.next(found.next))


@routes.read(
    "/campaigns/{campaign_id}/history",
    guard=SIGNED_IN,
    reply=Page[CampaignChange],
    refuses=(ErrorCode.CAMPAIGN_UNKNOWN,),
)
async def show_campaign_history(campaign_id: CampaignId, page: PageAsked, ask: Ask) -> Page[CampaignChange]:
    """Who changed it, when, from what to what: the latest first."""
    asked = ReadCampaignHistory(campaign_id=campaign_id, page_size=page.page_size, after=page.after)
    found = await ask(READ_CAMPAIGN_HISTORY, asked)
    return Page(items=found.items, next=page.next(found.next))
