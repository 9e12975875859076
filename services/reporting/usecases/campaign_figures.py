"""How a campaign's agencies stand on a day, and which they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from contracts.calls import Call
from contracts.rpc.reporting import campaigns as rpc
from contracts.vocabulary import Category
from contracts.vocabulary import Obligation as Section
from services.reporting.domain.asking import Position
from services.reporting.domain.campaigns import Campaign
from services.reporting.domain.terms import Obligation
from services.reporting.domain.timeliness import Deadline, Kept, Timeliness, TimelyTally, percent_kept
from services.reporting.usecases.asking import day_asked_for
from services.reporting.usecases.campaigns import CampaignBook, need_campaign
from services.reporting.usecases.cursors import cursor_at, invalid, position_of
from services.reporting.usecases.get_figures import LISTED_ORDER


class DeadlineReader(Protocol):
    """On time or late, from the ledger."""

    def tallies(self, deadline: Deadline, group_by: str | None) -> Mapping[str | None, TimelyTally]: ...

    def listed(
        self,
        deadline: Deadline,
        kept: Timeliness,
        group: tuple[str, str] | None,
        after: Position | None,
        limit: int,
    ) -> Sequence[Kept]: ...


def get_campaign_figures(
    request: rpc.GetCampaignFigures, call: Call, campaigns: CampaignBook, reader: DeadlineReader
) -> rpc.CampaignFigures:
    """Raises CampaignUnknown, Refusal INVALID_REQUEST for a day to come."""
    campaign = need_campaign(request.campaign_id, campaigns)
    day = day_asked_for(request.as_of, call.now)
    return rpc.CampaignFigures(
        campaign_id=campaign.id,
        as_of=day,
        due_on=campaign.details.due_on,
        group_by=request.group_by,
        obligations=tuple(
            _counted(obligation, reader.tallies(deadline_of(campaign, obligation, day), request.group_by))
            for obligation in campaign.details.obligations
        ),
    )


def list_campaign_agencies(
    request: rpc.ListCampaignAgencies, call: Call, campaigns: CampaignBook, reader: DeadlineReader
) -> rpc.CampaignAgencies:
    """One page. Raises CampaignUnknown, Refusal INVALID_REQUEST for what the campaign does not ask, a group without
    what it groups by, a cursor that is not ours, or a day to come."""
    campaign = need_campaign(request.campaign_id, campaigns)
    day = day_asked_for(request.as_of, call.now)
    obligation = Obligation(request.obligation)
    if obligation not in campaign.details.obligations:
        raise invalid("obligation", "การติดตามนี้ไม่ได้รวมข้อกำหนดนี้", "The campaign does not ask for this.")
    if (request.group_by is None) != (request.group is None):
        raise invalid("group", "ต้องระบุ group_by และ group คู่กัน", "group_by and group are only used together.")
    group = (request.group_by, request.group) if request.group_by and request.group else None
    after = position_of(request.after)
    deadline = deadline_of(campaign, obligation, day)
    found = reader.listed(deadline, Timeliness(request.state), group, after, request.page_size + 1)
    page = found[: request.page_size]
    return rpc.CampaignAgencies(
        as_of=day,
        items=tuple(_told(agency) for agency in page),
        next=cursor_at(page[-1].name_th, page[-1].agency_id) if len(found) > len(page) else None,
    )


def deadline_of(campaign: Campaign, obligation: Obligation, day: date) -> Deadline:
    return Deadline(obligation, day, campaign.details.due_on, campaign.details.target)


def _counted(obligation: Obligation, tallies: Mapping[str | None, TimelyTally]) -> rpc.CampaignObligation:
    total: Counter[Timeliness | None] = Counter()
    for tally in tallies.values():
        total.update(tally)
    groups = sorted((group for group in tallies if group), key=lambda group: (LISTED_ORDER.get(group, 0), group))
    return rpc.CampaignObligation(
        obligation=Section(obligation),
        total=_count(total),
        groups=tuple(rpc.TimelinessGroup(group=group, **_count(tallies[group]).model_dump()) for group in groups),
    )


def _count(tally: TimelyTally) -> rpc.TimelinessCount:
    return rpc.TimelinessCount(
        on_time=tally.get(Timeliness.ON_TIME, 0),
        late=tally.get(Timeliness.LATE, 0),
        pending=tally.get(Timeliness.PENDING, 0),
        overdue=tally.get(Timeliness.OVERDUE, 0),
        not_required=tally.get(None, 0),
        percent=percent_kept(tally),
    )


def _told(kept: Kept) -> rpc.CampaignAgency:
    return rpc.CampaignAgency(
        agency_id=kept.agency_id,
        name_th=kept.name_th,
        category=Category(kept.category) if kept.category else None,
        province_code=kept.province_code,
        first_held_on=kept.first_held_on,
    )
