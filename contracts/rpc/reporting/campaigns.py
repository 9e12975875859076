"""Campaigns (การเร่งรัดติดตาม): who is to have done what by when, who is late, and whom to remind."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field, JsonValue

from contracts.events.envelope import Actor
from contracts.operations import Operation, Reply, Request
from contracts.rpc.reporting.figures import GroupBy, Selection
from contracts.vocabulary import Action, Category, LaoType, Obligation


class TargetGroup(Request):
    """The reporting agencies that a campaign is about, on the day asked for: those that fit every list that is not
    empty. `below`: ids of agencies; those and all under them."""

    categories: tuple[Category, ...] = ()
    lao_types: tuple[LaoType, ...] = ()
    province_codes: tuple[str, ...] = Field((), max_length=100)
    below: tuple[str, ...] = Field((), max_length=100)


class ReminderPlan(Request):
    """From `first_on` and every so many days. Who has been reminded `escalate_after` times in a row without doing it:
    from then on the agency above is told too, after as many again the one above that. `note` stands in every mail."""

    first_on: date
    every_days: int = Field(15, ge=1, le=366)
    escalate_after: int | None = Field(2, ge=1, le=100)
    note: str | None = Field(None, max_length=2000)


class ReturnPlan(Request):
    """The offices right below `collected_by` (DLA, say) that have agencies of the target group below them return the
    form until `due_on`."""

    collected_by: str = Field(max_length=64)
    due_on: date


class CampaignDetails(Request):
    name_th: str = Field(min_length=1, max_length=300)
    obligations: tuple[Obligation, ...] = Field(min_length=1, max_length=4)
    target: TargetGroup = TargetGroup()
    opens_on: date
    due_on: date
    returns: ReturnPlan | None = None
    reminders: ReminderPlan | None = None


class CreateCampaign(CampaignDetails):
    pass


class ChangeCampaign(CampaignDetails):
    """All of it anew; `version` as seen."""

    campaign_id: str
    version: int


class CloseCampaign(Request):
    """Nobody is reminded any more, and no return is taken. What was is kept."""

    campaign_id: str
    reason: str = Field(min_length=1, max_length=1000)


class GetCampaign(Request):
    campaign_id: str


class ListCampaigns(Request):
    """Open ones first, the latest due date first; at most 500."""

    include_closed: bool = True


class Campaign(Reply):
    id: str
    version: int
    name_th: str
    obligations: tuple[Obligation, ...]
    target: TargetGroup
    opens_on: date
    due_on: date
    returns: ReturnPlan | None
    reminders: ReminderPlan | None
    next_reminder_on: date | None
    closed_on: date | None
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str


class Campaigns(Reply):
    items: tuple[Campaign, ...]


class Timeliness(StrEnum):
    """Of an agency that owes it on the day asked for: it holds that day and first held by the due date (`on_time`) or
    after it (`late`); it does not hold and the due date has not passed (`pending`) or has (`overdue`)."""

    ON_TIME = "on_time"
    LATE = "late"
    PENDING = "pending"
    OVERDUE = "overdue"


class GetCampaignFigures(Request):
    """How the campaign's agencies stand on a day (None: today in Bangkok), for each of its obligations. `below`: only
    those at and below this agency that day; `group_by` and groups as in `figures.Selection`."""

    campaign_id: str
    as_of: date | None = None
    group_by: GroupBy | None = None
    below: str | None = Field(None, max_length=64)


class TimelinessCount(Reply):
    """Agencies of the target group that day. `percent` of those that owe it comply, on time or late (domain section 6:
    two decimals, half up; None when nobody owes)."""

    on_time: int
    late: int
    pending: int
    overdue: int
    not_required: int
    percent: str | None


class TimelinessGroup(TimelinessCount):
    """`name_th`, `name_en`: that day's, of an agency that may be named."""

    group: str
    name_th: str | None = None
    name_en: str | None = None


class CampaignObligation(Reply):
    obligation: Obligation
    total: TimelinessCount
    groups: tuple[TimelinessGroup, ...]


class CampaignFigures(Reply):
    campaign_id: str
    as_of: date
    due_on: date
    group_by: GroupBy | None
    below: str | None = None
    obligations: tuple[CampaignObligation, ...]


class ListCampaignAgencies(Selection):
    """The campaign's agencies in a state, of those selected, by Thai collation of their names; `after`: the cursor of
    the page before."""

    campaign_id: str
    obligation: Obligation
    state: Timeliness
    as_of: date | None = None
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, max_length=1000)


class CampaignAgency(Reply):
    """`first_held_on`: the first day on which it ever held; None: never until the day asked for."""

    agency_id: str
    name_th: str
    category: Category | None
    province_code: str | None
    first_held_on: date | None


class CampaignAgencies(Reply):
    as_of: date
    items: tuple[CampaignAgency, ...]
    next: str | None


class ReadCampaignHistory(Request):
    """Who changed the campaign, the latest first; `after` is `next` of the page before."""

    campaign_id: str
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, pattern=r"^[1-9][0-9]{0,9}$")


class CampaignChange(Reply):
    sequence: int
    at: datetime
    type: str
    actor: Actor
    before: dict[str, JsonValue] | None
    after: dict[str, JsonValue]


class CampaignHistory(Reply):
    items: tuple[CampaignChange, ...]
    next: str | None


CREATE_CAMPAIGN = Operation("reporting", "create_campaign", CreateCampaign, Campaign, Action.FOLLOW_UP, changes=True)
CHANGE_CAMPAIGN = Operation("reporting", "change_campaign", ChangeCampaign, Campaign, Action.FOLLOW_UP, changes=True)
CLOSE_CAMPAIGN = Operation("reporting", "close_campaign", CloseCampaign, Campaign, Action.FOLLOW_UP, changes=True)
GET_CAMPAIGN = Operation("reporting", "get_campaign", GetCampaign, Campaign, Action.READ_FIGURES, somewhere=True)
LIST_CAMPAIGNS = Operation("reporting", "list_campaigns", ListCampaigns, Campaigns, Action.READ_FIGURES, somewhere=True)
GET_CAMPAIGN_FIGURES = Operation(
    "reporting", "get_campaign_figures", GetCampaignFigures, CampaignFigures, Action.READ_FIGURES, somewhere=True
)
LIST_CAMPAIGN_AGENCIES = Operation(
    "reporting", "list_campaign_agencies", ListCampaignAgencies, CampaignAgencies, Action.READ_FIGURES, somewhere=True
)
READ_CAMPAIGN_HISTORY = Operation(
    "reporting", "read_campaign_history", ReadCampaignHistory, CampaignHistory, Action.FOLLOW_UP
)
