"""Where reporting is put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from chassis.directory import AgencyDirectory
from chassis.mongo import prepare
from chassis.reading_rights import ReadingRights
from chassis.service import Process
from contracts.events.envelope import History
from services.reporting.follow_up import FollowUp, follow_up
from services.reporting.ledger.mongo_book import MongoBook
from services.reporting.ledger.mongo_comparison import MongoComparison
from services.reporting.ledger.mongo_figures import MongoFigures
from services.reporting.ledger.mongo_listing import MongoListing
from services.reporting.ledger.mongo_reader import MongoReader
from services.reporting.ledger.settlement import Ledger
from services.reporting.store import DOCUMENTS, prepare_editions
from services.reporting.store.editions import ledger_version
from services.reporting.store.reports import ReportBook
from services.reporting.store.unsaid import UnsaidBook
from services.reporting.usecases.list_by_state import ListDesk


@dataclass(frozen=True)
class ReportingRooms:
    """What reporting's entry points work with. `clock` tells the time in UTC."""

    ledger: Ledger
    unsaid: UnsaidBook
    reader: MongoReader
    numbers: MongoFigures
    comparer: MongoComparison
    listing: MongoListing
    list_desk: ListDesk
    reports: ReportBook
    directory: AgencyDirectory
    rights: ReadingRights
    history: History
    follow_up: FollowUp
    clock: Callable[[], datetime]


def wire(process: Process) -> ReportingRooms:
    """Prepare the database and put the parts together, once in each process."""
    prepare(*DOCUMENTS)
    prepare_editions()
    reports, reader, numbers = ReportBook(), MongoReader(), MongoFigures()
    listing = MongoListing(reports)
    return ReportingRooms(
        ledger=Ledger(MongoBook()),
        unsaid=UnsaidBook(),
        reader=reader,
        numbers=numbers,
        listing=listing,
        list_desk=ListDesk(reader, numbers, listing, process.directory, ledger_version),
        comparer=MongoComparison(),
        reports=reports,
        directory=process.directory,
        rights=ReadingRights(process.directory),
        history=process.history,
        follow_up=follow_up(process),
        clock=lambda: datetime.now(UTC),
    )
