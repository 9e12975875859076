"""The reminders of a campaign: whom reminding today would reach, with the letter, and the log of what was sent."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from contracts.rpc.reporting.reminders import (
    LIST_PLANNED_REMINDERS,
    LIST_REMINDERS,
    PREVIEW_REMINDERS,
    ListPlannedReminders,
    ListReminders,
    PreviewReminders,
    ReminderState,
)
from gateway.asking import Ask
from gateway.auth.guards import OFFICER
from gateway.portal.choosing import with_query
from gateway.portal.followup.campaigns import CAMPAIGNS, MENU, campaign_of
from gateway.portal.officer_pages import officer_page
from gateway.routes import Routes

routes = Routes("reminder pages")

SHOWN = 20


@routes.page("GET", f"{CAMPAIGNS}/{{campaign_id}}/reminders", guard=OFFICER)
async def reminders_page(
    campaign_id: str,
    request: Request,
    ask: Ask,
    state: str = "",
    after: Annotated[str | None, Query(max_length=200)] = None,
    planned_after: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """What would be sent today, and what was."""
    asked = ListReminders(
        campaign_id=campaign_id,
        state=ReminderState(state) if state in list(ReminderState) else None,
        page_size=SHOWN,
        after=after,
    )
    planned_asked = ListPlannedReminders(campaign_id=campaign_id, page_size=SHOWN, after=planned_after)
    campaign, preview, planned, log = await asyncio.gather(
        campaign_of(ask, campaign_id),
        ask(PREVIEW_REMINDERS, PreviewReminders(campaign_id=campaign_id)),
        ask(LIST_PLANNED_REMINDERS, planned_asked),
        ask(LIST_REMINDERS, asked),
    )
    return await officer_page(
        request,
        "followup/reminders.html",
        MENU,
        campaign=campaign,
        preview=preview,
        planned=planned,
        log=log,
        state=asked.state,
        states=list(ReminderState),
        next_page=with_query(request, after=log.next) if log.next else None,
        next_planned=with_query(request, planned_after=planned.next) if planned.next else None,
    )
