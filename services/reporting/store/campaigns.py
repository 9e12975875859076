"""Campaigns as they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from mongoengine import DateTimeField, DictField, Document, IntField, ListField, StringField

from services.reporting.domain.campaigns import Campaign, Details, ReminderPlan, ReturnPlan
from services.reporting.domain.targets import Target
from services.reporting.domain.terms import Obligation
from services.reporting.store.days import day_from, stored_day
from services.reporting.store.records import Record
from services.reporting.store.versions import replace_version

# There is a handful in a year.
MOST = 500


class CampaignDocument(Document):
    """domain.campaigns.Campaign. Days are integers (store/days.py)."""

    id = StringField(primary_key=True)
    version = IntField()
    name_th = StringField()
    obligations = ListField(StringField())
    target = DictField()
    opens_on = IntField()
    due_on = IntField()
    returns = DictField(null=True)
    reminders = DictField(null=True)
    closed_on = IntField(null=True)
    created_at = DateTimeField()
    created_by = StringField()
    changed_at = DateTimeField()
    changed_by = StringField()

    meta = {
        "collection": "campaigns",
        "auto_create_index": False,
        "indexes": [
            # the list: open ones first, the latest due date first
            {"name": "list", "fields": ["closed_on", "-due_on", "id"]},
        ],
    }


class Campaigns:
    """Implements usecases.campaigns.CampaignBook."""

    def __init__(self) -> None:
        self._campaigns = CampaignDocument._get_collection()

    def get(self, campaign_id: str) -> Campaign | None:
        record = self._campaigns.find_one({"_id": campaign_id})
        return _campaign(record) if record else None

    def all(self, include_closed: bool) -> Sequence[Campaign]:
        wanted: Record = {} if include_closed else {"closed_on": None}
        found = self._campaigns.find(wanted).sort([("closed_on", 1), ("due_on", -1), ("_id", 1)]).limit(MOST)
        return [_campaign(record) for record in found]

    def save(self, campaign: Campaign) -> None:
        """The next version. Raises StaleWrite."""
        replace_version(self._campaigns, _record(campaign))


def _record(campaign: Campaign) -> Record:
    details = campaign.details
    returns, reminders = details.returns, details.reminders
    return {
        "_id": campaign.id,
        "version": campaign.version,
        "name_th": details.name_th,
        "obligations": [obligation.value for obligation in details.obligations],
        "target": {name: list(values) for name, values in asdict(details.target).items()},
        "opens_on": stored_day(details.opens_on),
        "due_on": stored_day(details.due_on),
        "returns": {"collected_by": returns.collected_by, "due_on": stored_day(returns.due_on)} if returns else None,
        "reminders": {**asdict(reminders), "first_on": stored_day(reminders.first_on)} if reminders else None,
        "closed_on": stored_day(campaign.closed_on) if campaign.closed_on else None,
        "created_at": campaign.created_at,
        "created_by": campaign.created_by,
        "changed_at": campaign.changed_at,
        "changed_by": campaign.changed_by,
    }


def _campaign(record: Record) -> Campaign:
    returns, reminders = record["returns"], record["reminders"]
    details = Details(
        name_th=record["name_th"],
        obligations=tuple(Obligation(obligation) for obligation in record["obligations"]),
        target=Target(**{name: tuple(values) for name, values in record["target"].items()}),
        opens_on=day_from(record["opens_on"]),
        due_on=day_from(record["due_on"]),
        returns=ReturnPlan(returns["collected_by"], day_from(returns["due_on"])) if returns else None,
        reminders=ReminderPlan(**{**reminders, "first_on": day_from(reminders["first_on"])}) if reminders else None,
    )
    return Campaign(
        id=record["_id"],
        version=record["version"],
        details=details,
        created_at=record["created_at"],
        created_by=record["created_by"],
        changed_at=record["changed_at"],
        changed_by=record["changed_by"],
        closed_on=day_from(record["closed_on"]) if record["closed_on"] else None,
    )
