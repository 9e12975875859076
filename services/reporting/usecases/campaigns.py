"""Campaigns are begun, changed and closed by whoever follows up for the country, and read by whoever supervises."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from contracts.calls import Call
from contracts.events.envelope import History
from contracts.events.reporting import CampaignChanged, CampaignClosed, CampaignCreated, CampaignState
from contracts.rpc.reporting import campaigns as rpc
from contracts.vocabulary import Category, LaoType
from contracts.vocabulary import Obligation as Section
from services.reporting.domain.campaigns import Campaign, CampaignUnknown, Details, ReminderPlan, ReturnPlan
from services.reporting.domain.days import bangkok_day
from services.reporting.domain.targets import Target
from services.reporting.domain.terms import Obligation
from services.reporting.domain.texts import tidied
from services.reporting.usecases.telling import stale, told_by_field


class CampaignBook(Protocol):
    """The campaigns."""

    def get(self, campaign_id: str) -> Campaign | None: ...

    def all(self, include_closed: bool) -> Sequence[Campaign]:
        """Open ones first, the latest due date first."""

    def save(self, campaign: Campaign) -> None:
        """The next version of it."""


class CampaignOffice(NamedTuple):
    """What working on campaigns takes."""

    campaigns: CampaignBook
    history: History
    new_id: Callable[[], str]


def create_campaign(request: rpc.CreateCampaign, call: Call, office: CampaignOffice) -> rpc.Campaign:
    """Raises Refusal INVALID_REQUEST (by field)."""
    with told_by_field():
        details = details_of(request).tidied()
    by = _name(call)
    campaign = Campaign(office.new_id(), 1, details, call.now, by, call.now, by)
    office.campaigns.save(campaign)
    office.history.record(subject_of(campaign.id), CampaignCreated(campaign=_state(campaign)), call)
    return told(campaign, bangkok_day(call.now))


def change_campaign(request: rpc.ChangeCampaign, call: Call, office: CampaignOffice) -> rpc.Campaign:
    """Raises CampaignUnknown, CampaignIsClosed, STALE_VERSION with the campaign as it is now, INVALID_REQUEST."""
    campaign = need_campaign(request.campaign_id, office.campaigns)
    today = bangkok_day(call.now)
    if campaign.version != request.version:
        raise stale(told(campaign, today).model_dump(mode="json"))
    with told_by_field():
        changed = campaign.changed(details_of(request), call.now, _name(call))
    if changed is not campaign:
        office.campaigns.save(changed)
        event = CampaignChanged(campaign=_state(changed))
        office.history.record(subject_of(campaign.id), event, call, before=_state(campaign))
    return told(changed, today)


def close_campaign(request: rpc.CloseCampaign, call: Call, office: CampaignOffice) -> rpc.Campaign:
    """Raises CampaignUnknown, CampaignIsClosed."""
    campaign = need_campaign(request.campaign_id, office.campaigns)
    today = bangkok_day(call.now)
    closed = campaign.closed(today, call.now, _name(call))
    office.campaigns.save(closed)
    event = CampaignClosed(campaign=_state(closed), reason=tidied(request.reason) or request.reason)
    office.history.record(subject_of(campaign.id), event, call, before=_state(campaign))
    return told(closed, today)


def get_campaign(request: rpc.GetCampaign, call: Call, campaigns: CampaignBook) -> rpc.Campaign:
    """Raises CampaignUnknown."""
    return told(need_campaign(request.campaign_id, campaigns), bangkok_day(call.now))


def list_campaigns(request: rpc.ListCampaigns, call: Call, campaigns: CampaignBook) -> rpc.Campaigns:
    today = bangkok_day(call.now)
    return rpc.Campaigns(items=tuple(told(campaign, today) for campaign in campaigns.all(request.include_closed)))


def need_campaign(campaign_id: str, campaigns: CampaignBook) -> Campaign:
    """Raises CampaignUnknown."""
    campaign = campaigns.get(campaign_id)
    if campaign is None:
        raise CampaignUnknown
    return campaign


def subject_of(campaign_id: str) -> str:
    """In whose chain of the history a campaign's changes stand."""
    return f"campaigns/{campaign_id}"


def details_of(given: rpc.CampaignDetails) -> Details:
    target, returns, reminders = given.target, given.returns, given.reminders
    return Details(
        name_th=given.name_th,
        obligations=tuple(Obligation(obligation) for obligation in given.obligations),
        target=Target(
            categories=tuple(category.value for category in target.categories),
            lao_types=tuple(lao_type.value for lao_type in target.lao_types),
            province_codes=target.province_codes,
            below=target.below,
        ),
        opens_on=given.opens_on,
        due_on=given.due_on,
        returns=ReturnPlan(returns.collected_by, returns.due_on) if returns else None,
        reminders=ReminderPlan(reminders.first_on, reminders.every_days, reminders.escalate_after, reminders.note)
        if reminders
        else None,
    )


def told(campaign: Campaign, today: date) -> rpc.Campaign:
    details = campaign.details
    returns, reminders = details.returns, details.reminders
    return rpc.Campaign(
        id=campaign.id,
        version=campaign.version,
        name_th=details.name_th,
        obligations=tuple(Section(obligation) for obligation in details.obligations),
        target=rpc.TargetGroup(
            categories=tuple(Category(category) for category in details.target.categories),
            lao_types=tuple(LaoType(lao_type) for lao_type in details.target.lao_types),
            province_codes=details.target.province_codes,
            below=details.target.below,
        ),
        opens_on=details.opens_on,
        due_on=details.due_on,
        returns=rpc.ReturnPlan(collected_by=returns.collected_by, due_on=returns.due_on) if returns else None,
        reminders=rpc.ReminderPlan(
            first_on=reminders.first_on,
            every_days=reminders.every_days,
            escalate_after=reminders.escalate_after,
            note=reminders.note,
        )
        if reminders
        else None,
        next_reminder_on=reminders.next_after(today) if reminders and campaign.closed_on is None else None,
        closed_on=campaign.closed_on,
        created_at=campaign.created_at,
        created_by=campaign.created_by,
        changed_at=campaign.changed_at,
        changed_by=campaign.changed_by,
    )


def _state(campaign: Campaign) -> CampaignState:
    details = campaign.details
    returns, reminders = details.returns, details.reminders
    return CampaignState(
        id=campaign.id,
        version=campaign.version,
        name_th=details.name_th,
        obligations=tuple(Section(obligation) for obligation in details.obligations),
        categories=tuple(Category(category) for category in details.target.categories),
        lao_types=tuple(LaoType(lao_type) for lao_type in details.target.lao_types),
        province_codes=details.target.province_codes,
        below=details.target.below,
        opens_on=details.opens_on,
        due_on=details.due_on,
        returns_to=returns.collected_by if returns else None,
        returns_due_on=returns.due_on if returns else None,
        reminders_from=reminders.first_on if reminders else None,
        reminders_every_days=reminders.every_days if reminders else None,
        reminders_escalate_after=reminders.escalate_after if reminders else None,
        reminders_note=reminders.note if reminders else None,
        closed_on=campaign.closed_on,
    )


def _name(call: Call) -> str:
    return call.caller.name if call.caller else ""
