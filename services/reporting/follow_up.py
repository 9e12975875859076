"""What following up takes: obstacles, campaigns, returns. Put together apart from the ledger, which it only asks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from chassis.service import Process
from services.reporting.ledger.bodies import MongoBodies
from services.reporting.ledger.timeliness import MongoTimeliness
from services.reporting.store.campaigns import Campaigns
from services.reporting.store.history import EventHistory
from services.reporting.store.obstacles import ObstacleBook
from services.reporting.store.returns import Returns
from services.reporting.usecases.campaigns import CampaignOffice
from services.reporting.usecases.returns import ReturnDesk


@dataclass(frozen=True)
class FollowUp:
    """The rooms of following up."""

    obstacles: ObstacleBook
    campaigns: Campaigns
    timeliness: MongoTimeliness
    campaign_office: CampaignOffice
    events: EventHistory
    return_desk: ReturnDesk


def follow_up(process: Process) -> FollowUp:
    history, campaigns = process.history, Campaigns()
    return FollowUp(
        obstacles=ObstacleBook(),
        campaigns=campaigns,
        timeliness=MongoTimeliness(),
        campaign_office=CampaignOffice(campaigns, history, new_id=lambda: str(uuid4())),
        events=EventHistory(),
        return_desk=ReturnDesk(campaigns, Returns(), MongoBodies(), process.directory, history),
    )
