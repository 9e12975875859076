"""The reminders of a campaign: who would be reminded, and who has been."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query

from contracts.errors import ErrorCode
from contracts.rpc.reporting.reminders import (
    LIST_PLANNED_REMINDERS,
    LIST_REMINDERS,
    PREVIEW_REMINDERS,
    ListPlannedReminders,
    ListReminders,
    PlannedReminder,
    PreviewReminders,
    Reminder,
    ReminderPreview,
    ReminderState,
)
from gateway.api.fields import CampaignId
from gateway.api.paging import Page, PageAsked
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN

routes = Resource("reminders")


@routes.read(
    "/campaigns/{campaign_id}/reminder-preview",
    guard=SIGNED_IN,
    reply=ReminderPreview,
    refuses=(ErrorCode.CAMPAIGN_UNKNOWN,),
)
async def preview_reminders(
    campaign_id: CampaignId,
    ask: Ask,
    agency_id: Annotated[str | None, Query(max_length=64, description="Whose mails to show; else the first's.")] = None,
) -> ReminderPreview:
    """What reminding today would do: how many, and the mails word for word. Nothing is sent."""
    return await ask(PREVIEW_REMINDERS, PreviewReminders(campaign_id=campaign_id, for_agency_id=agency_id))


@routes.read(
    "/campaigns/{campaign_id}/planned-reminders",
    guard=SIGNED_IN,
    reply=Page[PlannedReminder],
    refuses=(ErrorCode.CAMPAIGN_UNKNOWN,),
)
async def list_planned_reminders(campaign_id: CampaignId, page: PageAsked, ask: Ask) -> Page[PlannedReminder]:
    """Whom reminding today would reach, and who above would be told."""
    asked = ListPlannedReminders(campaign_id=campaign_id, page_size=page.page_size, after=page.after)
    found = await ask(LIST_PLANNED_REMINDERS, asked)
    return Page(items=found.items, next=page.next(found.next))


@routes.read(
    "/campaigns/{campaign_id}/reminders",
    guard=SIGNED_IN,
    reply=Page[Reminder],
    refuses=(ErrorCode.CAMPAIGN_UNKNOWN,),
)
async def list_reminders(
    campaign_id: CampaignId,
    page: PageAsked,
    ask: Ask,
    day: Annotated[date | None, Query(description="Only those of this day of reminding.")] = None,
    state: Annotated[ReminderState | None, Query(description="Only those of which this came.")] = None,
    agency_id: Annotated[str | None, Query(max_length=64, description="Only those to this agency.")] = None,
) -> Page[Reminder]:
    """Every reminder with what came of it, the latest day first. Addresses are not kept."""
    asked = ListReminders(
        campaign_id=campaign_id,
        day=day,
        state=state,
        to_agency=agency_id,
        page_size=page.page_size,
        after=page.after,
    )
    found = await ask(LIST_REMINDERS, asked)
    return Page(items=found.items, next=page.next(found.next))
