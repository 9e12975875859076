"""The parts of the service, put together in one place."""

from __future__ import annotations

from dataclasses import dataclass

from chassis import mongo, s3
from chassis.service import Process
from contracts.events.envelope import History
from services.agencies.contacts import ContactChecks
from services.agencies.files import ImportFiles
from services.agencies.rights import ReadingRights
from services.agencies.store import DOCUMENTS, AgencyStore


@dataclass(frozen=True)
class Parts:
    book: AgencyStore
    uploads: ImportFiles
    contacts: ContactChecks
    rights: ReadingRights
    history: History


def wire(process: Process) -> Parts:
    mongo.prepare(*DOCUMENTS)
    store, bucket = s3.connect(process.settings)
    return Parts(
        book=AgencyStore(),
        uploads=ImportFiles(store, bucket, process.settings.max_import_bytes),
        contacts=ContactChecks(),
        rights=ReadingRights(process.directory),
        history=process.history,
    )
