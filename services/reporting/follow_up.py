"""What following up takes, from obstacles to frozen figures. It asks the ledger, which knows nothing of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from chassis.jobs import JobBook
from chassis.mail import outbox
from chassis.mongo import in_transaction
from chassis.reading_rights import ReadingRights
from chassis.service import Process
from services.reporting.export_shelf import ExportShelf
from services.reporting.files import ReportShelf
from services.reporting.frozen_lists import FrozenLists
from services.reporting.ledger.bodies import MongoBodies
from services.reporting.ledger.missing import MongoMissing
from services.reporting.ledger.mongo_figures import MongoFigures
from services.reporting.ledger.mongo_reader import MongoReader
from services.reporting.ledger.mongo_roll import MongoRoll
from services.reporting.ledger.timeliness import MongoTimeliness
from services.reporting.letters import ThaiLetters
from services.reporting.mailing import Mails
from services.reporting.offices import DirectoryOffices
from services.reporting.printing.press import CabinetPress
from services.reporting.store.cabinet import CabinetReports
from services.reporting.store.campaigns import Campaigns
from services.reporting.store.frozen import FrozenSets
from services.reporting.store.history import EventHistory
from services.reporting.store.obstacles import ObstacleBook
from services.reporting.store.reminders import ReminderBook
from services.reporting.store.returns import Returns
from services.reporting.usecases.cabinet import CabinetDesk
from services.reporting.usecases.campaigns import CampaignOffice
from services.reporting.usecases.frozen import FrozenDesk
from services.reporting.usecases.remind import Reminding
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
    reminding: Reminding
    cabinet_desk: CabinetDesk
    frozen_desk: FrozenDesk
    jobs: JobBook
    jobs_kept_days: int
    exports: ExportShelf


def follow_up(process: Process) -> FollowUp:
    history, campaigns, obstacles, missing = process.history, Campaigns(), ObstacleBook(), MongoMissing()
    events = EventHistory()
    return FollowUp(
        obstacles=obstacles,
        campaigns=campaigns,
        timeliness=MongoTimeliness(),
        campaign_office=CampaignOffice(campaigns, history, new_id=lambda: str(uuid4())),
        events=events,
        return_desk=ReturnDesk(campaigns, Returns(), MongoBodies(), process.directory, history),
        reminding=Reminding(
            campaigns=campaigns,
            book=ReminderBook(),
            reader=missing,
            offices=DirectoryOffices(process.directory),
            letters=ThaiLetters(process.settings.gateway_url),
            mailer=Mails(outbox(process.settings)),
            history=history,
            together=in_transaction,
            clock=lambda: datetime.now(UTC),
        ),
        cabinet_desk=CabinetDesk(
            reports=CabinetReports(),
            numbers=MongoFigures(),
            missing=missing,
            obstacles=obstacles,
            press=CabinetPress(),
            shelf=ReportShelf(process.settings),
            history=history,
        ),
        frozen_desk=FrozenDesk(
            book=FrozenSets(timedelta(days=process.settings.jobs_kept_days)),
            reader=MongoReader(),
            numbers=MongoFigures(),
            roll=MongoRoll(),
            lists=FrozenLists(process.settings),
            chains=events,
            rights=ReadingRights(process.directory),
            history=history,
        ),
        jobs=process.jobs,
        jobs_kept_days=process.settings.jobs_kept_days,
        exports=ExportShelf(process.settings),
    )
