"""How a campaign's agencies stand on a day, and which they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from contracts.calls import Call
from contracts.rpc.reporting import campaigns as rpc
from contracts.rpc.reporting.figures import Selection as Asked
from contracts.vocabulary import Category
from contracts.vocabulary import Obligation as Section
from services.reporting.domain.asking import Grouping, Position, Selection
from services.reporting.domain.campaigns import Campaign
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.terms import Obligation
from services.reporting.domain.timeliness import Deadline, Kept, Timeliness, TimelyTally, percent_kept
from services.reporting.usecases.asking import Numbers, Reader, day_asked_for, selection_asked_for
from services.reporting.usecases.campaigns import CampaignBook, need_campaign
from services.reporting.usecases.cursors import cursor_at, invalid, position_of
from services.reporting.usecases.grouping import Titled, agencies_among, in_order


class DeadlineReader(Protocol):
    """On time or late, from the ledger."""

    def tallies(
        self, deadline: Deadline, below: str | None, grouping: Grouping | None
    ) -> Mapping[str | None, TimelyTally]:
        """By group, among those at and below an agency (None: all); None: those without a group."""

    def listed(
        self, deadline: Deadline, kept: Timeliness, selection: Selection, after: Position | None, limit: int
    ) -> Sequence[Kept]: ...


class CampaignDesk(NamedTuple):
    """What asking about campaigns takes."""

    campaigns: CampaignBook
    deadlines: DeadlineReader
    reader: Reader
    numbers: Numbers


def get_campaign_figures(request: rpc.GetCampaignFigures, call: Call, desk: CampaignDesk) -> rpc.CampaignFigures:
    """Raises CampaignUnknown, Refusal INVALID_REQUEST for a day to come, AGENCY_UNKNOWN for a node that the public does
    not know."""
    campaign = need_campaign(request.campaign_id, desk.campaigns)
    day = day_asked_for(request.as_of, call.now)
    below = selection_asked_for(Asked(below=request.below), desk.reader, call.now).below
    grouping = Grouping(request.group_by) if request.group_by else None
    tallies = {
        obligation: desk.deadlines.tallies(deadline_of(campaign, obligation, day), below, grouping)
        for obligation in campaign.details.obligations
    }
    groups = _titled(tallies.values(), below, day, grouping, call, desk)
    return rpc.CampaignFigures(
        campaign_id=campaign.id,
        as_of=day,
        due_on=campaign.details.due_on,
        group_by=request.group_by,
        below=below,
        obligations=tuple(_counted(obligation, tally, groups) for obligation, tally in tallies.items()),
    )


def list_campaign_agencies(request: rpc.ListCampaignAgencies, call: Call, desk: CampaignDesk) -> rpc.CampaignAgencies:
    """One page. Raises CampaignUnknown, Refusal INVALID_REQUEST for what the campaign does not ask, a cursor that is
    not ours, or a day to come; and as `selection_asked_for`."""
    campaign = need_campaign(request.campaign_id, desk.campaigns)
    day = day_asked_for(request.as_of, call.now)
    obligation = Obligation(request.obligation)
    if obligation not in campaign.details.obligations:
        raise invalid("obligation", "การติดตามนี้ไม่ได้รวมข้อกำหนดนี้", "The campaign does not ask for this.")
    selection = selection_asked_for(request, desk.reader, call.now)
    after = position_of(request.after)
    deadline = deadline_of(campaign, obligation, day)
    found = desk.deadlines.listed(deadline, Timeliness(request.state), selection, after, request.page_size + 1)
    page = found[: request.page_size]
    return rpc.CampaignAgencies(
        as_of=day,
        items=tuple(_told(agency) for agency in page),
        next=cursor_at(page[-1].name_th, page[-1].agency_id) if len(found) > len(page) else None,
    )


def deadline_of(campaign: Campaign, obligation: Obligation, day: date) -> Deadline:
    return Deadline(obligation, day, campaign.details.due_on, campaign.details.target)


def _titled(
    tallies: Iterable[Mapping[str | None, TimelyTally]],
    below: str | None,
    day: date,
    grouping: Grouping | None,
    call: Call,
    desk: CampaignDesk,
) -> Sequence[Titled]:
    """All groups there are, in their order."""
    if grouping is None:
        return ()
    groups = {group for tally in tallies for group in tally if group is not None}
    agencies = agencies_among(groups, below, day, grouping, desk.numbers)
    return in_order(groups, agencies, bangkok_day(call.now), grouping, desk.reader)


def _counted(
    obligation: Obligation, tallies: Mapping[str | None, TimelyTally], groups: Sequence[Titled]
) -> rpc.CampaignObligation:
    total: Counter[Timeliness | None] = Counter()
    for tally in tallies.values():
        total.update(tally)
    return rpc.CampaignObligation(
        obligation=Section(obligation),
        total=_count(total),
        groups=tuple(
            rpc.TimelinessGroup(**each._asdict(), **_count(tallies[each.group]).model_dump())
            for each in groups
            if each.group in tallies
        ),
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
