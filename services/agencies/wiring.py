"""The parts of the service, put together in one place."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from chassis import mongo, s3
from chassis.jobs import JobBook
from chassis.service import Process
from chassis.tables import ImportTables
from contracts.events.envelope import History
from services.agencies.contacts import ContactChecks
from services.agencies.files import ImportFiles
from services.agencies.rights import Rights
from services.agencies.store import DOCUMENTS, AgencyStore, MoveRequests, Reorganisations, Tree
from services.agencies.usecases.reorganising import Office


@dataclass(frozen=True)
class Parts:
    book: AgencyStore
    uploads: ImportFiles
    tables: ImportTables
    contacts: ContactChecks
    rights: Rights
    history: History
    tree: Tree
    jobs: JobBook
    reorganising: Office


def wire(process: Process) -> Parts:
    mongo.prepare(*DOCUMENTS)
    store, bucket = s3.connect(process.settings)
    book, contacts, rights = AgencyStore(), ContactChecks(), Rights(process.directory)
    return Parts(
        book=book,
        uploads=ImportFiles(store, bucket, process.settings.max_import_bytes),
        tables=ImportTables(),
        contacts=contacts,
        rights=rights,
        history=process.history,
        tree=Tree(),
        jobs=process.jobs,
        reorganising=Office(
            book,
            Reorganisations(),
            MoveRequests(),
            rights,
            contacts,
            process.history,
            new_id=lambda: str(uuid4()),
        ),
    )
