"""How the parts of the documents service are put together, once for each process."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from eventlet import GreenPool

from chassis import mongo, s3
from chassis.bus.serving import in_thread
from chassis.directory import AgencyDirectory
from chassis.jobs import JobBook
from chassis.reading_rights import ReadingRights
from chassis.service import Process
from services.documents.archives import ZipArchives
from services.documents.files import FileStore
from services.documents.inspection import inspect, limit_decompression
from services.documents.link_asking import LinkAsker
from services.documents.link_fetching import LinkFetcher
from services.documents.store import (
    DOCUMENTS,
    DeclarationStore,
    DocumentStore,
    FilingStore,
    KeptFiles,
    LicenceStore,
    LinkChecks,
    LinkStore,
    ObstacleStore,
    Search,
    SwitchStore,
)
from services.documents.store import FilingHistory as FilingHistoryBook
from services.documents.uploads import Uploads
from services.documents.usecases.books import Books
from services.documents.usecases.ports import Archives, AskForLinks, FilingHistory
from services.documents.usecases.ports import Search as SearchPort
from services.documents.virus_scanning import Clamd, then_scanned

PUTS_AT_A_TIME = 16


@dataclass(frozen=True)
class DocumentsRooms:
    directory: AgencyDirectory
    jobs: JobBook
    books: Books
    filing_history: FilingHistory
    archives: Archives
    files: FileStore
    rights: ReadingRights
    kept_files: KeptFiles
    search: SearchPort
    ask_for_links: AskForLinks | None


def wire(process: Process) -> DocumentsRooms:
    limit_decompression()
    mongo.prepare(*DOCUMENTS)
    client, bucket = s3.connect(process.settings)
    settings = process.settings
    look_into = then_scanned(inspect, Clamd(settings.clamav_socket).scan) if settings.clamav_socket else inspect
    files = FileStore(client, bucket, settings.max_upload_bytes, s3.bucket_of_documents(settings, client, bucket))
    books = Books(
        directory=process.directory,
        uploads=Uploads(files, partial(in_thread, look_into)),
        documents=DocumentStore(),
        links=LinkStore(),
        link_checks=LinkChecks(),
        declarations=DeclarationStore(),
        licences=LicenceStore(),
        obstacles=ObstacleStore(),
        switches=SwitchStore(),
        filings=FilingStore(),
        history=process.history,
    )
    return DocumentsRooms(
        directory=process.directory,
        jobs=process.jobs,
        books=books,
        filing_history=FilingHistoryBook(),
        archives=ZipArchives(
            files, look_into, settings.max_upload_bytes, settings.max_import_bytes, in_thread, _concurrently
        ),
        files=files,
        rights=ReadingRights(process.directory),
        kept_files=KeptFiles(),
        search=Search(),
        ask_for_links=_link_asker(process) if settings.check_links else None,
    )


def _link_asker(process: Process) -> AskForLinks:
    allowed = frozenset(filter(None, process.settings.link_check_hosts.replace(" ", "").split(",")))
    return LinkAsker(LinkFetcher(allowed_hosts=allowed).check, stopping=lambda: process.jobs.stopping)


def _concurrently(function: Callable[[Any], None], items: Iterable[Any]) -> None:
    for _ in GreenPool(PUTS_AT_A_TIME).imap(function, items):
        pass
